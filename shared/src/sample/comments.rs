//! What visitors of the sample write.
//!
//! A comment fits to a feeling and to what happened just before. One of any moment names no product, so that it
//! fits to every site.

mod english;
mod japanese;

use super::{Feeling, Moment};

/// A comment, and when it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Comment {
    /// The language: `ja` or `en`.
    pub language: &'static str,
    /// Who writes it.
    pub feeling: Feeling,
    /// After what.
    pub moment: Moment,
    /// What is written.
    pub text: &'static str,
}

/// Every comment, in both languages.
pub const COMMENTS: [&[Comment]; 2] = [&japanese::COMMENTS, &english::COMMENTS];

/// The comments that fit to a feeling at a moment. One of any moment fits to each.
pub(super) fn fitting(
    language: &str,
    feeling: Feeling,
    moment: Moment,
) -> impl Iterator<Item = &'static str> {
    let fits = move |comment: &&Comment| {
        let is_of_moment = comment.moment == moment || comment.moment == Moment::Any;
        comment.language == language && comment.feeling == feeling && is_of_moment
    };
    COMMENTS.into_iter().flatten().filter(fits).map(|comment| comment.text)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{COMMENTS, fitting};
    use crate::sample::{Feeling, Moment};

    #[test]
    fn there_are_many_and_none_twice() {
        for (comments, language) in COMMENTS.iter().zip(["ja", "en"]) {
            let texts: BTreeSet<&str> = comments.iter().map(|comment| comment.text).collect();
            assert_eq!(texts.len(), comments.len());
            assert!(texts.len() >= 40, "{language}: {}", texts.len());
            assert!(comments.iter().all(|comment| comment.language == language));
            assert!(texts.iter().all(|text| text.len() > 10 && text.trim() == *text));
        }
    }

    #[test]
    fn every_feeling_finds_words_at_every_moment() {
        for language in ["ja", "en"] {
            for feeling in [Feeling::Angry, Feeling::Unhappy, Feeling::Lukewarm, Feeling::Pleased] {
                for moment in [Moment::Helped, Moment::Paid, Moment::Bought, Moment::Any] {
                    let found = fitting(language, feeling, moment).count();
                    assert!(found >= 2, "{language} {feeling:?} {moment:?}: {found}");
                }
            }
        }
        assert_eq!(fitting("fr", Feeling::Pleased, Moment::Any).count(), 0);
    }
}
