//! The groups of a query beside each other, each judged against all other answers.

use serde::Serialize;

use crate::change::Change;
use crate::confidence::Confidence;
use crate::disclosure::{TooFew, withheld};
use crate::result::MetricResult;
use crate::stats::holm;
use crate::tally::{MixedScales, Tally};

/// One group of a query, as it stands in JSON.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Group {
    /// What its answers have in common: a touchpoint, a language, a value of a segment.
    pub value: String,
    /// What they say, or that they are too few.
    #[serde(flatten)]
    pub result: GroupResult,
}

/// What is handed out of a group.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(untagged))]
#[expect(clippy::large_enum_variant, reason = "the large one is the usual one")]
pub enum GroupResult {
    /// There are enough answers, or none at all.
    Shown {
        /// What they say.
        result: MetricResult,
        /// How often chance alone would set the group apart this far from all other answers of the
        /// query, two-sided, adjusted for the number of groups; null where it can't be told.
        adjusted_p: Option<f64>,
    },
    /// There are too few, or they would give away a group with too few.
    Withheld(TooFew),
}

/// A [`GroupResult`] as its reader sees it: one object, as with
/// [`Reported`](crate::disclosure::Reported).
#[cfg(feature = "openapi")]
#[derive(utoipa::ToSchema)]
#[schema(as = GroupResult)]
#[expect(dead_code, reason = "it only describes")]
struct GroupResultSchema {
    /// What the answers say; null where they are too few to be shown, or would give away a group
    /// with too few.
    #[schema(required = true)]
    result: Option<MetricResult>,
    /// How often chance alone would set the group apart this far from all other answers of the
    /// query, two-sided, adjusted for the number of groups; null where it can't be told, and absent
    /// where the result is withheld.
    adjusted_p: Option<f64>,
    /// The number of answers, where the result is withheld.
    #[schema(value_type = u64, required = false)]
    n: Option<u64>,
    /// True where the result is withheld, else absent.
    #[schema(value_type = bool, required = false)]
    withheld: Option<bool>,
}

#[cfg(feature = "openapi")]
crate::schema_of!(GroupResultSchema => GroupResult);

/// The groups of one query, in the order given. Together they are all of its answers.
///
/// Each is compared with all other answers, those of withheld groups included; the p-values of the
/// groups that are shown are adjusted after Holm. What is withheld is said in
/// [`crate::disclosure::withheld`].
///
/// # Errors
/// [`MixedScales`] where the groups are not on one scale.
pub fn compare(
    groups: Vec<(String, Tally)>,
    min_group: u64,
    confidence: Confidence,
) -> Result<Vec<Group>, MixedScales> {
    let Some((_, first)) = groups.first() else { return Ok(Vec::new()) };
    let mut all = Tally::new(first.scale());
    for (_, tally) in &groups {
        all.merge(tally)?;
    }
    let ns: Vec<u64> = groups.iter().map(|(_, tally)| tally.n()).collect();
    let withheld = withheld(&ns, min_group);
    let mut tested = Vec::new();
    for (index, (_, tally)) in groups.iter().enumerate().filter(|(index, _)| !withheld[*index]) {
        let change = Change::between(tally, &all.without(tally)?, confidence)?;
        tested.extend(change.p_value.map(|p| (index, p)));
    }
    let p_values: Vec<f64> = tested.iter().map(|(_, p)| *p).collect();
    let mut adjusted = vec![None; groups.len()];
    for ((index, _), p) in tested.iter().zip(holm::adjust(&p_values)) {
        adjusted[*index] = Some(p);
    }
    Ok(groups
        .into_iter()
        .zip(withheld.into_iter().zip(adjusted))
        .map(|((value, tally), (withheld, adjusted_p))| {
            let result = if withheld {
                GroupResult::Withheld(TooFew::of(tally.n()))
            } else {
                GroupResult::Shown { result: MetricResult::of(&tally, confidence), adjusted_p }
            };
            Group { value, result }
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::{Group, GroupResult, compare};
    use crate::change::Change;
    use crate::confidence::Confidence;
    use crate::metric::Scale;
    use crate::tally::Tally;

    fn nps(counts: &[(u8, u64)]) -> Tally {
        Tally::from_counts(Scale::Nps, counts.iter().copied()).unwrap()
    }

    fn grouped(groups: &[(&str, Tally)]) -> Vec<Group> {
        let groups = groups.iter().map(|(value, tally)| ((*value).to_owned(), *tally)).collect();
        compare(groups, 5, Confidence::P95).unwrap()
    }

    fn p(group: &Group) -> Option<f64> {
        match &group.result {
            GroupResult::Shown { adjusted_p, .. } => *adjusted_p,
            GroupResult::Withheld(_) => panic!("{} is withheld", group.value),
        }
    }

    #[test]
    fn each_group_is_judged_against_all_other_answers() {
        let (a, b, c) = (nps(&[(10, 40), (3, 9)]), nps(&[(8, 30), (2, 12)]), nps(&[(9, 20)]));
        let mut rest = b;
        rest.merge(&c).unwrap();
        let alone = Change::between(&a, &rest, Confidence::P95).unwrap().p_value.unwrap();
        let found = p(&grouped(&[("a", a), ("b", b), ("c", c)])[0]).unwrap();
        let times = found / alone;
        assert!([1.0, 2.0, 3.0].iter().any(|k| (times - k).abs() < 1e-9), "{times}");
    }

    #[test]
    fn withheld_groups_are_in_the_rest_but_not_in_the_adjustment() {
        let (a, b, c) = (nps(&[(10, 40)]), nps(&[(3, 3)]), nps(&[(2, 4)]));
        let groups = grouped(&[("a", a), ("b", b), ("c", c)]);
        let mut rest = b;
        rest.merge(&c).unwrap();
        let alone = Change::between(&a, &rest, Confidence::P95).unwrap().p_value;
        assert_eq!(p(&groups[0]), alone);
        assert!(matches!(groups[1].result, GroupResult::Withheld(_)));
        assert!(matches!(groups[2].result, GroupResult::Withheld(_)));
    }

    #[test]
    fn a_group_that_is_everything_has_nothing_to_differ_from() {
        let groups = grouped(&[("all", nps(&[(10, 40), (0, 3)])), ("none", nps(&[]))]);
        assert_eq!(p(&groups[0]), None);
        assert_eq!(p(&groups[1]), None);
    }

    #[test]
    fn groups_on_two_scales_are_refused() {
        let groups = vec![
            ("five".to_owned(), Tally::new(Scale::Ces5)),
            ("seven".to_owned(), Tally::new(Scale::Ces7)),
        ];
        assert!(compare(groups, 5, Confidence::P95).is_err());
    }

    #[test]
    fn no_groups_are_no_groups() {
        assert_eq!(compare(Vec::new(), 5, Confidence::P95), Ok(Vec::new()));
    }

    #[test]
    fn groups_on_the_wire() {
        let groups = grouped(&[("a", nps(&[(10, 3)])), ("b", nps(&[(9, 2)])), ("c", nps(&[]))]);
        let json = serde_json::to_value(&groups).unwrap();
        assert_eq!(
            json[0],
            serde_json::json!({ "value": "a", "n": 3, "withheld": true, "result": null })
        );
        assert_eq!(json[2]["value"], "c");
        assert_eq!(json[2]["result"]["n"], 0);
        assert_eq!(json[2]["adjusted_p"], serde_json::Value::Null);
        assert!(json[2].as_object().unwrap().contains_key("adjusted_p"));
    }
}
