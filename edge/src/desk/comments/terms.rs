//! Distinctive terms: what detractors write and promoters do not, and the other way round.

use koe_shared::terms::Term;
use maud::{Markup, html};

use super::shown::{Comments, TERM};
use crate::desk::language::Bilingual;
use crate::desk::words::comments as words;
use crate::pages::figures::grouped;

impl Comments<'_> {
    pub(super) fn terms(&self) -> Markup {
        html! {
            section.card id="terms" {
                h2 { (self.say(words::TERMS)) }
                @match &self.report.terms {
                    None => p.quiet { (self.say(words::TOO_FEW_FOR_TERMS)) },
                    Some(terms) if terms.detractors.is_empty() && terms.promoters.is_empty() => {
                        p.quiet { (self.say(words::NO_TERMS)) }
                    },
                    Some(terms) => {
                        p.quiet { (self.say(words::IN_COMMENTS)) }
                        (self.side(words::OF_DETRACTORS, "detractor", &terms.detractors))
                        (self.side(words::OF_PROMOTERS, "promoter", &terms.promoters))
                        p.quiet { (self.say(words::MASKED)) }
                    },
                }
            }
        }
    }

    fn side(&self, name: Bilingual, class: &'static str, terms: &[Term]) -> Markup {
        html! {
            @if !terms.is_empty() {
                h3 { (self.say(name)) }
                ul.terms.(class) { @for term in terms { li { (self.term(term)) } } }
            }
        }
    }

    fn term(&self, term: &Term) -> Markup {
        let is_chosen = self.ground.address.get(TERM) == Some(&term.term);
        let value = Some(&*term.term).filter(|_| !is_chosen);
        html! {
            a href=(self.with(TERM, value)) aria-current=[is_chosen.then_some("true")] {
                bdi { (term.term) } " "
                span.count { (grouped(term.detractors)) " · " (grouped(term.promoters)) }
            }
        }
    }
}
