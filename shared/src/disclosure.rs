//! Which results are shown, and which are too small to be.
//!
//! A result of three answers is over-read, and on a shared screen it points at people. Under a
//! filter or a grouping such a result gives its n and nothing else. It is no defence against
//! somebody who may list the answers themselves.

use serde::Serialize;

use crate::confidence::Confidence;
use crate::result::MetricResult;
use crate::tally::Tally;

/// A result as it is handed out: `{ "result": { … } }`, or where it is too small
/// `{ "n": 3, "withheld": true, "result": null }`. Made to be flattened into its surroundings.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(untagged))]
#[expect(clippy::large_enum_variant, reason = "the large one is the usual one")]
pub enum Reported {
    /// There are enough answers, or none at all.
    Shown {
        /// What they say.
        result: MetricResult,
    },
    /// There are some answers, but too few.
    Withheld(TooFew),
}

/// Stands where a result would.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct TooFew {
    /// The number of answers.
    n: u64,
    /// Always true.
    withheld: bool,
    /// Always null.
    #[cfg_attr(feature = "typescript", ts(type = "null"))]
    result: (),
}

/// A [`Reported`] as its reader sees it: one object, whose result is null where it is withheld.
/// Generators of clients can do nothing with a choice of objects that is flattened into another.
#[cfg(feature = "openapi")]
#[derive(utoipa::ToSchema)]
#[schema(as = Reported)]
#[expect(dead_code, reason = "it only describes")]
struct ReportedSchema {
    /// What the answers say; null where they are too few to be shown.
    #[schema(required = true)]
    result: Option<MetricResult>,
    /// The number of answers, where the result is withheld.
    #[schema(value_type = u64, required = false)]
    n: Option<u64>,
    /// True where the result is withheld, else absent.
    #[schema(value_type = bool, required = false)]
    withheld: Option<bool>,
}

#[cfg(feature = "openapi")]
crate::schema_of!(ReportedSchema => Reported);

impl TooFew {
    /// The stand-in for a result of `n` answers.
    #[must_use]
    pub const fn of(n: u64) -> Self {
        Self { n, withheld: true, result: () }
    }

    /// The number of answers.
    #[must_use]
    pub const fn n(&self) -> u64 {
        self.n
    }
}

impl Reported {
    /// The unfiltered total of a query, which is never withheld.
    #[must_use]
    pub fn total(tally: &Tally, confidence: Confidence) -> Self {
        Self::Shown { result: MetricResult::of(tally, confidence) }
    }

    /// A result under a filter: withheld where 0 < n < `min_group`.
    #[must_use]
    pub fn filtered(tally: &Tally, min_group: u64, confidence: Confidence) -> Self {
        if is_small(tally.n(), min_group) {
            Self::Withheld(TooFew::of(tally.n()))
        } else {
            Self::total(tally, confidence)
        }
    }

    /// The parts of one whole, in the order given, small ones withheld as [`withheld`] says.
    #[must_use]
    pub fn parts(tallies: &[Tally], min_group: u64, confidence: Confidence) -> Vec<Self> {
        let ns: Vec<u64> = tallies.iter().map(Tally::n).collect();
        tallies
            .iter()
            .zip(withheld(&ns, min_group))
            .map(|(tally, withheld)| {
                if withheld {
                    Self::Withheld(TooFew::of(tally.n()))
                } else {
                    Self::total(tally, confidence)
                }
            })
            .collect()
    }

    /// The result, where it is shown.
    #[must_use]
    pub fn result(&self) -> Option<&MetricResult> {
        match self {
            Self::Shown { result } => Some(result),
            Self::Withheld(_) => None,
        }
    }
}

/// Which parts of a whole are withheld, given the number of answers in each.
///
/// Those with 0 < n < `min_group`. If that is exactly one, then the next smallest with answers too
/// (the first of several as small): otherwise the one would be the whole less the others. A part
/// without answers hides nothing and is shown.
#[must_use]
pub fn withheld(ns: &[u64], min_group: u64) -> Vec<bool> {
    let mut withheld: Vec<bool> = ns.iter().map(|n| is_small(*n, min_group)).collect();
    if withheld.iter().filter(|small| **small).count() == 1 {
        let next = (0..ns.len())
            .filter(|index| !withheld[*index] && ns[*index] > 0)
            .min_by_key(|index| ns[*index]);
        if let Some(next) = next {
            withheld[next] = true;
        }
    }
    withheld
}

const fn is_small(n: u64, min_group: u64) -> bool {
    0 < n && n < min_group
}

#[cfg(test)]
mod tests {
    use super::{Reported, withheld};
    use crate::confidence::Confidence;
    use crate::metric::Scale;
    use crate::tally::Tally;

    /// The numbers of answers, withheld ones in brackets.
    #[track_caller]
    fn check(ns: &[u64], min_group: u64, expected: &str) {
        let shown: Vec<String> = ns
            .iter()
            .zip(withheld(ns, min_group))
            .map(|(n, withheld)| if withheld { format!("[{n}]") } else { n.to_string() })
            .collect();
        assert_eq!(shown.join(" "), expected);
    }

    #[test]
    fn small_parts_are_withheld() {
        check(&[3, 4, 5, 100], 5, "[3] [4] 5 100");
        check(&[5, 100], 5, "5 100");
    }

    #[test]
    fn a_single_small_part_takes_the_next_smallest_with_it() {
        check(&[100, 3, 7, 8], 5, "100 [3] [7] 8");
        check(&[100, 3], 5, "[100] [3]");
        check(&[3, 8, 8], 5, "[3] [8] 8");
    }

    #[test]
    fn an_empty_part_is_shown_and_does_not_count_as_the_next_smallest() {
        check(&[0, 3, 8, 9], 5, "0 [3] [8] 9");
        check(&[0, 0], 5, "0 0");
    }

    #[test]
    fn a_part_alone_has_no_other_to_withhold() {
        check(&[3], 5, "[3]");
        check(&[], 5, "");
    }

    #[test]
    fn a_minimum_of_one_withholds_nothing() {
        check(&[1, 2], 1, "1 2");
        check(&[1, 2], 0, "1 2");
    }

    #[test]
    fn a_filter_withholds_up_to_the_minimum_and_a_total_never() {
        let of = |n| Tally::from_counts(Scale::Nps, [(9, n)]).unwrap();
        for (n, shown) in [(0, true), (1, false), (4, false), (5, true)] {
            let reported = Reported::filtered(&of(n), 5, Confidence::P95);
            assert_eq!(reported.result().is_some(), shown, "{n}");
            assert!(Reported::total(&of(n), Confidence::P95).result().is_some());
        }
    }

    #[test]
    fn a_withheld_result_on_the_wire_is_its_n() {
        let tally = Tally::from_counts(Scale::Nps, [(9, 3)]).unwrap();
        assert_eq!(
            serde_json::to_string(&Reported::filtered(&tally, 5, Confidence::P95)).unwrap(),
            r#"{"n":3,"withheld":true,"result":null}"#
        );
    }
}
