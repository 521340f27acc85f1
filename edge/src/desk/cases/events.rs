//! What was done on a case, the last thing first.

use maud::{Markup, html};

use super::marks::done;
use super::shown::FollowUp;
use crate::desk::words::cases as words;
use crate::pages::moment::moment;

impl FollowUp<'_> {
    pub(super) fn events(&self) -> Markup {
        let ground = self.ground;
        let zone = &ground.document.timezone;
        html! {
            @if !self.case.events.is_empty() {
                section.card {
                    h2 { (self.say(words::HISTORY)) }
                    ol.events {
                        @for event in self.case.events.iter().rev() {
                            li {
                                p.quiet {
                                    time datetime=(event.at) {
                                        (moment(event.at.0, ground.now, zone, ground.language.locale()))
                                    }
                                    " · " bdi { (event.by) }
                                }
                                p { (done(ground, event)) }
                                @if let Some(text) = &event.text { p.words { bdi { (text) } } }
                            }
                        }
                    }
                }
            }
        }
    }
}
