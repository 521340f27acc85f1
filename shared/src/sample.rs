//! Answers that nobody gave: a site's prompts over some months, so that an owner sees the reports filled before
//! the first visitor answers.
//!
//! They follow the site: its surveys with their scales, its touchpoints, its languages. In them lies what a
//! report is for: a season with more visitors, a bad month at one touchpoint, a wording that changed, prompts
//! that were dismissed or ignored, and comments that fit to their scores.
//!
//! The time and the seed are arguments. The same plan gives the same prompts everywhere, since all is counted in
//! whole numbers. What is made here belongs into no storage and into no reply of the API.

mod comments;
mod day;
mod dice;
mod moment;
mod mood;

use jiff::Timestamp;

pub use self::comments::COMMENTS;
use self::dice::Dice;
pub use self::moment::Moment;
use crate::id::{SurveyId, TouchpointId};
use crate::locale::Locale;
use crate::metadata::Recorded;
use crate::metric::{Bucket, Scale};

/// How many days the sample of a report reaches back.
pub const DAYS: i64 = 180;
/// How many days ago the first survey changed its wording.
pub const REWORDED: i64 = 75;
/// The days of the bad month, counted back from the last day.
const BAD_MONTH: std::ops::RangeInclusive<i64> = 31..=60;
/// The days of the season.
const SEASON: std::ops::RangeInclusive<i64> = 90..=150;

const DAY_MS: i64 = 24 * 3_600_000;

/// What the sample is made for.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The first is asked most often.
    pub surveys: Vec<SampleSurvey>,
    /// The languages of the visitors, the most frequent first.
    pub locales: Vec<Locale>,
    /// The time after which nothing was answered.
    pub end: Timestamp,
    /// How many days before that it begins.
    pub days: i64,
    /// How many thousandths of the usual visitors there are.
    pub visitors: u64,
    /// Another seed gives other answers.
    pub seed: u64,
}

/// A survey of the sample.
#[derive(Debug, Clone)]
pub struct SampleSurvey {
    /// Its name.
    pub id: SurveyId,
    /// What it is answered on.
    pub scale: Scale,
    /// The version that was asked before the wording changed.
    pub version_before: u32,
    /// The version that is asked since.
    pub version: u32,
    /// The moments that prompt, the most frequent first.
    pub touchpoints: Vec<TouchpointId>,
}

/// A prompt of the sample, and what came of it.
#[derive(Debug, Clone, PartialEq)]
pub struct SamplePrompt<'a> {
    /// When it was shown.
    pub at: Timestamp,
    /// Tells it from others of that millisecond.
    pub random: u64,
    /// What was asked.
    pub survey: &'a SurveyId,
    /// The wording that was seen.
    pub version: u32,
    /// The outcome, with its score.
    pub recorded: Recorded,
    /// The moment that prompted; none where the survey names none.
    pub touchpoint: Option<&'a TouchpointId>,
    /// The language that was seen.
    pub locale: Option<&'a Locale>,
    /// What was written.
    pub comment: Option<&'static str>,
    /// Whether the comment may be quoted.
    pub publish: bool,
}

impl Plan {
    /// The prompts day by day, the oldest day first.
    pub fn prompts(&self) -> impl Iterator<Item = SamplePrompt<'_>> {
        let end = self.end.as_millisecond();
        let last = end.div_euclid(DAY_MS);
        let troubled = self.troubled();
        let days = (0..self.days).rev();
        days.flat_map(move |ago| day::prompts(self, last - ago, ago, troubled))
            .filter(move |prompt| prompt.at.as_millisecond() < end)
    }

    /// The touchpoint of the bad month: where people are helped, else the rarest of the first survey, unless it is
    /// the only one.
    fn troubled(&self) -> Option<&TouchpointId> {
        let mut all = self.surveys.iter().flat_map(|survey| &survey.touchpoints);
        let helped = all.find(|touchpoint| Moment::of(touchpoint) == Moment::Helped);
        let rarest = self.surveys.first().filter(|survey| survey.touchpoints.len() > 1);
        helped.or_else(|| rarest?.touchpoints.last())
    }

    /// The dice of a day and a survey.
    fn dice(&self, day: i64, place: usize) -> Dice {
        let day = day.unsigned_abs();
        Dice::new(self.seed ^ day.wrapping_mul(0x9e6d_62d0_6f6a_9a9b) ^ ((place as u64) << 56))
    }
}

/// Who writes a comment: how the score feels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Feeling {
    /// The lowest third of the detractors' scores.
    Angry,
    /// The other detractors.
    Unhappy,
    /// Passives.
    Lukewarm,
    /// Promoters.
    Pleased,
}

impl Feeling {
    /// What a score feels like: NPS 0–2, CES and CSAT 1 are angry.
    #[must_use]
    pub const fn of(score: crate::score::Score) -> Self {
        let worst = match score.scale() {
            Scale::Nps => 2,
            Scale::Ces5 | Scale::Ces7 | Scale::Csat => 1,
        };
        match score.bucket() {
            Bucket::Promoter => Self::Pleased,
            Bucket::Passive => Self::Lukewarm,
            Bucket::Detractor if score.value() <= worst => Self::Angry,
            Bucket::Detractor => Self::Unhappy,
        }
    }
}

#[cfg(test)]
mod tests;
