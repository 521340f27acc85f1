//! The comment and what may be asked beside it. All of it is optional and says so.

use yew::AttrValue;
use yew::virtual_dom::ListenerKind;

use super::element::{Element, element};
use super::gesture::Gesture;
use super::{View, icon, note, spinner};
use crate::panel::Field;
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
pub(super) fn step(view: View<'_>, answer: Answer) -> Element {
    let content = &view.showing.content;
    let draft = &view.showing.draft;
    let asks = content.asks(answer.score);
    let lost = match view.showing.drawn {
        State::Failed(_, lost) => Some(lost),
        _ => None,
    };
    let sending = matches!(view.showing.drawn, State::Sending(_));
    let comment = element("textarea", "")
        .hook("comment")
        .with("id", "comment")
        .with("maxlength", LONGEST_COMMENT)
        .value(draft.comment.clone().into())
        .on(ListenerKind::oninput, view.link, Gesture::Edit(Field::Comment));
    let label = element("label", "asked")
        .with("for", "comment")
        .text(content.follow_up(answer.score))
        .add(optional(view));
    let body = element("div", "body")
        .add(view.strip(answer))
        .add(label)
        .add(if sending { comment.with("readonly", "") } else { comment })
        .maybe(asks.contact.then(|| {
            tick(view, "reply", Field::Reply, draft.reply, Word::ReplyWanted)
        }))
        .maybe((asks.contact && draft.reply).then(|| address(view)))
        .maybe(asks.publish.then(|| {
            tick(view, "publish", Field::Publish, draft.publish, Word::Publish)
        }))
        .maybe((asks.publish && draft.publish).then(|| name(view)))
        .maybe(lost.map(|lost| note("note warns", icon::ALERT, view.word(lost_word(lost)))));
    let send = element("button", "primary")
        .hook("send")
        .with("aria-disabled", if sending { "true" } else { "false" })
        .maybe(sending.then(spinner))
        .maybe(lost.map(|_| icon::draw(icon::AGAIN)))
        .text(view.word(if lost.is_some() { Word::TryAgain } else { Word::Send }));
    let skip = || view.button("quiet", "skip", Event::Skipped).text(view.word(Word::Skip));
    let skippable = lost.is_none() && !sending;
    // `method` keeps the page where it is even if nobody were left to prevent the default.
    view.step("form", "step")
        .with("method", "dialog")
        .with("novalidate", "")
        .on(ListenerKind::onsubmit, view.link, Gesture::Submit)
        .add(body)
        .add(element("div", "actions").maybe(skippable.then(skip)).add(send))
}

fn address(view: View<'_>) -> Element {
    let refused = view.showing.address_refused;
    let field = field(view, "email", Field::Email, &view.showing.draft.email)
        .with("type", "email")
        .with("dir", "ltr")
        .with("autocomplete", "email")
        .with("aria-describedby", "purpose")
        .with("aria-invalid", if refused { "true" } else { "false" });
    let (class, hint) = if refused {
        ("hint wrong", Word::EmailInvalid)
    } else {
        ("hint", Word::ReplyPurpose)
    };
    element("div", "more")
        .add(element("label", "").with("for", "email").text(view.word(Word::Email)))
        .add(field)
        .add(element("p", class).with("id", "purpose").text(view.word(hint)))
}

fn name(view: View<'_>) -> Element {
    let label = element("label", "")
        .with("for", "name")
        .text(view.word(Word::PublishName))
        .add(optional(view));
    let field = field(view, "name", Field::Name, &view.showing.draft.name)
        .with("autocomplete", "nickname");
    element("div", "more").add(label).add(field)
}

fn field(view: View<'_>, name: &'static str, field: Field, value: &str) -> Element {
    element("input", "")
        .hook(name)
        .with("id", name)
        .with("maxlength", LONGEST_LINE)
        .value(AttrValue::from(value.to_owned()))
        .on(ListenerKind::oninput, view.link, Gesture::Edit(field))
}

fn tick(view: View<'_>, hook: &'static str, field: Field, checked: bool, word: Word) -> Element {
    let tick = element("input", "")
        .hook(hook)
        .with("type", "checkbox")
        .checked(checked)
        .on(ListenerKind::oninput, view.link, Gesture::Edit(field));
    element("label", "tick").add(tick).text(view.word(word))
}

fn optional(view: View<'_>) -> Element {
    element("small", "").text(view.word(Word::Optional))
}
