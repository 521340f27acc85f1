//! The strongest voices against the picture that the scores give: of promoters where most are detractors,
//! of detractors where most are promoters.
//!
//! The scores are those of every metric. Buckets are named alike on all scales, so how many there are may be
//! added up, which scores never are.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use crate::metric::Bucket;
use crate::score::Score;
use crate::urgency::Urgency;

/// A comment of this many characters says more than that somebody is angry or pleased.
pub const TELLING_FROM: usize = 20;

/// A comment with what its place among others depends on.
#[derive(Clone, Debug, PartialEq)]
pub struct Voice<'a> {
    /// The score it came with.
    pub score: Score,
    /// What was written.
    pub comment: &'a str,
    /// How urgent it is.
    pub urgency: &'a Urgency,
    /// The time of the answer, in milliseconds since 1970.
    pub time_ms: u64,
    /// Who wrote it, where that is known.
    pub respondent: Option<&'a str>,
}

/// The bucket whose comments are the contrary ones: the smaller of promoters and detractors, and of two as
/// large the detractors.
#[must_use]
pub const fn contrary_bucket(promoters: u64, detractors: u64) -> Bucket {
    if promoters < detractors { Bucket::Promoter } else { Bucket::Detractor }
}

/// The places of the strongest voices of a bucket, at most so many, the strongest first: the most extreme
/// score, then the most urgent, then comments of [`TELLING_FROM`] characters or more, then the newest. A
/// respondent is heard once.
///
/// Scores of two scales are compared by how far they lie from their scale's end: NPS 0 is as extreme as
/// CSAT 1.
#[must_use]
pub fn strongest(voices: &[Voice<'_>], bucket: Bucket, most: usize) -> Vec<usize> {
    let of_bucket = voices.iter().enumerate().filter(|(_, voice)| voice.score.bucket() == bucket);
    let mut places: Vec<(usize, &Voice<'_>)> = of_bucket.collect();
    places.sort_by_cached_key(|(_, voice)| {
        let is_telling = voice.comment.trim().chars().count() >= TELLING_FROM;
        (from_the_end(voice.score), Reverse((voice.urgency.sum(), is_telling, voice.time_ms)))
    });
    let mut heard = BTreeSet::new();
    let is_new = |(_, voice): &(usize, &Voice<'_>)| {
        voice.respondent.is_none_or(|respondent| heard.insert(respondent.to_owned()))
    };
    places.into_iter().filter(is_new).take(most).map(|(place, _)| place).collect()
}

/// How far a score lies from the nearer end of its scale, in parts of it: 60 are the whole of any scale
/// (10, 6 and 4 steps).
fn from_the_end(score: Score) -> u8 {
    let (min, max) = (score.scale().min(), score.scale().max());
    let steps = (score.value() - min).min(max - score.value());
    steps * (60 / (max - min))
}

#[cfg(test)]
mod tests {
    use super::{Voice, contrary_bucket, from_the_end, strongest};
    use crate::metric::{Bucket, Scale};
    use crate::score::Score;
    use crate::urgency::Urgency;

    struct Told {
        score: Score,
        comment: &'static str,
        urgency: Urgency,
        respondent: Option<&'static str>,
    }

    fn told(scale: Scale, value: u8, comment: &'static str) -> Told {
        let score = Score::new(scale, i64::from(value)).unwrap();
        Told { score, comment, urgency: Urgency::of(score, comment, false), respondent: None }
    }

    fn by(respondent: &'static str, told: Told) -> Told {
        Told { respondent: Some(respondent), ..told }
    }

    /// The places of the strongest voices; the first is the newest.
    fn order(bucket: Bucket, told: &[Told]) -> Vec<usize> {
        let voices: Vec<Voice<'_>> = told
            .iter()
            .zip((0..1_000).rev())
            .map(|(told, time_ms)| Voice {
                score: told.score,
                comment: told.comment,
                urgency: &told.urgency,
                time_ms,
                respondent: told.respondent,
            })
            .collect();
        strongest(&voices, bucket, 3)
    }

    #[test]
    fn the_smaller_bucket_is_heard_and_of_two_as_large_the_detractors() {
        assert_eq!(contrary_bucket(5, 3), Bucket::Detractor);
        assert_eq!(contrary_bucket(3, 5), Bucket::Promoter);
        assert_eq!(contrary_bucket(4, 4), Bucket::Detractor);
        assert_eq!(contrary_bucket(0, 0), Bucket::Detractor);
        assert_eq!(contrary_bucket(0, 1), Bucket::Promoter);
    }

    #[test]
    fn the_most_extreme_score_comes_first() {
        let told = [
            told(Scale::Nps, 6, "返金してください。壊れていました。すぐに連絡ください。"),
            told(Scale::Nps, 9, "すばらしい"),
            told(Scale::Nps, 0, "no"),
            told(Scale::Nps, 2, "no"),
        ];
        assert_eq!(order(Bucket::Detractor, &told), [2, 3, 0]);
        assert_eq!(order(Bucket::Promoter, &told), [1]);
        assert_eq!(order(Bucket::Passive, &told), [0; 0]);
    }

    #[test]
    fn then_urgency_then_what_tells_more_then_the_newest() {
        let told = [
            told(Scale::Nps, 0, "short"),
            told(Scale::Nps, 0, "a sentence of more than twenty letters"),
            told(Scale::Nps, 0, "refund"),
            told(Scale::Nps, 0, "another sentence of more than twenty"),
        ];
        assert_eq!(order(Bucket::Detractor, &told), [2, 1, 3]);
    }

    /// A comment of nineteen characters and one of twenty, in either script.
    #[test]
    fn twenty_characters_tell_more_whatever_their_bytes() {
        let short = "あいうえおかきくけこさしすせそたちつて";
        let long = "あいうえおかきくけこさしすせそたちつてと";
        let padded = "  nineteen characters    ";
        let told = [short, padded, long].map(|comment| told(Scale::Csat, 1, comment));
        assert_eq!((short.chars().count(), long.chars().count()), (19, 20));
        assert_eq!(order(Bucket::Detractor, &told), [2, 0, 1]);
    }

    #[test]
    fn a_respondent_is_heard_once_and_the_unknown_each_time() {
        let told = [
            by("u_1", told(Scale::Nps, 1, "first")),
            by("u_1", told(Scale::Nps, 0, "second")),
            told(Scale::Nps, 2, "third"),
            told(Scale::Nps, 2, "fourth"),
            by("u_2", told(Scale::Nps, 5, "fifth")),
        ];
        assert_eq!(order(Bucket::Detractor, &told), [1, 2, 3]);
        assert_eq!(order(Bucket::Detractor, &told[..2]), [1]);
    }

    #[test]
    fn the_ends_of_all_scales_are_as_extreme() {
        for scale in Scale::ALL {
            for end in [scale.min(), scale.max()] {
                assert_eq!(from_the_end(Score::new(scale, i64::from(end)).unwrap()), 0, "{scale}");
            }
        }
        let told = [
            told(Scale::Ces7, 3, "20 of 60"),
            told(Scale::Csat, 2, "15 of 60"),
            told(Scale::Nps, 1, "6 of 60"),
            told(Scale::Ces5, 1, "none"),
        ];
        assert_eq!(order(Bucket::Detractor, &told), [3, 2, 1]);
    }
}
