//! What the journey tells.

use jiff::Timestamp;
use koe_shared::disclosure::Reported;
use koe_shared::instant::Instant;
use koe_shared::metric::{Bounds, Bucket, Metric};

use crate::reports::comments::Comment;
use crate::reports::comparison::Comparison;
use crate::reports::scores::Freshness;
use crate::reports::summary::OutermostView;
use crate::sites::Span;

/// Every metric at every stage.
pub(crate) struct Journey {
    /// The first instant of the range.
    pub(crate) from: Instant,
    /// The first instant after it.
    pub(crate) to: Instant,
    /// The range to compare with; `None` where it is no longer kept.
    pub(crate) compared: Option<Span>,
    /// What was received before it is counted.
    pub(crate) as_of: Instant,
    /// In the order of the document's touchpoints; what has no stage at the end.
    pub(crate) stages: Vec<Stage>,
    /// A row for each metric and scale, with a cell for each stage.
    pub(crate) rows: Vec<Row>,
    /// The touchpoint farthest below all other answers of its metric, as in a summary.
    pub(crate) worst: Option<OutermostView>,
    /// The one farthest above.
    pub(crate) best: Option<OutermostView>,
}

/// A stage of the journey.
pub(crate) struct Stage {
    /// `None` for the touchpoints that have no stage.
    pub(crate) name: Option<String>,
    /// Never empty.
    pub(crate) touchpoints: Vec<String>,
    /// The lowest scores first.
    pub(crate) comments: Vec<StageComment>,
    /// How many comments of the stage were read.
    pub(crate) commented: usize,
}

/// What somebody wrote at a stage.
pub(crate) struct StageComment {
    pub(crate) score: u8,
    pub(crate) bucket: Bucket,
    pub(crate) metric: Metric,
    pub(crate) text: String,
    pub(crate) answered_at: Timestamp,
}

/// A metric on one scale.
pub(crate) struct Row {
    pub(crate) metric: Metric,
    pub(crate) scale: Bounds,
    pub(crate) cells: Vec<Cell>,
}

/// A metric at a stage.
pub(crate) enum Cell {
    /// No survey asks for it there, and none was answered.
    NotMeasured,
    /// What the answers say, if there are any.
    Measured(Box<Measured>),
}

/// What the answers of a stage say.
pub(crate) struct Measured {
    pub(crate) result: Reported,
    /// Prompts that were shown.
    pub(crate) shown: u64,
    /// `None` where the range before is no longer kept.
    pub(crate) comparison: Option<Comparison>,
}

impl StageComment {
    pub(super) fn of(comment: Comment) -> Self {
        let ms = i64::try_from(comment.entry.time_ms).unwrap_or_default();
        Self {
            score: comment.score.value(),
            bucket: comment.score.bucket(),
            metric: comment.score.scale().metric(),
            answered_at: Timestamp::from_millisecond(ms).unwrap_or(Timestamp::UNIX_EPOCH),
            text: comment.value.comment.unwrap_or_default(),
        }
    }
}

impl Journey {
    pub(super) fn new(
        (span, compared): (Span, Option<Span>),
        freshness: Freshness,
        (stages, rows): (Vec<Stage>, Vec<Row>),
        (worst, best): (Option<OutermostView>, Option<OutermostView>),
    ) -> Self {
        Self {
            from: Instant(span.from),
            to: Instant(span.to),
            compared,
            as_of: Instant(freshness.as_of),
            stages,
            rows,
            worst,
            best,
        }
    }
}
