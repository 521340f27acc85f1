//! Why did a score change: because others answered, or because they rate otherwise?
//!
//! E. M. Kitagawa, "Components of a difference between two rates", Journal of the American Statistical
//! Association 50 (1955), 1168–1194. It describes and does not test: how sure the change is says
//! [`crate::change`].

use crate::result;
use crate::tally::{MixedScales, Tally};

/// The two parts of a difference of scores, in the unit of the score. They add up to it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Decomposition {
    /// How much comes from who answered: groups that rate high or low grew or shrank.
    pub mix: f64,
    /// How much comes from how they rate: the groups' own scores changed.
    pub within: f64,
    /// The group that moved the score farthest in the direction of the change. `None` where the score did
    /// not change, or where it is the rest of small groups.
    pub moved_most: Option<Moved>,
}

/// How far one group moved the score of all, in the unit of the score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Moved {
    /// The place of the group among those given.
    pub place: usize,
    /// Its part of [`Decomposition::mix`]: (w₁ − w₀)(s − S), s being the middle of its own two scores and S
    /// that of all answers. Over all groups these add up to `mix`, since the shares add up to one on either
    /// side: a group that grows moves the score by how far it stands from the others.
    pub mix: f64,
    /// Its part of [`Decomposition::within`].
    pub within: f64,
}

/// One group in the earlier and in the later range.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GroupChange {
    /// Its earlier answers.
    pub before: Tally,
    /// Its later ones.
    pub after: Tally,
}

impl Decomposition {
    /// Splits the change of the score of all groups together.
    ///
    /// mix = Σ (w₁ − w₀)(s₀ + s₁)/2 and within = Σ (s₁ − s₀)(w₀ + w₁)/2, where w₀ and w₁ are a group's
    /// shares of the answers before and after, and s₀ and s₁ its scores.
    ///
    /// Groups with fewer than `min_group` answers on either side are pooled into one rest. `None`
    /// where that rest has answers on one side alone, or where there are no answers at all.
    ///
    /// # Errors
    /// [`MixedScales`] where the groups are not on one scale.
    pub fn of(groups: &[GroupChange], min_group: u64) -> Result<Option<Self>, MixedScales> {
        let Some(first) = groups.first() else { return Ok(None) };
        let empty = Tally::new(first.before.scale());
        let nobody = GroupChange { before: empty, after: empty };
        let (mut whole, mut rest, mut parts) = (nobody, nobody, Vec::new());
        for (place, group) in groups.iter().enumerate() {
            whole.add(group)?;
            // A group without answers on a side has no score there, whatever the minimum is.
            if group.before.n().min(group.after.n()) < min_group.max(1) {
                rest.add(group)?;
            } else {
                parts.push((Some(place), *group));
            }
        }
        if rest != nobody {
            parts.push((None, rest));
        }
        Ok(Self::sum(&parts, &whole))
    }

    /// The sum of the parts, each with its place unless it is the rest.
    fn sum(parts: &[(Option<usize>, GroupChange)], whole: &GroupChange) -> Option<Self> {
        let share = |part: &Tally, whole: &Tally| part.n() as f64 / whole.n() as f64;
        let (s0, s1) = (result::score(&whole.before)?, result::score(&whole.after)?);
        let (middle, delta) = (f64::midpoint(s0, s1), s1 - s0);
        let (mut mix, mut within) = (0.0, 0.0);
        let mut farthest = (0.0, None);
        for (place, GroupChange { before, after }) in parts {
            let (s0, s1) = (result::score(before)?, result::score(after)?);
            let (w0, w1) = (share(before, &whole.before), share(after, &whole.after));
            mix += (w1 - w0) * f64::midpoint(s0, s1);
            let own =
                ((w1 - w0) * (f64::midpoint(s0, s1) - middle), (s1 - s0) * f64::midpoint(w0, w1));
            within += own.1;
            let along = (own.0 + own.1) * delta;
            if along > farthest.0 {
                let moved = place.map(|place| Moved { place, mix: own.0, within: own.1 });
                farthest = (along, moved);
            }
        }
        (!parts.is_empty()).then_some(Self { mix, within, moved_most: farthest.1 })
    }
}

impl GroupChange {
    fn add(&mut self, group: &Self) -> Result<(), MixedScales> {
        self.before.merge(&group.before)?;
        self.after.merge(&group.after)
    }
}

#[cfg(test)]
mod tests {
    use super::{Decomposition, GroupChange};
    use crate::metric::Scale;
    use crate::result;
    use crate::tally::Tally;

    /// Promoters, passives and detractors before and after.
    type Counts = ((u64, u64, u64), (u64, u64, u64));

    fn nps((promoters, passives, detractors): (u64, u64, u64)) -> Tally {
        let counts = [(10, promoters), (7, passives), (0, detractors)];
        Tally::from_counts(Scale::Nps, counts).unwrap()
    }

    fn groups(counts: &[Counts]) -> Vec<GroupChange> {
        let group = |(before, after)| GroupChange { before: nps(before), after: nps(after) };
        counts.iter().copied().map(group).collect()
    }

    fn whole(groups: &[GroupChange]) -> f64 {
        let mut whole = GroupChange { before: nps((0, 0, 0)), after: nps((0, 0, 0)) };
        for group in groups {
            whole.add(group).unwrap();
        }
        result::score(&whole.after).unwrap() - result::score(&whole.before).unwrap()
    }

    #[track_caller]
    fn check(counts: &[Counts], mix: f64, within: f64) {
        let groups = groups(counts);
        let found = Decomposition::of(&groups, 5).unwrap().unwrap();
        assert!((found.mix - mix).abs() < 1e-9, "{found:?}");
        assert!((found.within - within).abs() < 1e-9, "{found:?}");
        assert!((found.mix + found.within - whole(&groups)).abs() < 1e-9, "{found:?}");
    }

    #[test]
    fn every_group_rises_and_the_whole_falls() {
        let counts = [((72, 16, 12), (19, 4, 2)), ((10, 10, 5), (46, 30, 24))];
        for group in groups(&counts) {
            assert!(result::score(&group.after) > result::score(&group.before));
        }
        check(&counts, -25.8, 5.0);
    }

    #[test]
    fn others_answered_and_rate_as_before() {
        check(&[((60, 20, 20), (30, 10, 10)), ((20, 20, 60), (40, 40, 120))], -24.0, 0.0);
    }

    #[test]
    fn the_same_answered_and_rate_otherwise() {
        check(&[((30, 10, 10), (35, 10, 5)), ((10, 20, 20), (15, 20, 15))], 0.0, 20.0);
    }

    #[test]
    fn groups_that_are_small_on_either_side_are_one_rest() {
        let large = ((30, 10, 10), (35, 10, 5));
        let small = [((9, 0, 0), (2, 1, 1)), ((0, 3, 1), (4, 0, 9)), ((1, 0, 0), (0, 0, 0))];
        let one_rest = [large, ((10, 3, 1), (6, 1, 10))];
        let expected = Decomposition::of(&groups(&one_rest), 5).unwrap();
        let separate = [&[large][..], &small].concat();
        let found = Decomposition::of(&groups(&separate), 5).unwrap().unwrap();
        let expected = expected.unwrap();
        assert_eq!((found.mix, found.within), (expected.mix, expected.within));
        // Small groups together have no name.
        assert_eq!(found.moved_most, None);
    }

    #[test]
    fn a_rest_on_one_side_alone_cannot_be_compared() {
        let large = ((30, 10, 10), (35, 10, 5));
        for gone in [((9, 0, 0), (0, 0, 0)), ((0, 0, 0), (0, 4, 0))] {
            for min_group in [0, 1, 5] {
                let found = Decomposition::of(&groups(&[large, gone]), min_group);
                assert_eq!(found, Ok(None), "{gone:?}, {min_group}");
            }
        }
        let one_left_and_one_came = [large, ((9, 0, 0), (0, 0, 0)), ((0, 0, 0), (0, 4, 0))];
        for min_group in [0, 1, 5] {
            let found = Decomposition::of(&groups(&one_left_and_one_came), min_group);
            assert!(found.unwrap().is_some(), "{min_group}");
        }
        let nobody = ((0, 0, 0), (0, 0, 0));
        assert!(Decomposition::of(&groups(&[large, nobody]), 5).unwrap().is_some());
        assert_eq!(Decomposition::of(&groups(&[nobody]), 5), Ok(None));
        assert_eq!(Decomposition::of(&[], 5), Ok(None));
    }

    /// 25 of 125 answers became 100 of 125, at a score of 20 to 22 beside one of 60 to 68.
    #[test]
    fn the_group_that_moved_the_score_most_is_named() {
        let counts = [((72, 16, 12), (19, 4, 2)), ((10, 10, 5), (46, 30, 24))];
        let moved = Decomposition::of(&groups(&counts), 5).unwrap().unwrap().moved_most.unwrap();
        // w 0.2 to 0.8, s 20 to 22, S 52 to 31.2: 0.6 (21 − 41.6) and 2 · 0.5, together −11.36. The other one:
        // −0.6 (64 − 41.6) and 8 · 0.5, together −9.44.
        assert_eq!(moved.place, 1);
        assert!(
            (moved.mix - -12.36).abs() < 1e-9 && (moved.within - 1.0).abs() < 1e-9,
            "{moved:?}"
        );
        let counts = [((60, 20, 20), (60, 20, 20)), ((50, 30, 20), (20, 30, 50))];
        let moved = Decomposition::of(&groups(&counts), 5).unwrap().unwrap().moved_most.unwrap();
        assert_eq!((moved.place, moved.mix), (1, 0.0));
        assert!((moved.within - -30.0).abs() < 1e-9, "{moved:?}");
    }

    #[test]
    fn nobody_is_named_where_nothing_changed_or_small_groups_did_it() {
        let moved =
            |counts: &[Counts]| Decomposition::of(&groups(counts), 5).unwrap().unwrap().moved_most;
        assert_eq!(moved(&[((30, 10, 10), (30, 10, 10)), ((5, 5, 5), (5, 5, 5))]), None);
        assert_eq!(moved(&[((30, 10, 10), (30, 10, 10)), ((4, 0, 0), (0, 0, 4))]), None);
    }

    #[test]
    fn groups_on_two_scales_are_refused() {
        let (five, seven) = (Tally::new(Scale::Ces5), Tally::new(Scale::Ces7));
        assert!(Decomposition::of(&[GroupChange { before: five, after: seven }], 5).is_err());
    }
}
