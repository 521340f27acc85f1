//! The end: what was recorded, when the server received it, and the two ways back.

use yew::prelude::*;

use super::{Link, button, icon, key, note, strip};
use crate::panel::Showing;
use crate::state::{Answer, Delivery, Event, Receipt};
use crate::words::Word;

/// The last step.
pub(super) fn step(showing: &Showing, link: &Link, answer: Answer, receipt: Receipt) -> Html {
    let word = |word| showing.content.word(word);
    let body = match receipt {
        Receipt::Waiting => html! {
            <>
                {strip(showing, link, answer)}
                {note(icon::DEVICE, false, word(Word::Offline))}
            </>
        },
        Receipt::TakenBack(_) => html! {
            <>
                {head(showing, answer, receipt)}
                <p class="again">
                    {button(link, "link", "again", Event::Again, html! { {word(Word::AnswerAgain)} })}
                </p>
            </>
        },
        _ => html! {
            <>
                {head(showing, answer, receipt)}
                {rows(showing, answer)}
                if let Receipt::Confirming { again: true } = receipt {
                    {note(icon::ALERT, true, word(Word::TakeBackFailed))}
                }
                if receipt == Receipt::Rows {
                    {offer(showing)}
                }
            </>
        },
    };
    html! {
        <div class="step" tabindex="-1" key={key(showing.drawn)}>
            <div class="body">{body}</div>
            {actions(showing, link, receipt)}
        </div>
    }
}

/// The title and its sentence.
pub(super) fn title(showing: &Showing, answer: Answer, receipt: Receipt) -> (AttrValue, AttrValue) {
    let word = |word| showing.content.word(word);
    let words = match (receipt, answer.delivery) {
        (Receipt::Confirming { .. } | Receipt::Taking, _) => {
            (Word::ConfirmTakeBack, Word::ConfirmText)
        }
        (Receipt::TakenBack(Delivery::Stored), _) => (Word::TakenBack, Word::Erased),
        (Receipt::TakenBack(_), _) | (_, Delivery::Saved) => (Word::SavedOnDevice, Word::Offline),
        (_, Delivery::Failed) => (Word::SavedOnDevice, Word::ScoreFailed),
        (_, Delivery::Pending) => (Word::ReceiptTitle, Word::Sending),
        (_, Delivery::Stored) => {
            return (word(Word::ReceiptTitle), showing.content.thanks(answer.score));
        }
    };
    (word(words.0), word(words.1))
}

fn head(showing: &Showing, answer: Answer, receipt: Receipt) -> Html {
    let (title, text) = title(showing, answer, receipt);
    let (class, path) = match (receipt, answer.delivery) {
        (Receipt::Confirming { .. } | Receipt::Taking, _) => ("mark asks", icon::ALERT),
        (Receipt::TakenBack(Delivery::Stored), _) | (_, Delivery::Stored) => ("mark", icon::TICK),
        _ => ("mark", icon::DEVICE),
    };
    let waits = receipt == Receipt::Taking || answer.delivery == Delivery::Pending;
    html! {
        <div class="head">
            <span {class}>
                if waits {
                    <span class="spinner" />
                } else {
                    {icon::draw(path)}
                }
            </span>
            <p><b>{title}</b><br />{text}</p>
        </div>
    }
}

fn rows(showing: &Showing, answer: Answer) -> Html {
    let content = &showing.content;
    let word = |word| content.word(word);
    let score = content.step(answer.score).unwrap_or_else(|| {
        let (score, of) = (content.numeral(answer.score), word(Word::Of));
        [&*score, &of, &content.numeral(content.scale.max())].concat().into()
    });
    let comment = showing.comment_sent();
    let time = match answer.delivery {
        Delivery::Stored => showing.host.received(&content.lang).map(|at| (Word::RowReceived, at)),
        Delivery::Saved | Delivery::Failed => {
            showing.saved_at.clone().map(|at| (Word::RowSaved, at))
        }
        Delivery::Pending => None,
    };
    html! {
        <dl>
            {row(word(Word::RowScore), score)}
            if let Some(comment) = comment {
                {row(word(Word::RowComment), comment)}
            }
            if let Some((label, at)) = time {
                {row(word(label), at)}
            }
        </dl>
    }
}

fn row(label: AttrValue, value: AttrValue) -> Html {
    html! { <div><dt>{label}</dt><dd>{value}</dd></div> }
}

/// The owner's link: the same for every score.
fn offer(showing: &Showing) -> Html {
    let Some([href, text, open]) = showing.content.link.clone() else { return Html::default() };
    html! {
        <p class="note offer">
            <span>{text}</span>
            <a class="link" {href} target="_blank" rel="noopener">{open}</a>
        </p>
    }
}

fn actions(showing: &Showing, link: &Link, receipt: Receipt) -> Html {
    let word = |word| html! { {showing.content.word(word)} };
    let buttons = match receipt {
        Receipt::TakenBack(_) => return Html::default(),
        Receipt::Waiting => {
            let done = Event::Done { stays: showing.stays() };
            button(link, "primary", "done", done, word(Word::Done))
        }
        Receipt::Rows => html! {
            <>
                {button(link, "half", "change", Event::Change, word(Word::Change))}
                {button(link, "half", "take-back", Event::TakeBack, word(Word::TakeBack))}
            </>
        },
        Receipt::Confirming { .. } | Receipt::Taking => html! {
            <>
                {button(link, "quiet", "keep", Event::Keep, word(Word::Keep))}
                {button(link, "warn", "confirm-take-back", Event::Erase, word(Word::TakeBack))}
            </>
        },
    };
    html! { <div class="actions">{buttons}</div> }
}
