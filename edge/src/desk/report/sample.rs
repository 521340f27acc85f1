//! What stands above answers that nobody gave, and the way to them.

use maud::{Markup, html};

use super::ground::Ground;
use crate::desk::address::SAMPLE;
use crate::desk::words::report as words;

impl Ground<'_> {
    /// Says that the answers are invented; where there are none at all, offers invented ones.
    pub(crate) fn sample(&self, is_empty: bool) -> Markup {
        match (self.is_sample(), is_empty) {
            (true, _) => self.sample_banner(),
            (false, true) => self.sample_offer(),
            (false, false) => html! {},
        }
    }

    fn sample_banner(&self) -> Markup {
        html! {
            p.note.sample role="status" {
                b { (self.say(words::SAMPLE)) }
                span { (self.say(words::SAMPLE_TEXT)) }
                a href=(self.address.with(&[(SAMPLE, None)])) { (self.say(words::END_SAMPLE)) }
            }
        }
    }

    fn sample_offer(&self) -> Markup {
        html! {
            div.note.sample {
                span { (self.say(words::SEE_SAMPLE_TEXT)) }
                a.button href=(self.address.with(&[(SAMPLE, Some("1"))])) { (self.say(words::SEE_SAMPLE)) }
            }
        }
    }
}
