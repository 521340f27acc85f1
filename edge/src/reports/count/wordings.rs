//! In which bucket of a series did the wording of a survey change?

use std::collections::BTreeMap;

/// Which versions of each survey the answers of one bucket were given to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::reports) struct Wordings(BTreeMap<String, Versions>);

/// The lowest and the highest version of one survey.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Versions {
    oldest: u32,
    newest: u32,
}

impl Wordings {
    /// Notes the version that an answer was given to.
    pub(in crate::reports) fn note(&mut self, survey: &str, version: u32) {
        match self.0.get_mut(survey) {
            Some(versions) => {
                versions.oldest = versions.oldest.min(version);
                versions.newest = versions.newest.max(version);
            }
            None => {
                self.0.insert(survey.to_owned(), Versions { oldest: version, newest: version });
            }
        }
    }
}

/// Whether a wording changed in each bucket, oldest first.
///
/// It changed where the first answer to a newer version lies. A page that was open may still bring an
/// answer to the older version afterwards: that is no change. The first bucket with answers to a
/// survey has none before it, so a wording changed there only if it holds two versions.
pub(in crate::reports) fn changed_in<'b>(buckets: impl Iterator<Item = &'b Wordings>) -> Vec<bool> {
    let mut newest_so_far: BTreeMap<&str, u32> = BTreeMap::new();
    buckets
        .map(|bucket| {
            let mut changed = false;
            for (survey, versions) in &bucket.0 {
                let newest = newest_so_far.entry(survey).or_insert(versions.oldest);
                changed |= versions.newest > *newest;
                *newest = versions.newest.max(*newest);
            }
            changed
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Wordings, changed_in};

    /// Buckets as lists of surveys with a version, and the places of those in which one changed.
    #[track_caller]
    fn check(buckets: &[&[(&str, u32)]], expected: &[usize]) {
        let noted: Vec<Wordings> = buckets
            .iter()
            .map(|answers| {
                let mut wordings = Wordings::default();
                for (survey, version) in *answers {
                    wordings.note(survey, *version);
                }
                wordings
            })
            .collect();
        let changed = changed_in(noted.iter());
        assert_eq!(changed.len(), buckets.len());
        let places: Vec<usize> = (0..changed.len()).filter(|place| changed[*place]).collect();
        assert_eq!(places, expected);
    }

    #[test]
    fn a_wording_changed_where_a_newer_version_is_first_answered() {
        check(&[&[("a", 1)], &[("a", 1)], &[("a", 2)], &[("a", 2)]], &[2]);
        check(&[&[("a", 1)], &[("a", 2), ("a", 1)], &[("a", 2)]], &[1]);
        check(&[&[("a", 1)], &[], &[("a", 4)]], &[2]);
    }

    #[test]
    fn a_late_answer_to_the_older_version_is_no_change() {
        check(&[&[("a", 1)], &[("a", 2)], &[("a", 1)], &[("a", 2), ("a", 1)]], &[1]);
    }

    #[test]
    fn the_first_bucket_changed_only_with_two_versions() {
        check(&[&[("a", 3)], &[("a", 3)]], &[]);
        check(&[&[("a", 3), ("a", 2)], &[("a", 3)]], &[0]);
    }

    #[test]
    fn each_survey_has_its_own_versions() {
        check(&[&[("a", 1)], &[("b", 2)], &[("a", 1), ("b", 2)]], &[]);
        check(&[&[("a", 1), ("b", 2)], &[("b", 3)], &[("a", 2)]], &[1, 2]);
    }
}
