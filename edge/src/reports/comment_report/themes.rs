//! What the comments are about: of each theme how many are, how they score, and whether that changes.

use std::cmp::Reverse;

use jiff::{SignedDuration, Timestamp};
use koe_shared::change::Change;
use koe_shared::disclosure::Reported;
use koe_shared::metric::Scale;
use koe_shared::tally::{MixedScales, Tally};
use koe_shared::themes::{ThemeName, Themes};

use super::instant::instant;
use super::judged::Judged;
use crate::reports::error::ReportError;
use crate::reports::query::{CommentsQuery, QueryError};
use crate::sites::{Site, Span};

/// A theme that a comment is about.
pub(crate) struct ThemeView {
    pub(crate) name: ThemeName,
    /// How many comments are about it.
    pub(crate) comments: u64,
    /// Of each scale that such a comment was scored on: two are never pooled.
    pub(crate) scores: Vec<ThemeScore>,
}

/// How the comments about a theme score.
pub(crate) struct ThemeScore {
    pub(crate) scale: Scale,
    /// Withheld where there are too few.
    pub(crate) result: Reported,
    /// The later half less the earlier one; none where the score is withheld.
    pub(crate) change: Option<Change>,
}

/// Two halves of the time that was read, as long as each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Halves {
    /// When the later one begins.
    pub(crate) later_from: Timestamp,
}

impl Halves {
    /// Where older comments were not read, the earlier half begins with the oldest that was.
    pub(super) fn of(
        comments: &[Judged],
        is_complete: bool,
        range: Span,
        (site, now): (&Site, Timestamp),
    ) -> Self {
        let oldest = comments.last().and_then(|oldest| instant(oldest.comment.entry.time_ms));
        let from = range.from.max(site.record.retention().oldest(now));
        let from = oldest.map_or(from, |oldest| if is_complete { from } else { oldest.0 });
        let length = range.to.min(now).duration_since(from);
        let half = SignedDuration::from_millis((length.as_millis() / 2).try_into().unwrap_or(0));
        Self { later_from: from.checked_add(half).unwrap_or(from) }
    }

    fn is_later(self, judged: &Judged) -> bool {
        let time = instant(judged.comment.entry.time_ms);
        time.is_some_and(|time| time.0 >= self.later_from)
    }
}

/// The counts of a theme on one scale.
struct OnScale {
    later: Tally,
    earlier: Tally,
}

/// The themes that a comment is about, the most frequent first.
pub(super) fn views(
    comments: &[Judged],
    themes: &Themes,
    query: &CommentsQuery,
    (halves, min_group): (Halves, u32),
) -> Result<Vec<ThemeView>, ReportError> {
    let mut views = Vec::new();
    for (place, name) in themes.names().iter().enumerate() {
        let about: Vec<&Judged> =
            comments.iter().filter(|comment| comment.themes.contains(&place)).collect();
        if about.is_empty() {
            continue;
        }
        let scores: Result<Vec<ThemeScore>, MixedScales> = Scale::ALL
            .into_iter()
            .filter(|scale| about.iter().any(|comment| comment.scale() == *scale))
            .map(|scale| score(&about, scale, query, (halves, min_group)))
            .collect();
        let scores = scores.map_err(QueryError::from)?;
        views.push(ThemeView { name: name.clone(), comments: about.len() as u64, scores });
    }
    views.sort_by_key(|view| Reverse(view.comments));
    Ok(views)
}

fn score(
    about: &[&Judged],
    scale: Scale,
    query: &CommentsQuery,
    (halves, min_group): (Halves, u32),
) -> Result<ThemeScore, MixedScales> {
    let mut counts = OnScale { later: Tally::new(scale), earlier: Tally::new(scale) };
    for comment in about.iter().filter(|comment| comment.scale() == scale) {
        let half = if halves.is_later(comment) { &mut counts.later } else { &mut counts.earlier };
        half.record(comment.score())?;
    }
    let mut whole = counts.later;
    whole.merge(&counts.earlier)?;
    let result = Reported::filtered(&whole, u64::from(min_group), query.confidence);
    let change = match result.result() {
        Some(_) => Some(Change::between(&counts.later, &counts.earlier, query.confidence)?),
        None => None,
    };
    Ok(ThemeScore { scale, result, change })
}
