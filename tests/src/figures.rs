//! Measured figures, beside a peer's where there is one, and what they may be.

use std::fmt;

/// One line of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// What was measured, with its unit.
    pub name: String,
    /// What it is for Koe.
    pub koe: f64,
    /// What it is for the peer.
    pub peer: Option<f64>,
    /// What it may be.
    pub bound: Bound,
}

/// What a figure may be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Bound {
    /// Anything: it is only told.
    Free,
    /// Up to this.
    AtMost(f64),
    /// Up to this part of the peer's.
    PartOfPeer(f64),
}

impl Figure {
    /// A figure of Koe alone.
    pub fn new(name: impl Into<String>, koe: f64, bound: Bound) -> Self {
        Self { name: name.into(), koe, peer: None, bound }
    }

    /// A figure of both.
    pub fn beside(name: impl Into<String>, koe: f64, peer: f64, bound: Bound) -> Self {
        Self { name: name.into(), koe, peer: Some(peer), bound }
    }

    /// Koe's as a part of the peer's.
    fn ratio(&self) -> Option<f64> {
        self.peer.map(|peer| self.koe / peer)
    }

    /// What is wrong with it, if anything is. What is no number is beyond every bound.
    pub fn over(&self) -> Option<String> {
        let (value, bound, of) = match self.bound {
            Bound::Free => return None,
            Bound::AtMost(bound) => (self.koe, bound, ""),
            Bound::PartOfPeer(bound) => (self.ratio()?, bound, " of the peer's"),
        };
        let within = value <= bound;
        (!within).then(|| {
            format!(
                "{} is {}{of}, and at most {} is allowed",
                self.name,
                Short(value),
                Short(bound)
            )
        })
    }
}

/// The middle one of an odd number of values, the upper middle one of an even number.
///
/// # Panics
/// Without a value.
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    *values.get(values.len() / 2).expect("something was measured")
}

/// The table, with the peer's name over its column.
pub fn table(title: &str, peer: &str, figures: &[Figure]) -> String {
    let head = format!("\n{title:<48}{:>9}{peer:>21}{:>8}{:>9}", "koe", "ratio", "bound");
    let lines = figures.iter().map(|figure| {
        let cell = |value: Option<f64>| value.map_or_else(String::new, |it| Short(it).to_string());
        let bound = match figure.bound {
            Bound::Free => "—".to_owned(),
            Bound::AtMost(bound) => format!("≤ {}", Short(bound)),
            Bound::PartOfPeer(bound) => format!("≤ {bound:.2}×"),
        };
        let ratio = figure.ratio().map_or_else(String::new, |ratio| format!("{ratio:.2}"));
        let (koe, peer) = (cell(Some(figure.koe)), cell(figure.peer));
        format!("{:<48}{koe:>9}{peer:>21}{ratio:>8}{bound:>9}", figure.name)
    });
    std::iter::once(head).chain(lines).collect::<Vec<_>>().join("\n")
}

/// A number without more digits than it needs.
struct Short(f64);

impl fmt::Display for Short {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = match self.0.abs() {
            size if size.fract() == 0.0 || size >= 1_000.0 => 0,
            size if size >= 1.0 => 1,
            _ => 3,
        };
        write!(f, "{:.digits$}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_at_its_bound_is_fine_and_one_beyond_it_is_reported() {
        let warmed = |ms| Figure::new("touchpoint to prompt, ms", ms, Bound::AtMost(100.0));
        assert_eq!(warmed(100.0).over(), None);
        assert_eq!(
            warmed(100.5).over().as_deref(),
            Some("touchpoint to prompt, ms is 100.5, and at most 100 is allowed")
        );
    }

    #[test]
    fn a_part_of_the_peers_is_held_against_the_peers() {
        let bytes = |koe| Figure::beside("bytes", koe, 1_000.0, Bound::PartOfPeer(0.45));
        assert_eq!(bytes(450.0).over(), None);
        assert_eq!(
            bytes(451.0).over().as_deref(),
            Some("bytes is 0.451 of the peer's, and at most 0.450 is allowed")
        );
    }

    #[test]
    fn what_was_not_measured_is_within_no_bound() {
        let nothing = |bound| Figure::beside("time", f64::NAN, 0.0, bound).over();
        assert!(nothing(Bound::AtMost(1.0)).is_some());
        assert!(nothing(Bound::PartOfPeer(0.45)).is_some());
        assert_eq!(nothing(Bound::Free), None);
    }

    #[test]
    fn a_figure_without_a_bound_is_never_over_it() {
        assert_eq!(Figure::new("requests", 1e9, Bound::Free).over(), None);
    }

    #[test]
    fn the_median_is_not_moved_by_one_slow_round() {
        assert_eq!(Short(median(vec![9_000.0, 1.0, 2.0])).to_string(), "2");
        assert_eq!(Short(median(vec![4.0])).to_string(), "4");
    }

    #[test]
    fn a_line_shows_both_the_ratio_and_the_bound() {
        let figures = [Figure::beside("bytes", 450.0, 1_000.0, Bound::PartOfPeer(0.45))];
        let table = table("widget", "posthog-js 1.0.0", &figures);
        let line = table.lines().last().unwrap();
        let cells: Vec<_> = line.split_whitespace().collect();
        assert_eq!(cells, ["bytes", "450", "1000", "0.45", "≤", "0.45×"]);
    }
}
