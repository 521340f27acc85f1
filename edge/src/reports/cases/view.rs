//! A case as its owner reads it.

use jiff::Timestamp;
use koe_shared::instant::Instant;
use koe_shared::site::SiteDocument;
use koe_shared::urgency::Urgency;
use serde::Serialize;
use utoipa::ToSchema;

use super::order::is_late;
use crate::cases::{Case, CaseEventView, Opener, Promise, State};
use crate::reports::listing::AnswerView;

/// A case, with its answer as it is now.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = Case)]
pub(crate) struct CaseView {
    /// The public id of the answer.
    pub(crate) id: String,
    pub(crate) answer: AnswerView,
    pub(crate) state: State,
    pub(crate) opened_at: Instant,
    /// The id of the rule that opened it, or the name of the key.
    pub(crate) opened_by: String,
    pub(crate) urgency: Urgency,
    /// By when something is to be done: the person to be reached, or what somebody wanted to be reminded of.
    #[schema(required = true)]
    pub(crate) due_at: Option<Instant>,
    /// Whether that is over.
    pub(crate) late: bool,
    #[schema(required = true)]
    pub(crate) assignee: Option<String>,
    #[schema(required = true)]
    pub(crate) remind_at: Option<Instant>,
    /// A hash that stands for the person who answered; null for an answer that names nobody.
    #[schema(required = true)]
    pub(crate) person: Option<String>,
    /// How many other cases of the same person there are.
    pub(crate) same_person: usize,
    /// What the site does about a case of this touchpoint, in the site's language.
    #[schema(required = true)]
    pub(crate) playbook: Option<String>,
    /// What was done, the first first. In a list without the texts but that of the last.
    pub(crate) events: Vec<CaseEventView>,
    #[schema(required = true)]
    pub(crate) last_event: Option<CaseEventView>,
}

impl CaseView {
    pub(super) fn of(
        case: &Case,
        answer: AnswerView,
        (document, promise): (&SiteDocument, &Promise),
        same_person: usize,
        now: Timestamp,
    ) -> Self {
        let events: Vec<CaseEventView> = case.events().iter().map(CaseEventView::of).collect();
        Self {
            id: case.answer.to_string(),
            answer,
            state: case.state(),
            opened_at: Instant(case.opening.at),
            opened_by: match &case.opening.by {
                Opener::Rule(rule) => rule.to_string(),
                Opener::Person(name) => name.clone(),
            },
            urgency: case.opening.urgency.clone(),
            due_at: case.due_at(promise).map(Instant),
            late: is_late(case, promise, now),
            assignee: case.assignee().map(str::to_owned),
            remind_at: case.remind_at().map(Instant),
            person: case.opening.person.clone(),
            same_person,
            playbook: playbook(document, case),
            last_event: events.last().cloned(),
            events,
        }
    }
}

/// What the site does about a case of this touchpoint, in its own language or else in the first that is there.
fn playbook(document: &SiteDocument, case: &Case) -> Option<String> {
    let at = case.opening.touchpoint.as_deref()?;
    let (_, texts) = document.playbooks.iter().find(|(id, _)| id.as_str() == at)?;
    texts.get(&document.locale).or_else(|| texts.values().next()).cloned()
}
