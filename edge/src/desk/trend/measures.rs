//! The choices of what is shown and of how wide its buckets are.

use koe_shared::metric::{Metric, Scale};
use maud::{Markup, html};

use super::{INTERVAL, METRIC, SCALE, Trend};
use crate::desk::words::trend as words;
use crate::reports::Interval;

impl Trend<'_> {
    /// Each metric; of one that was asked on two scales each of them.
    pub(super) fn measure_choice(&self) -> Markup {
        let ground = self.ground;
        html! {
            @if self.measures.len() > 1 {
                nav.segments aria-label=(ground.say(words::METRIC)) {
                    @for measure in self.measures {
                        @let scale = (measure.metric() == Metric::Ces).then(|| measure.max().to_string());
                        @let href = ground.address.with(&[
                            (METRIC, Some(measure.metric().as_str())), (SCALE, scale.as_deref()),
                        ]);
                        a href=(href) aria-current=[(*measure == self.measure).then_some("true")] {
                            (self.name_of(*measure))
                        }
                    }
                }
            }
        }
    }

    pub(super) fn interval_choice(&self) -> Markup {
        let ground = self.ground;
        html! {
            nav.segments aria-label=(ground.say(words::WIDTH)) {
                @for interval in [Interval::Hour, Interval::Day, Interval::Week, Interval::Month] {
                    a href=(ground.address.with(&[(INTERVAL, Some(interval.name()))]))
                        aria-current=[(interval == self.interval).then_some("true")] {
                        (ground.say(words::width(interval)))
                    }
                }
            }
        }
    }

    /// What a measure is called: with its scale only where there are two of its metric.
    pub(super) fn name_of(&self, measure: Scale) -> String {
        let metric = measure.metric();
        let is_twice = self.measures.iter().filter(|other| other.metric() == metric).count() > 1;
        if is_twice { format!("{metric} 1–{}", measure.max()) } else { metric.to_string() }
    }
}
