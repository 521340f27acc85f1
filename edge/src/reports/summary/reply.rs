//! The reply.

use koe_shared::id::SiteId;
use koe_shared::instant::Instant;
use serde::Serialize;
use utoipa::ToSchema;

use super::metric::MetricView;
use super::outermost::OutermostView;
use crate::reports::listing::AnswerWithoutContact;
use crate::reports::scores::Freshness;
use crate::sites::{Site, Span};

/// The first screen of a report.
#[derive(Serialize, ToSchema)]
pub(crate) struct Summary {
    pub(crate) site: SiteId,
    /// The first instant of the range.
    pub(crate) from: Instant,
    /// The first instant after it.
    pub(crate) to: Instant,
    /// The IANA time zone of its days.
    pub(crate) timezone: String,
    /// What was received before it is counted.
    pub(crate) as_of: Instant,
    /// Where the tallies end: what is newer is read from the answers themselves. Null before the first
    /// count.
    #[schema(required = true)]
    pub(crate) counted_until: Option<Instant>,
    /// NPS, CES, CSAT, each where the site has a survey on it. One that was asked on two scales has an entry
    /// for each, the one with more answers first.
    pub(crate) metrics: Vec<MetricView>,
    /// The touchpoint farthest below all other answers of its metric, in standard errors; null with fewer
    /// than two groups that can be told apart.
    #[schema(required = true)]
    pub(crate) worst: Option<OutermostView>,
    /// The one farthest above.
    #[schema(required = true)]
    pub(crate) best: Option<OutermostView>,
    /// The strongest voices of promoters or detractors, whichever are fewer: at most three.
    pub(crate) contrary: Vec<AnswerWithoutContact>,
    pub(crate) urgent: UrgentComments,
    /// Null as long as the site has none.
    #[schema(required = true)]
    pub(crate) cases: Option<OpenCases>,
    /// Null as long as the site has none.
    #[schema(required = true)]
    pub(crate) voices: Option<WaitingVoices>,
    /// How many comments were read, the newest ones: at most 2,000.
    pub(crate) read_comments: usize,
}

/// Comments that somebody should look at today.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct UrgentComments {
    /// How many are urgent.
    pub(crate) comments: usize,
    /// Of how many that were read.
    pub(crate) of: usize,
}

/// Cases that are followed up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct OpenCases {
    /// Not closed.
    pub(crate) open: u64,
    /// Of those, past the promised hour.
    pub(crate) late: u64,
}

/// Comments that may be published.
#[derive(Serialize, ToSchema)]
pub(crate) struct WaitingVoices {
    /// Not decided on yet.
    pub(crate) waiting: u64,
}

impl UrgentComments {
    pub(super) fn new(comments: usize, of: usize) -> Self {
        Self { comments, of }
    }
}

impl Summary {
    pub(super) fn new(
        site: &Site,
        span: Span,
        freshness: Freshness,
        metrics: Vec<MetricView>,
        (worst, best): (Option<OutermostView>, Option<OutermostView>),
        urgent: UrgentComments,
        (voices, cases): (Option<WaitingVoices>, Option<OpenCases>),
    ) -> Self {
        Self {
            site: site.id.clone(),
            from: Instant(span.from),
            to: Instant(span.to),
            timezone: site.document().timezone.clone(),
            as_of: Instant(freshness.as_of),
            counted_until: freshness.counted_until.map(Instant),
            metrics,
            worst,
            best,
            contrary: Vec::new(),
            urgent,
            cases,
            voices,
            read_comments: urgent.of,
        }
    }
}
