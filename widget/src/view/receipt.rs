//! The end: what was recorded, when the server received it, and the two ways back.

use js_sys::Date;
use yew::AttrValue;

use super::element::{Attribute, Element, element};
use super::{View, follow_up, icon, note, spinner};
use crate::state::{Answer, Delivery, Event, Lost, Receipt};
use crate::words::{self, Word};

/// The last step.
pub(super) fn step(view: View<'_>, answer: Answer, receipt: Receipt) -> Element {
    let body = element("div", "body");
    let body = match receipt {
        Receipt::Waiting => {
            let offline = note("note", icon::DEVICE, view.word(Word::Offline));
            body.add(view.strip(answer)).add(offline)
        }
        Receipt::TakenBack(_) => {
            let again = view.button("link", "again", Event::Again);
            body.add(head(view, answer, receipt))
                .add(element("p", "again").add(again.word(view.content, Word::AnswerAgain)))
        }
        _ => {
            let failed = receipt == Receipt::Confirming { again: true };
            let warning = || follow_up::warning(view, Word::TakeBackFailed);
            body.add(head(view, answer, receipt))
                .add(rows(view, answer))
                .maybe(failed.then(warning))
                .maybe(if receipt == Receipt::Rows { later(view, answer) } else { None })
                .maybe(if receipt == Receipt::Rows { offer(view) } else { None })
        }
    };
    view.step("div", "step").add(body).maybe(actions(view, receipt))
}

/// The end where the answer was refused for good, and nothing is left to say otherwise.
pub(super) fn end(view: View<'_>, answer: Answer) -> Element {
    let refused = follow_up::warning(view, follow_up::lost_word(answer, Lost::Score));
    let body = element("div", "body").add(view.strip(answer)).add(refused);
    view.step("div", "step").add(body).maybe(leave(view))
}

/// The title and its sentence.
pub(super) fn title(view: View<'_>, answer: Answer, receipt: Receipt) -> (AttrValue, AttrValue) {
    match words::ending(receipt, answer.delivery) {
        Some((title, text)) => (view.word(title), view.word(text)),
        None => (view.word(Word::ReceiptTitle), view.content.thanks(answer.score)),
    }
}

fn head(view: View<'_>, answer: Answer, receipt: Receipt) -> Element {
    let (title, text) = title(view, answer, receipt);
    let (class, sign) = match (receipt, answer.delivery) {
        (Receipt::Taking, _) => ("mark asks", spinner()),
        (Receipt::Confirming { .. } | Receipt::NotTakenBack, _)
        | (Receipt::Rows, Delivery::Unkept) => ("mark asks", icon::draw(icon::ALERT)),
        (Receipt::TakenBack(Delivery::Stored), _) | (Receipt::Rows, Delivery::Stored) => {
            ("mark", icon::draw(icon::TICK))
        }
        (Receipt::Rows, Delivery::Pending) => ("mark", spinner()),
        _ => ("mark", icon::draw(icon::DEVICE)),
    };
    let words = element("p", "").add(element("b", "").text(title)).text(text);
    element("div", "head").add(element("span", class).add(sign)).add(words)
}

fn rows(view: View<'_>, answer: Answer) -> Element {
    let showing = view.showing;
    let content = &showing.content;
    let step = content.step(answer.score);
    let score = if step.is_empty() {
        let (of, max) = (view.word(Word::Of), content.numeral(content.scale.max()));
        [&*content.numeral(answer.score), &of, &max].concat().into()
    } else {
        step
    };
    let received = showing.host.received();
    let time = match answer.delivery {
        Delivery::Stored if received.is_string() => Some((Word::RowReceived, Date::new(&received))),
        Delivery::Saved | Delivery::Failed => {
            showing.settled_at.clone().map(|at| (Word::RowSaved, at))
        }
        _ => None,
    };
    element("dl", "")
        .add(row(view, Word::RowScore, score))
        .maybe(showing.comment_sent().map(|comment| row(view, Word::RowComment, comment)))
        .maybe(time.map(|(word, at)| row(view, word, content.time(&at))))
}

fn row(view: View<'_>, label: Word, value: AttrValue) -> Element {
    element("div", "")
        .add(element("dt", "").word(view.content, label))
        .add(element("dd", "").text(value))
}

/// The way to the answer once the prompt has gone, as soon as the server has it.
fn later(view: View<'_>, answer: Answer) -> Option<Element> {
    let href = view.showing.receipt().filter(|_| answer.delivery == Delivery::Stored)?;
    Some(element("p", "again").add(link(href, view.word(Word::ReceiptLink)).hook("receipt")))
}

/// The owner's link: the same for every score.
fn offer(view: View<'_>) -> Option<Element> {
    let [href, text, open] = view.content.link()?;
    Some(element("p", "note offer").add(element("span", "").text(text)).add(link(href, open)))
}

fn link(href: AttrValue, text: AttrValue) -> Element {
    element("a", "link")
        .set(Attribute::Href, href)
        .with(Attribute::Target, "_blank")
        .with(Attribute::Rel, "noopener")
        .with(Attribute::Part, "link")
        .text(text)
}

/// The button that closes the panel, where the panel can close.
fn leave(view: View<'_>) -> Option<Element> {
    let leave = || view.button("primary", "done", Event::Done { stays: false });
    let leave = (!view.showing.stays()).then(leave)?;
    Some(element("div", "actions").add(leave.word(view.content, Word::Leave)))
}

fn actions(view: View<'_>, receipt: Receipt) -> Option<Element> {
    let button =
        |class, hook, event, word| view.button(class, hook, event).word(view.content, word);
    let actions = element("div", "actions");
    Some(match receipt {
        Receipt::TakenBack(_) => return None,
        Receipt::NotTakenBack => return leave(view),
        Receipt::Waiting => {
            let done = Event::Done { stays: view.showing.stays() };
            actions.add(button("primary", "done", done, Word::Done))
        }
        Receipt::Rows => actions
            .add(button("half", "change", Event::Change, Word::Change))
            .add(button("half", "take-back", Event::TakeBack, Word::TakeBack)),
        Receipt::Confirming { .. } | Receipt::Taking => actions
            .add(button("quiet", "keep", Event::Keep, Word::Keep))
            .add(button("warn", "confirm-take-back", Event::Erase, Word::TakeBack)),
    })
}
