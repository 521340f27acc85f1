//! An event as the API tells it.

use koe_shared::instant::Instant;
use serde::Serialize;
use utoipa::ToSchema;

use super::event::{Event, Kind};
use crate::store::keys::CaseEventId;

/// What somebody did on a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = CaseEvent)]
pub(crate) struct CaseEventView {
    #[schema(value_type = String)]
    pub(crate) id: CaseEventId,
    pub(crate) kind: Kind,
    pub(crate) at: Instant,
    /// Who did it: the name of the key.
    pub(crate) by: String,
    #[schema(required = true)]
    pub(crate) text: Option<String>,
    #[schema(required = true)]
    pub(crate) assignee: Option<String>,
    #[schema(required = true)]
    pub(crate) remind_at: Option<Instant>,
    #[schema(required = true)]
    pub(crate) solved_at_first: Option<bool>,
}

impl CaseEventView {
    pub(crate) fn of((id, event): &(CaseEventId, Event)) -> Self {
        let at = Instant(event.time());
        let Event { kind, by, assignee, remind_at, solved_at_first, text, .. } = event.clone();
        Self { id: id.clone(), kind, at, by, text, assignee, remind_at, solved_at_first }
    }
}
