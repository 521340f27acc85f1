//! A digest for people: what is said in which order.

use jiff::Timestamp;

use super::digest::{DOT, Digest, NAME};
use super::figures::{lowest, metric};
use super::words;
use crate::alerts::{Language, Letter, Part, Writing, bucket, clean, cut, one_line, score};
use crate::reports::Voice;

/// Characters of a comment, at most: three of them fit what Teams takes.
pub(super) const COMMENT: usize = 600;

impl Digest<'_> {
    /// The digest, ready for every channel.
    pub(in crate::digests) fn writing(&self, now: Timestamp) -> Writing {
        Writing { letter: self.letter(), event: self.event(now) }
    }

    pub(super) fn letter(&self) -> Letter {
        let language = self.language();
        let document = self.site.document();
        let [site, department] =
            [&document.name, &self.department.name].map(|name| one_line(name, NAME));
        let days = (self.week.first, self.week.end);
        Letter {
            language,
            title: words::title(language, (&site, &department), days),
            parts: self.parts(language),
            foot: words::foot(language, self.week.week),
            link: self.link(),
        }
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
}

/// `Contrary comment: 2 of 10 · detractor · after-support`
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
