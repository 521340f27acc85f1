//! The comment and what may be asked beside it. All of it is optional and says so.

use koe_shared::answer::{MAX_COMMENT_UNITS, MAX_EMAIL_CHARS, MAX_NAME_CHARS};
use yew::AttrValue;

use super::element::{Attribute, Element, element};
use super::gesture::Gesture;
use super::{View, icon, note, spinner};
use crate::showing::Field;
use crate::state::{Answer, Delivery, Event, Lost, State};
use crate::words::Word;

/// The lengths of the fields, as attributes.
const LONGEST_COMMENT: &str = "4000";
const LONGEST_EMAIL: &str = "254";
const LONGEST_NAME: &str = "200";

// A number written as text at run time would cost the module a formatter.
const _: () = assert!(number(LONGEST_COMMENT) == MAX_COMMENT_UNITS);
const _: () = assert!(number(LONGEST_EMAIL) == MAX_EMAIL_CHARS);
const _: () = assert!(number(LONGEST_NAME) == MAX_NAME_CHARS);

/// The number that a text of digits means.
const fn number(digits: &str) -> usize {
    let mut number = 0;
    let mut rest = digits.as_bytes();
    while let [digit, after @ ..] = rest {
        number = 10 * number + (*digit - b'0') as usize;
        rest = after;
    }
    number
}

/// What is said of what did not get through, by what is left of the answer.
pub(super) fn lost_word(answer: Answer, lost: Lost) -> Word {
    match (answer.delivery, lost) {
        (Delivery::Failed, Lost::Score) => Word::ScoreFailed,
        (Delivery::Failed, Lost::Comment) => Word::Failed,
        (Delivery::Unkept, _) => Word::Unkept,
        (Delivery::Stored, Lost::Comment) => Word::Refused,
        _ => Word::ScoreRefused,
    }
}

/// The second step.
pub(super) fn step(view: View<'_>, answer: Answer) -> Element {
    let body = element("div", "body").add(view.strip(answer));
    let body = fields(view, body, Some(answer.score));
    form(view, "step").add(body).add(actions(view, true))
}

/// A form that sends the follow-up; its `method` keeps the browser on the page even if no listener
/// prevented the default.
pub(super) fn form(view: View<'_>, class: &'static str) -> Element {
    view.step("form", class).with(Attribute::Method, "dialog").with(Attribute::NoValidate, "").on(
        "submit",
        view.link,
        Gesture::Submit,
    )
}

/// A warning.
pub(super) fn warning(view: View<'_>, word: Word) -> Element {
    note("note warns", icon::ALERT, view.word(word))
}

fn is_sending(view: View<'_>) -> bool {
    matches!(view.showing.drawn, State::Sending(_))
}

/// The comment and what is asked beside it after `score`, at the end of `body`.
pub(super) fn fields(view: View<'_>, body: Element, score: Option<u8>) -> Element {
    let content = view.content;
    let draft = &view.showing.draft;
    let asks = score.map(|score| content.asks(score)).unwrap_or_default();
    let lost = match view.showing.drawn {
        State::Failed(answer, lost) | State::Refused(answer, lost) => Some((answer, lost)),
        _ => None,
    };
    let sending = is_sending(view);
    let comment = element("textarea", "")
        .hook("comment")
        .with(Attribute::Part, "comment")
        .with(Attribute::Id, "comment")
        .with(Attribute::MaxLength, LONGEST_COMMENT)
        .value(draft.comment.clone().into())
        .on("input", view.link, Gesture::Edit(Field::Comment));
    let label = element("label", "asked")
        .with(Attribute::For, "comment")
        .add(element("span", "").text(content.follow_up(score)))
        .add(optional(view));
    body.add(label)
        .add(if sending { comment.with(Attribute::ReadOnly, "") } else { comment })
        .maybe(
            asks.contact.then(|| tick(view, "reply", Field::Reply, draft.reply, Word::ReplyWanted)),
        )
        .maybe((asks.contact && draft.reply).then(|| address(view)))
        .maybe(
            asks.publish
                .then(|| tick(view, "publish", Field::Publish, draft.publish, Word::Publish)),
        )
        .maybe((asks.publish && draft.publish).then(|| name(view)))
        .maybe(lost.map(|(answer, lost)| warning(view, lost_word(answer, lost))))
}

/// The buttons, with one to skip the step where it can be skipped.
pub(super) fn actions(view: View<'_>, skippable: bool) -> Element {
    let failed = matches!(view.showing.drawn, State::Failed(..));
    let sending = is_sending(view);
    let send = element("button", "primary")
        .hook("send")
        .with(Attribute::Part, "button")
        .with(Attribute::Disabled, if sending { "true" } else { "false" })
        .maybe(sending.then(spinner))
        .maybe(failed.then(|| icon::draw(icon::AGAIN)))
        .word(view.content, if failed { Word::TryAgain } else { Word::Send });
    let skip = || view.button("quiet", "skip", Event::Skipped).word(view.content, Word::Skip);
    let nothing =
        matches!(view.showing.drawn, State::Refused(Answer { delivery: Delivery::Refused, .. }, _));
    let skippable = skippable && !failed && !nothing && !sending;
    element("div", "actions").maybe(skippable.then(skip)).add(send)
}

fn address(view: View<'_>) -> Element {
    let refused = view.showing.address_refused;
    let field = field(view, "email", Field::Email, &view.showing.draft.email, LONGEST_EMAIL)
        .with(Attribute::Type, "email")
        .with(Attribute::Dir, "ltr")
        .with(Attribute::AutoComplete, "email")
        .with(Attribute::DescribedBy, "purpose")
        .with(Attribute::Invalid, if refused { "true" } else { "false" });
    let (class, hint) =
        if refused { ("hint wrong", Word::EmailInvalid) } else { ("hint", Word::ReplyPurpose) };
    element("div", "more")
        .add(element("label", "").with(Attribute::For, "email").word(view.content, Word::Email))
        .add(field)
        .add(element("p", class).with(Attribute::Id, "purpose").word(view.content, hint))
}

fn name(view: View<'_>) -> Element {
    let label = element("label", "")
        .with(Attribute::For, "name")
        .add(element("span", "").word(view.content, Word::PublishName))
        .add(optional(view));
    let field = field(view, "name", Field::Name, &view.showing.draft.name, LONGEST_NAME)
        .with(Attribute::AutoComplete, "nickname");
    element("div", "more").add(label).add(field)
}

fn field(
    view: View<'_>,
    name: &'static str,
    field: Field,
    value: &str,
    longest: &'static str,
) -> Element {
    element("input", "")
        .hook(name)
        .with(Attribute::Id, name)
        .with(Attribute::MaxLength, longest)
        .value(AttrValue::from(value.to_owned()))
        .on("input", view.link, Gesture::Edit(field))
}

fn tick(view: View<'_>, hook: &'static str, field: Field, checked: bool, word: Word) -> Element {
    let tick = element("input", "")
        .hook(hook)
        .with(Attribute::Type, "checkbox")
        .checked(checked)
        .on("input", view.link, Gesture::Edit(field));
    element("label", "tick").add(tick).word(view.content, word)
}

fn optional(view: View<'_>) -> Element {
    element("small", "").word(view.content, Word::Optional)
}
