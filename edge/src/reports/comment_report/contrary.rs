//! The strongest voices against the picture that the scores give.

use koe_shared::contrary::{self, Voice};
use koe_shared::metric::Bucket;

use super::counts::Counts;
use super::judged::{Judged, ShownComment};

/// Contrary voices, at most.
const MOST: usize = 3;

/// The bucket that is not the larger one, by the answers of the filter.
pub(super) fn bucket(answers: Counts) -> Bucket {
    contrary::contrary_bucket(answers.promoters, answers.detractors)
}

/// The strongest voices of a bucket.
pub(super) fn strongest(comments: &[Judged], bucket: Bucket) -> Vec<ShownComment> {
    let voices: Vec<Voice<'_>> = comments
        .iter()
        .map(|judged| Voice {
            score: judged.score(),
            comment: judged.comment.text(),
            urgency: &judged.urgency,
            time_ms: judged.comment.entry.time_ms,
            respondent: judged.comment.value.respondent.as_deref(),
        })
        .collect();
    let places = contrary::strongest(&voices, bucket, MOST);
    places.into_iter().filter_map(|place| comments.get(place)?.shown()).collect()
}
