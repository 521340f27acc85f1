//! The voices of a summary: the strongest contrary ones, and some of the others.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use koe_shared::contrary::{self, contrary_bucket, strongest};
use koe_shared::metric::Bucket;
use koe_shared::score::Score;
use koe_shared::urgency::Urgency;

use super::metric::Measured;
use super::reply::UrgentComments;
use crate::reports::comments::Comment;
use crate::reports::listing::{AnswerView, AnswerWithoutContact};

/// Contrary voices, at most.
const CONTRARY: usize = 3;
/// Other voices, at most.
const OTHERS: usize = 3;

/// A comment with its score.
pub(crate) struct Voice {
    pub(crate) score: Score,
    pub(crate) answer: AnswerWithoutContact,
}

/// The voices of a summary.
pub(super) struct Voices {
    /// The strongest of the smaller bucket.
    pub(super) contrary: Vec<Voice>,
    /// Of all other buckets: what is urgent first, by its urgency; then the newest.
    pub(super) others: Vec<Voice>,
}

/// The voices of the newest comments, and how many comments are urgent.
pub(super) fn voices(measured: &[Measured], comments: Vec<Comment>) -> (Voices, UrgentComments) {
    let urgencies: Vec<Urgency> = comments
        .iter()
        .map(|comment| Urgency::of(comment.score, comment.text(), comment.has_address()))
        .collect();
    let heard: Vec<contrary::Voice<'_>> = comments
        .iter()
        .zip(&urgencies)
        .map(|(comment, urgency)| contrary::Voice {
            score: comment.score,
            comment: comment.text(),
            urgency,
            time_ms: comment.entry.time_ms,
            respondent: comment.value.respondent.as_deref(),
        })
        .collect();
    let in_bucket = |bucket| measured.iter().map(|measured| measured.in_bucket(bucket)).sum();
    let bucket = contrary_bucket(in_bucket(Bucket::Promoter), in_bucket(Bucket::Detractor));
    let contrary = strongest(&heard, bucket, CONTRARY);
    let others = others(&heard, bucket);
    let urgent = urgencies.iter().filter(|urgency| urgency.is_urgent()).count();
    let urgent = UrgentComments::new(urgent, comments.len());
    let mut comments: Vec<Option<Comment>> = comments.into_iter().map(Some).collect();
    let mut taken = |places: Vec<usize>| -> Vec<Voice> {
        let taken = places.into_iter().filter_map(|place| comments.get_mut(place)?.take());
        taken.filter_map(Voice::of).collect()
    };
    (Voices { contrary: taken(contrary), others: taken(others) }, urgent)
}

impl Voice {
    fn of(comment: Comment) -> Option<Self> {
        let answer = AnswerView::of(&comment.entry, comment.value)?;
        Some(Self { score: comment.score, answer: AnswerWithoutContact::new(answer) })
    }
}

/// The places of voices of the other buckets: what is urgent first, by its urgency; then the newest, which come first.
/// A respondent is heard once.
fn others(heard: &[contrary::Voice<'_>], bucket: Bucket) -> Vec<usize> {
    let of_others = heard.iter().enumerate().filter(|(_, voice)| voice.score.bucket() != bucket);
    let mut of_others: Vec<(usize, &contrary::Voice<'_>)> = of_others.collect();
    of_others.sort_by_key(|(_, voice)| {
        Reverse(if voice.urgency.is_urgent() { voice.urgency.sum() } else { 0 })
    });
    let mut known = BTreeSet::new();
    let is_new = |(_, voice): &(usize, &contrary::Voice<'_>)| {
        voice.respondent.is_none_or(|respondent| known.insert(respondent.to_owned()))
    };
    of_others.into_iter().filter(is_new).take(OTHERS).map(|(place, _)| place).collect()
}
