//! The comments that may be published, and what the owner decided on each.

use futures_util::future::join;
use jiff::Timestamp;
use koe_shared::id::SiteId;
use koe_shared::instant::Instant;
use koe_shared::metadata::Flags;
use serde::Serialize;
use utoipa::ToSchema;

use super::comments::{Bounds, Comment, newest_comments};
use super::error::ReportError;
use super::listing::{AnswerView, AnswerWithoutContact};
use super::query::{Params, VoicesQuery};
use crate::sites::{Calendar, Declared, Site};
use crate::store::Store;
use crate::voices::{Decision, Decisions, State, decisions};

/// The comments of a site that may be published.
#[derive(Serialize, ToSchema)]
pub(crate) struct VoiceList {
    pub(crate) site: SiteId,
    /// The first instant of the range.
    pub(crate) from: Instant,
    /// The first instant after it.
    pub(crate) to: Instant,
    /// The newest first.
    pub(crate) voices: Vec<Voice>,
    /// How many of them nobody has decided on yet.
    pub(crate) waiting: usize,
    /// Whether they are all of the range: the newest 2,000 are read, among the newest 10,000 answers.
    pub(crate) complete: bool,
}

/// A comment that may be published.
#[derive(Serialize, ToSchema)]
pub(crate) struct Voice {
    pub(crate) answer: AnswerWithoutContact,
    /// The name that the visitor gave to be shown.
    #[schema(required = true)]
    pub(crate) name: Option<String>,
    pub(crate) state: State,
    /// What was decided last; null where nobody has decided.
    #[schema(required = true)]
    pub(crate) decision: Option<DecisionView>,
}

/// What was decided on a comment.
#[derive(Serialize, ToSchema)]
pub(crate) struct DecisionView {
    /// Whether it is published.
    pub(crate) approved: bool,
    /// The revision that was decided on. Of another one nothing is published.
    pub(crate) revision: u8,
    /// Who decided: the name of the key.
    pub(crate) by: String,
    pub(crate) at: Instant,
}

impl From<&Decision> for DecisionView {
    fn from(decision: &Decision) -> Self {
        let Decision { approved, revision, by, at } = decision;
        Self { approved: *approved, revision: *revision, by: by.clone(), at: Instant(*at) }
    }
}

/// The comments of a site that may be published, the newest first.
///
/// 1. The query. 2. The newest of them are read, and beside them the decisions.
pub(crate) async fn voices(
    store: &dyn Store,
    site: &Site,
    params: Params,
    now: Timestamp,
) -> Result<VoiceList, ReportError> {
    // 1.
    let declared = Declared::of(site.document());
    let calendar = Calendar::new(&site.document().timezone, now);
    let context = (&declared, &calendar);
    let VoicesQuery { span, filter } = VoicesQuery::read(params, site, context)?;
    // 2.
    let asked = (span, &filter, Flags::PUBLISH);
    let comments = newest_comments(store, site, context, asked, Bounds::PAGE);
    let (comments, decisions) = join(comments, decisions(store, &site.id)).await;
    let (newest, decisions) = (comments?, decisions?);
    let voices = newest.comments.into_iter();
    let voices: Vec<Voice> = voices.filter_map(|comment| voice(comment, &decisions)).collect();
    let waiting = voices.iter().filter(|voice| voice.state.waits()).count();
    Ok(VoiceList {
        site: site.id.clone(),
        from: Instant(span.from),
        to: Instant(span.to),
        voices,
        waiting,
        complete: newest.is_complete,
    })
}

/// How many of the comments that were read nobody has decided on yet; `None` where none may be published.
pub(super) async fn waiting(
    store: &dyn Store,
    site: &Site,
    comments: &[Comment],
) -> Result<Option<u64>, ReportError> {
    let may_be_published = || comments.iter().filter(|comment| comment.may_be_published());
    if may_be_published().next().is_none() {
        return Ok(None);
    }
    let decisions = decisions(store, &site.id).await?;
    let waits = may_be_published().filter(|comment| {
        let revision = comment.revision();
        revision.is_some_and(|(id, revision)| State::of(decisions.on(&id), revision).waits())
    });
    Ok(Some(waits.count() as u64))
}

fn voice(comment: Comment, decisions: &Decisions) -> Option<Voice> {
    let (id, revision) = comment.revision()?;
    let decision = decisions.on(&id);
    let name = comment.value.contact.as_ref().and_then(|contact| contact.name.clone());
    Some(Voice {
        answer: AnswerWithoutContact::new(AnswerView::of(&comment.entry, comment.value)?),
        name,
        state: State::of(decision, revision),
        decision: decision.map(DecisionView::from),
    })
}
