//! What the cases of a period say: each figure with its counts, its interval where it is a share, and what it is.

use koe_shared::durations::Durations;
use koe_shared::share::Share;
use maud::{Markup, html};

use crate::desk::figures::range;
use crate::desk::language::Bilingual;
use crate::desk::place::SitePage;
use crate::desk::report::{Ground, Unchosen};
use crate::desk::words::cases as words;
use crate::pages::figures::{decimal, grouped};
use crate::reports::CaseReport;

/// The page of figures.
pub(crate) struct CaseNumbers<'a> {
    pub(crate) ground: &'a Ground<'a>,
    pub(crate) report: &'a CaseReport,
}

impl CaseNumbers<'_> {
    /// What stands in the page.
    pub(crate) fn body(&self) -> Markup {
        let (ground, report) = (self.ground, self.report);
        let figures = &report.figures;
        let recovery = &report.recovery;
        let of = words::recovery_of(ground.language, recovery.detractors, recovery.looked_at);
        let menus = html! {
            (ground.periods(Unchosen::Days)) (ground.touchpoint_menu()) (ground.department_menu())
        };
        let list = ground.address.across(&SitePage::Cases.path(ground.site), &[]);
        html! {
            (ground.head(&menus))
            p.quiet.read {
                (self.say(words::OPENED)) ": " (grouped(figures.opened as u64)) " · "
                (self.say(words::HOURS_HINT)) " · "
                a href=(list) { (self.say(words::BACK_TO_LIST)) }
            }
            section.card.told {
                table.list {
                    thead {
                        tr {
                            th { (self.say(words::FIGURE)) }
                            th { (self.say(words::MEDIAN)) }
                            th { (self.say(words::MEAN)) }
                            th { (self.say(words::P90)) }
                            th { (self.say(words::N)) }
                        }
                    }
                    tbody {
                        (self.took(words::TO_FIRST_CONTACT, figures.to_first_contact.as_ref()))
                        (self.took(words::TO_RESOLUTION, figures.to_resolution.as_ref()))
                    }
                }
            }
            section.card.told {
                table.list {
                    thead {
                        tr {
                            th { (self.say(words::FIGURE)) }
                            th { (self.say(words::SHARE)) }
                            th { (self.say(words::INTERVAL)) }
                            th { (self.say(words::COUNTS)) }
                        }
                    }
                    tbody {
                        (self.share((words::IN_TIME, words::PROMISE_HINT), figures.promise_kept.as_ref(), ""))
                        (self.share(
                            (words::SOLVED_AT_FIRST, words::SOLVED_HINT), figures.solved_at_first.as_ref(), "",
                        ))
                        (self.share((words::UNRESOLVED, words::UNRESOLVED_HINT), figures.unresolved.as_ref(), ""))
                        (self.share((words::RECOVERY, words::RECOVERY_HINT), recovery.won_back.as_ref(), &of))
                    }
                }
            }
        }
    }

    fn took(&self, name: Bilingual, took: Option<&Durations>) -> Markup {
        let language = self.ground.language;
        html! {
            tr {
                th scope="row" { (self.say(name)) }
                @match took {
                    Some(took) => {
                        (self.cell(words::MEDIAN, &words::in_words(language, took.median)))
                        (self.cell(words::MEAN, &words::in_words(language, took.mean)))
                        (self.cell(words::P90, &words::in_words(language, took.p90)))
                        (self.cell(words::N, &grouped(took.n)))
                    },
                    None => td.quiet colspan="4" { "– " (self.say(words::NOTHING_YET)) },
                }
            }
        }
    }

    fn share(
        &self,
        (name, hint): (Bilingual, Bilingual),
        share: Option<&Share>,
        of: &str,
    ) -> Markup {
        let whole = |fraction: f64| decimal(fraction * 100.0, 0);
        let interval = |share: &Share| {
            let ends = range(self.ground.language, &whole(share.low), &whole(share.high));
            format!("{ends}%")
        };
        html! {
            tr {
                th scope="row" {
                    (self.say(name))
                    p.quiet { (self.say(hint)) @if !of.is_empty() { " · " (of) } }
                }
                @match share {
                    Some(share) => {
                        (self.cell(words::SHARE, &format!("{}%", whole(share.value))))
                        (self.cell(words::INTERVAL, &interval(share)))
                        (self.cell(words::COUNTS, &format!("{} / {}", grouped(share.k), grouped(share.n))))
                    },
                    None => td.quiet colspan="3" { "– " (self.say(words::NOTHING_YET)) },
                }
            }
        }
    }

    /// A figure with the name that a phone shows before it, where the head of the table has no room.
    fn cell(&self, name: Bilingual, figure: &str) -> Markup {
        html! { td data-name=(self.say(name)) { (figure) } }
    }

    fn say(&self, text: Bilingual) -> &'static str {
        self.ground.say(text)
    }
}
