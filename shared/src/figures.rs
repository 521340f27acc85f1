//! The figures of each metric, as people read them: rounded once and last, with a true minus, their thousands
//! set apart.

use crate::metric::{Bounds, Metric};
use crate::rounding::for_people;

/// How the figures of a metric are written.
#[derive(Debug, Clone, Copy)]
pub struct Figures(Metric);

impl Figures {
    /// Those of a metric.
    #[must_use]
    pub const fn of(metric: Metric) -> Self {
        Self(metric)
    }

    /// A figure, rounded once, with a minus that is as wide as a plus.
    #[must_use]
    pub fn figure(self, value: f64) -> String {
        decimal(value, self.decimals())
    }

    /// A difference of two figures, with its sign; none before 0.
    #[must_use]
    pub fn change(self, value: f64) -> String {
        let figure = self.figure(value);
        if for_people(value, self.decimals()) > 0.0 { format!("+{figure}") } else { figure }
    }

    const fn decimals(self) -> u8 {
        match self.0 {
            Metric::Nps | Metric::Csat => 0,
            Metric::Ces => 1,
        }
    }

    /// What follows a figure without a space.
    #[must_use]
    pub const fn sign(self) -> &'static str {
        match self.0 {
            Metric::Csat => "%",
            Metric::Nps | Metric::Ces => "",
        }
    }

    /// What follows the headline: a mean is one of so many points.
    #[must_use]
    pub fn unit(self, highest: u8) -> String {
        match self.0 {
            Metric::Ces => format!(" / {highest}"),
            Metric::Nps | Metric::Csat => self.sign().to_owned(),
        }
    }

    /// Both ends of what the headline can be.
    #[must_use]
    pub fn ends(self, scale: Bounds) -> (f64, f64) {
        match self.0 {
            Metric::Nps => (-100.0, 100.0),
            Metric::Csat => (0.0, 100.0),
            Metric::Ces => (f64::from(scale.min), f64::from(scale.max)),
        }
    }
}

/// A number with that many decimals, rounded once, half away from zero; never −0.
#[must_use]
pub fn decimal(value: f64, decimals: u8) -> String {
    let rounded = for_people(value, decimals);
    let written = format!("{:.1$}", rounded.abs(), usize::from(decimals));
    let (whole, rest) = written.split_at(written.find('.').unwrap_or(written.len()));
    let sign = if rounded < 0.0 { "\u{2212}" } else { "" };
    format!("{sign}{}{rest}", apart(whole))
}

/// A number with a comma before every third digit.
#[must_use]
pub fn grouped(n: u64) -> String {
    apart(&n.to_string())
}

/// The number of answers.
#[must_use]
pub fn n(n: u64) -> String {
    format!("n = {}", grouped(n))
}

fn apart(digits: &str) -> String {
    let mut apart = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            apart.push(',');
        }
        apart.push(digit);
    }
    apart
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_rounded_as_its_metric_is_read() {
        let figure = |metric, value| Figures::of(metric).figure(value);
        assert_eq!(figure(Metric::Nps, 50.98), "51");
        assert_eq!(figure(Metric::Nps, -12.5), "−13");
        assert_eq!(figure(Metric::Nps, -0.2), "0");
        assert_eq!(figure(Metric::Csat, 83.3), "83");
        assert_eq!(figure(Metric::Ces, 4.0), "4.0");
        assert_eq!(figure(Metric::Ces, 3.95), "4.0");
    }

    #[test]
    fn only_a_change_has_a_plus_and_nothing_has_a_minus_before_zero() {
        let change = |metric, value| Figures::of(metric).change(value);
        assert_eq!(change(Metric::Nps, 4.5), "+5");
        assert_eq!(change(Metric::Nps, -4.5), "−5");
        assert_eq!(change(Metric::Nps, 0.4), "0");
        assert_eq!(change(Metric::Nps, -0.4), "0");
        assert_eq!(change(Metric::Nps, -0.0), "0");
        assert_eq!(change(Metric::Ces, 0.35), "+0.4");
        assert_eq!(change(Metric::Ces, -0.04), "0.0");
        assert_eq!(change(Metric::Csat, 100.0), "+100");
    }

    #[test]
    fn decimals_are_rounded_once() {
        assert_eq!(decimal(21.65, 1), "21.7");
        assert_eq!(decimal(-0.05, 1), "−0.1");
        assert_eq!(decimal(100.0, 1), "100.0");
        assert_eq!(decimal(12_345.678, 1), "12,345.7");
        assert_eq!(decimal(-1_234.0, 0), "−1,234");
    }

    #[test]
    fn thousands_are_set_apart() {
        let all = [0, 12, 999, 1_000, 13_612, 1_000_000].map(grouped);
        assert_eq!(all, ["0", "12", "999", "1,000", "13,612", "1,000,000"]);
        assert_eq!(n(13_612), "n = 13,612");
    }
}
