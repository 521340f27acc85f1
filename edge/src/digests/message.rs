//! What a digest says: the scores of a week with their intervals, what changed and why, three voices, what is late.
//!
//! No score stands without its interval and its n. The words are those of the desk.

mod figures;
mod program;
#[cfg(test)]
mod tests;
mod words;

use jiff::Timestamp;
use koe_shared::site::Department;
use serde::Serialize;

use self::figures::{lowest, metric};
use super::week::DueWeek;
use crate::alerts::{Language, Letter, Part, Writing, bucket, clean, cut, one_line, score};
use crate::reports::{Voice, Weekly};
use crate::sites::Site;

/// Characters of a name, at most: those of sites and departments have up to 100.
const NAME: usize = 100;
/// Characters of a comment, at most: three of them fit what Teams takes.
const COMMENT: usize = 600;
/// What stands between the facts of a line.
const DOT: &str = " · ";

/// A digest before it is written.
pub(super) struct Digest<'a> {
    pub(super) site: &'a Site,
    pub(super) department: &'a Department,
    pub(super) week: &'a DueWeek,
    pub(super) weekly: &'a Weekly,
    /// Nothing is said of them where it is not known.
    pub(super) cases: Option<CaseCount>,
}

/// How many cases of a department are followed up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct CaseCount {
    /// Not closed.
    pub(crate) open: u64,
    /// Of those, past the promised hour.
    pub(crate) late: u64,
}

impl Digest<'_> {
    /// The digest, ready for every channel.
    pub(super) fn writing(&self, now: Timestamp) -> Writing {
        Writing { letter: self.letter(), event: self.event(now) }
    }

    fn letter(&self) -> Letter {
        let language = self.language();
        let document = self.site.document();
        let names = [&document.name, &self.department.name].map(|name| one_line(name, NAME));
        let [site, department] = &names;
        Letter {
            language,
            title: words::title(language, (site, department), (self.week.first, self.week.end)),
            parts: self.parts(language),
            foot: words::foot(language, self.week.week),
            link: self.link(),
        }
    }

    /// The department's language; the site's where it has none.
    fn language(&self) -> Language {
        let own = self.department.locale.as_ref();
        Language::of(own.unwrap_or(&self.site.document().locale))
    }

    fn parts(&self, language: Language) -> Vec<Part> {
        let summary = &self.weekly.summary;
        let min_group = self.site.document().privacy.min_group;
        let cases = self.cases.map(|cases| Part::Text(words::cases(language, cases)));
        if !self.has_answers() {
            let none = Part::Text(words::no_answers(language).to_owned());
            return std::iter::once(none).chain(cases).collect();
        }
        let scores = summary.metrics.iter().map(|one| Part::Text(metric(language, one, min_group)));
        let mut parts: Vec<Part> = scores.collect();
        let lowest = summary.worst.as_ref().and_then(|worst| lowest(language, worst));
        parts.extend(lowest.map(Part::Text));
        parts.extend(self.voices().filter_map(|(voice, is_contrary)| {
            let words = cut(&clean(voice.answer.comment()), COMMENT);
            let line = line(language, voice, is_contrary);
            (!words.is_empty()).then_some(Part::Listed { line, words: Some(words) })
        }));
        parts.extend(cases);
        parts
    }

    /// Whether anybody answered in the week.
    fn has_answers(&self) -> bool {
        self.weekly.summary.metrics.iter().any(|metric| match metric.result.result() {
            Some(result) => result.n > 0,
            None => true,
        })
    }

    /// The voices, each with whether it is the contrary one, which stands first.
    fn voices(&self) -> impl Iterator<Item = (&Voice, bool)> {
        let contrary = self.weekly.contrary.iter().map(|voice| (voice, true));
        contrary.chain(self.weekly.others.iter().map(|voice| (voice, false)))
    }

    /// The report of these days and this department.
    fn link(&self) -> Option<String> {
        let origin = self.site.record.deployment()?;
        let Self { site, department, week, .. } = self;
        let asked = format!("department={}&from={}&to={}", department.id, week.first, week.end);
        Some(format!("{origin}/sites/{}?{asked}", site.id))
    }
}

/// `Contrary: 2 of 10 · detractor · after-support`
fn line(language: Language, voice: &Voice, is_contrary: bool) -> String {
    let touchpoint = voice.answer.touchpoint().map(|touchpoint| one_line(touchpoint, NAME));
    let facts = [
        Some(score(language, voice.score)),
        Some(bucket(language, voice.score.bucket()).to_owned()),
        touchpoint.filter(|touchpoint| !touchpoint.is_empty()),
    ];
    let facts = facts.into_iter().flatten().collect::<Vec<_>>().join(DOT);
    format!("{}: {facts}", words::voice(language, is_contrary))
}
