//! What is said of a case in a few words: by when, how it stands, how the person wants to be reached, what was done.

use jiff::Timestamp;
use koe_shared::urgency::Reason;
use maud::{Markup, html};

use crate::cases::{CaseEventView, Kind, State};
use crate::desk::icons;
use crate::desk::report::Ground;
use crate::desk::words::cases as words;
use crate::desk::words::cases::Wish;
use crate::pages::moment::moment;
use crate::reports::CaseView;

/// A time that is left is outlined from so many minutes on: somebody should look today.
const SOON: i64 = 4 * 60;

/// By when something is to be done.
pub(super) fn due(ground: &Ground<'_>, case: &CaseView, now: Timestamp) -> Markup {
    let Some(due) = case.due_at else {
        return html! { span.quiet { "–" } };
    };
    let minutes = due.0.duration_since(now).as_mins();
    let span = words::span(ground.language, minutes.abs());
    html! {
        @if case.late {
            span.tag.urgent { (icons::clock()) (words::late(ground.language, &span)) }
        } @else if minutes <= SOON {
            span.tag.soon { (icons::clock()) (words::left(ground.language, &span)) }
        } @else {
            span.quiet { (words::left(ground.language, &span)) }
        }
    }
}

/// Where a case stands: a circle that is empty, half or full, and the word.
pub(super) fn state(ground: &Ground<'_>, state: State) -> Markup {
    let circle = match state {
        State::Open => "open",
        State::Contacted => "half",
        State::Resolved | State::Unresolvable => "full",
    };
    html! {
        span.standing { span.circle.(circle) {} (ground.say(words::state(state))) }
    }
}

/// How the person wants to be reached.
pub(super) fn wish(case: &CaseView) -> Wish {
    let contact = case.answer.contact();
    let has = |part: Option<&String>| part.is_some_and(|part| !part.trim().is_empty());
    if contact.is_some_and(|contact| has(contact.phone.as_ref())) {
        Wish::Telephone
    } else if contact.is_some_and(|contact| has(contact.email.as_ref())) {
        Wish::Email
    } else if case.urgency.reasons().contains(&Reason::ContactWanted) {
        Wish::InWords
    } else {
        Wish::Nothing
    }
}

/// What somebody did, in words: `担当: Aya`, `思い出す日時: 11月22日 9:00`, `連絡しました`.
pub(super) fn done(ground: &Ground<'_>, event: &CaseEventView) -> String {
    let what = ground.say(words::done(event.kind));
    let about = match event.kind {
        Kind::Assigned => {
            let nobody = || ground.say(words::NOBODYS).to_owned();
            Some(event.assignee.clone().unwrap_or_else(nobody))
        }
        Kind::Remind => Some(event.remind_at.map_or_else(
            || "–".to_owned(),
            |at| moment(at.0, ground.now, &ground.document.timezone, ground.language.locale()),
        )),
        _ => None,
    };
    about.map_or_else(|| what.to_owned(), |about| format!("{what}: {about}"))
}

/// What the site does about such a case: in the reader's language where that is written, else in the site's.
pub(super) fn playbook<'a>(ground: &'a Ground<'_>, case: &'a CaseView) -> Option<&'a str> {
    let at = case.answer.touchpoint.as_deref()?;
    let (_, texts) = ground.document.playbooks.iter().find(|(id, _)| id.as_str() == at)?;
    let own = texts.get(ground.language.locale());
    own.or(case.playbook.as_ref()).map(String::as_str)
}

/// The first line of a text.
pub(super) fn first_line(text: &str) -> &str {
    text.trim().lines().next().unwrap_or_default()
}
