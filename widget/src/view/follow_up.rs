//! The comment and what may be asked beside it. All of it is optional and says so.

use yew::prelude::*;

use super::{Link, button, edits, icon, key, note, strip};
use crate::panel::{Field, Message, Showing};
use crate::state::{Answer, Event, Lost, State};
use crate::words::Word;

/// The most a comment holds, in UTF-16 units, as `maxlength` counts; the edge refuses more.
const LONGEST_COMMENT: &str = "4000";
/// The longest address that mail can be sent to (RFC 5321), and room enough for a name.
const LONGEST_LINE: &str = "254";

/// What is said of what did not get through.
pub(super) fn lost_word(lost: Lost) -> Word {
    match lost {
        Lost::Score => Word::ScoreFailed,
        Lost::Comment => Word::Failed,
    }
}

/// The second step.
pub(super) fn step(showing: &Showing, link: &Link, answer: Answer) -> Html {
    let content = &showing.content;
    let word = |word| content.word(word);
    let asks = content.asks(answer.score);
    let lost = match showing.drawn {
        State::Failed(_, lost) => Some(lost),
        _ => None,
    };
    let sending = matches!(showing.drawn, State::Sending(_));
    let submit = link.callback(|event: SubmitEvent| {
        event.prevent_default();
        Message::Submitted
    });
    let send = match lost {
        Some(_) => html! { <>{icon::draw(icon::AGAIN)}{word(Word::TryAgain)}</> },
        None => html! { {word(Word::Send)} },
    };
    let skip = (lost.is_none() && !sending)
        .then(|| button(link, "quiet", "skip", Event::Skipped, html! { {word(Word::Skip)} }));
    // `method` keeps the page where it is even if nobody were left to prevent the default.
    html! {
        <form class="step" tabindex="-1" key={key(showing.drawn)} method="dialog" novalidate=true
            onsubmit={submit}>
            <div class="body">
                {strip(showing, link, answer)}
                <label class="asked" for="comment">
                    {content.follow_up(answer.score)}<small>{word(Word::Optional)}</small>
                </label>
                <textarea id="comment" data-koe="comment" maxlength={LONGEST_COMMENT}
                    readonly={sending} value={showing.draft.comment.clone()}
                    oninput={edits(link, Field::Comment)} />
                if asks.contact {
                    {contact(showing, link)}
                }
                if asks.publish {
                    {publish(showing, link)}
                }
                if let Some(lost) = lost {
                    {note(icon::ALERT, true, word(lost_word(lost)))}
                }
            </div>
            <div class="actions">
                {skip}
                <button class="primary" data-koe="send" aria-disabled={sending.then_some("true")}>
                    if sending {
                        <span class="spinner" />
                    }
                    {send}
                </button>
            </div>
        </form>
    }
}

fn contact(showing: &Showing, link: &Link) -> Html {
    let word = |word| showing.content.word(word);
    let draft = &showing.draft;
    let (hint, class) = if showing.address_refused {
        (Word::EmailInvalid, "hint wrong")
    } else {
        (Word::ReplyPurpose, "hint")
    };
    html! {
        <>
            {tick(link, "reply", Field::Reply, draft.reply, word(Word::ReplyWanted))}
            if draft.reply {
                <div class="more">
                    <label for="email">{word(Word::Email)}</label>
                    <input id="email" type="email" data-koe="email" dir="ltr" autocomplete="email"
                        maxlength={LONGEST_LINE} aria-describedby="purpose"
                        aria-invalid={showing.address_refused.then_some("true")}
                        value={draft.email.clone()} oninput={edits(link, Field::Email)} />
                    <p id="purpose" {class}>{word(hint)}</p>
                </div>
            }
        </>
    }
}

fn publish(showing: &Showing, link: &Link) -> Html {
    let word = |word| showing.content.word(word);
    let draft = &showing.draft;
    html! {
        <>
            {tick(link, "publish", Field::Publish, draft.publish, word(Word::Publish))}
            if draft.publish {
                <div class="more">
                    <label for="name">{word(Word::PublishName)}<small>{word(Word::Optional)}</small></label>
                    <input id="name" data-koe="name" autocomplete="nickname" maxlength={LONGEST_LINE}
                        value={draft.name.clone()} oninput={edits(link, Field::Name)} />
                </div>
            }
        </>
    }
}

fn tick(link: &Link, hook: &'static str, field: Field, checked: bool, text: AttrValue) -> Html {
    html! {
        <label class="tick">
            <input type="checkbox" data-koe={hook} {checked} oninput={edits(link, field)} />{text}
        </label>
    }
}
