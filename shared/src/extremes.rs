//! The group that stands out most below all other answers of its metric, and the one above: the tenth
//! voice, which is shown however good the whole looks.
//!
//! Groups of several metrics can be held against each other because each is measured against the other
//! answers of its own metric, in standard errors. Scores of two scales are never compared.

use crate::change::standard_errors;
use crate::disclosure::withheld;
use crate::tally::{MixedScales, Tally};

/// A group that is shown, and how far it stands apart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Standing {
    /// Its place among the groups of its query.
    pub place: usize,
    /// The number of its answers.
    pub n: u64,
    /// How many standard errors it lies above all other answers of its query; negative below them.
    pub distance: f64,
}

/// The groups of one query that are shown and can be told from the rest, in the order given. Together the
/// groups are all of the query's answers.
///
/// # Errors
/// [`MixedScales`] where the groups are not on one scale.
pub fn standings(groups: &[(String, Tally)], min_group: u64) -> Result<Vec<Standing>, MixedScales> {
    let Some((_, first)) = groups.first() else { return Ok(Vec::new()) };
    let mut all = Tally::new(first.scale());
    for (_, tally) in groups {
        all.merge(tally)?;
    }
    let ns: Vec<u64> = groups.iter().map(|(_, tally)| tally.n()).collect();
    let withheld = withheld(&ns, min_group);
    let mut standings = Vec::new();
    for (place, (_, tally)) in groups.iter().enumerate().filter(|(place, _)| !withheld[*place]) {
        let distance = standard_errors(tally, &all.without(tally)?)?;
        standings.extend(distance.map(|distance| Standing { place, n: tally.n(), distance }));
    }
    Ok(standings)
}

/// The places of the group farthest below and of the one farthest above, among those of all metrics.
///
/// Of two as far, the one with more answers, then the earlier. Both are `None` with fewer than two groups.
/// A group that lies above the other answers of its metric is never the farthest below, nor the other way
/// round, and no group is both.
#[must_use]
pub fn extremes(standings: &[Standing]) -> (Option<usize>, Option<usize>) {
    if standings.len() < 2 {
        return (None, None);
    }
    let worst = outermost(standings, -1.0, None);
    (worst, outermost(standings, 1.0, worst))
}

/// The outermost on one side, which `sign` tells.
fn outermost(standings: &[Standing], sign: f64, not: Option<usize>) -> Option<usize> {
    let mut best: Option<(usize, f64, u64)> = None;
    for (place, standing) in standings.iter().enumerate() {
        let far = sign * standing.distance;
        let is_further =
            best.is_none_or(|(_, most, n)| far > most || (far >= most && standing.n > n));
        if far >= 0.0 && Some(place) != not && is_further {
            best = Some((place, far, standing.n));
        }
    }
    best.map(|(place, ..)| place)
}

#[cfg(test)]
mod tests {
    use super::{Standing, extremes, standings};
    use crate::metric::Scale;
    use crate::tally::Tally;

    fn groups(scale: Scale, counts: &[&[(u8, u64)]]) -> Vec<(String, Tally)> {
        let tally = |counts: &&[(u8, u64)]| {
            (String::new(), Tally::from_counts(scale, counts.iter().copied()).unwrap())
        };
        counts.iter().map(tally).collect()
    }

    fn standing(place: usize, n: u64, distance: f64) -> Standing {
        Standing { place, n, distance }
    }

    #[test]
    fn a_group_stands_apart_from_all_others_by_its_error() {
        for scale in Scale::ALL {
            let (low, high) = (scale.min(), scale.max());
            let groups = groups(
                scale,
                &[&[(low, 9), (high, 21)], &[(low, 90), (high, 60)], &[(low, 6), (high, 24)]],
            );
            let found = standings(&groups, 5).unwrap();
            assert_eq!(
                found.iter().map(|s| (s.place, s.n)).collect::<Vec<_>>(),
                [(0, 30), (1, 150), (2, 30)]
            );
            assert!(found[0].distance > 0.0 && found[1].distance < 0.0, "{scale}: {found:?}");
            assert_eq!(extremes(&found), (Some(1), Some(2)), "{scale}");
        }
    }

    /// Further below in points, nearer in standard errors.
    #[test]
    fn few_answers_far_below_are_not_further_than_many_a_little_below() {
        let groups = groups(
            Scale::Nps,
            &[&[(0, 3), (10, 3)], &[(0, 300), (10, 500)], &[(0, 200), (10, 800)]],
        );
        let found = standings(&groups, 5).unwrap();
        assert_eq!(extremes(&found), (Some(1), Some(2)), "{found:?}");
    }

    #[test]
    fn a_withheld_group_is_in_the_rest_and_is_never_named() {
        let groups = groups(Scale::Nps, &[&[(0, 4)], &[(0, 3)], &[(10, 30)], &[(8, 40)]]);
        let found = standings(&groups, 5).unwrap();
        assert_eq!(found.iter().map(|s| s.place).collect::<Vec<_>>(), [2, 3]);
        // One small group takes the next smallest along.
        let places: Vec<usize> =
            standings(&groups[1..], 5).unwrap().iter().map(|s| s.place).collect();
        assert_eq!(places, [2]);
    }

    #[test]
    fn a_group_alone_has_nothing_to_stand_apart_from() {
        assert_eq!(standings(&groups(Scale::Csat, &[&[(5, 40), (1, 3)]]), 5), Ok(Vec::new()));
        assert_eq!(standings(&groups(Scale::Ces5, &[&[(5, 9)], &[(4, 9)]]), 5), Ok(Vec::new()));
        assert_eq!(standings(&[], 5), Ok(Vec::new()));
        assert_eq!(extremes(&[]), (None, None));
        assert_eq!(extremes(&[standing(0, 50, -3.0)]), (None, None));
    }

    #[test]
    fn of_two_as_far_the_one_with_more_answers_is_named() {
        let both = [
            standing(0, 10, -2.0),
            standing(1, 30, -2.0),
            standing(2, 9, 2.0),
            standing(3, 8, 2.0),
        ];
        assert_eq!(extremes(&both), (Some(1), Some(2)));
        let equal = [standing(0, 10, -2.0), standing(1, 10, -2.0)];
        assert_eq!(extremes(&equal), (Some(0), None));
    }

    #[test]
    fn no_group_is_both_and_none_stands_on_the_wrong_side() {
        assert_eq!(extremes(&[standing(0, 40, 0.0), standing(1, 60, 0.0)]), (Some(1), Some(0)));
        assert_eq!(extremes(&[standing(0, 40, 2.0), standing(1, 60, 3.0)]), (None, Some(1)));
        assert_eq!(extremes(&[standing(0, 40, -2.0), standing(1, 60, -3.0)]), (Some(1), None));
    }

    #[test]
    fn groups_on_two_scales_are_refused() {
        let mut mixed = groups(Scale::Ces5, &[&[(5, 9)]]);
        mixed.extend(groups(Scale::Ces7, &[&[(5, 9)]]));
        assert!(standings(&mixed, 5).is_err());
    }
}
