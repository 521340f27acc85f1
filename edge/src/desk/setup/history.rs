//! Earlier states of the document: who saved what, and when; each can be brought back.

use maud::{Markup, html};

use super::form::{BASED_ON, Carried, head};
use super::lists::ENTRY;
use crate::desk::form::carried;
use crate::desk::icons;
use crate::desk::language::Language;
use crate::desk::place::SitePage;
use crate::desk::settings::name;
use crate::desk::words::history as words;
use crate::desk::words::setup::MEANWHILE;
use crate::pages::fields::Fields;

/// An entry as a person reads it.
pub(crate) struct Told {
    pub(crate) id: String,
    /// When, in the site's time zone.
    pub(crate) at: String,
    /// Who.
    pub(crate) by: String,
    /// The labels of the fields that changed.
    pub(crate) changed: Vec<String>,
    /// Whether another save did not see it.
    pub(crate) is_beside: bool,
}

/// The page.
pub(crate) struct History<'a> {
    pub(crate) entries: &'a [Told],
    pub(crate) carried: Carried<'a>,
    pub(crate) done: Option<Done>,
}

/// What came of bringing a state back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Done {
    /// It is back.
    Restored,
    /// Nothing: somebody else has saved since the page was shown.
    Edited,
}

impl Done {
    /// Its name in the address of the page.
    const fn name(self) -> &'static str {
        match self {
            Self::Restored => "restored",
            Self::Edited => "edited",
        }
    }

    /// What the address says.
    pub(crate) fn of(fields: &Fields) -> Option<Self> {
        [Self::Restored, Self::Edited].into_iter().find(|done| fields.is_set(done.name()))
    }

    /// The page at `path`, which then says so.
    pub(crate) fn address(self, path: &str) -> String {
        format!("{path}?{}=1", self.name())
    }
}

/// Labels of one entry that are shown, at most.
const SHOWN: usize = 4;

impl History<'_> {
    /// What stands in the page.
    pub(crate) fn body(&self, language: Language) -> Markup {
        html! {
            (head(language, self.carried.back, language.say(name(SitePage::History))))
            div.column {
                @match self.done {
                    None => {}
                    Some(Done::Restored) => p.note.done role="status" {
                        (icons::tick()) span { (language.say(words::RESTORED)) }
                    },
                    Some(Done::Edited) => p.note.urgent role="alert" {
                        (icons::alert())
                        span { b { (language.say(MEANWHILE)) } " " (language.say(words::NOT_RESTORED)) }
                    },
                }
                p.lead { (language.say(words::LEAD)) }
                ol.card.rows {
                    @for (place, entry) in self.entries.iter().enumerate() {
                        li.entry { (self.entry(language, entry, place == 0)) }
                    }
                    @if self.entries.is_empty() { li.row { span.row-set { (language.say(words::NONE)) } } }
                }
            }
        }
    }

    fn entry(&self, language: Language, entry: &Told, is_newest: bool) -> Markup {
        let shown =
            entry.changed.iter().take(SHOWN).map(String::as_str).collect::<Vec<_>>().join(" · ");
        html! {
            div {
                p.when { b { (entry.at) } " " span { (entry.by) } }
                p.what {
                    @if entry.changed.is_empty() { (language.say(words::FIRST)) }
                    @else { (shown) @if entry.changed.len() > SHOWN { " " (words::more(language, entry.changed.len() - SHOWN)) } }
                }
                @if entry.is_beside {
                    p { span.tag title=(language.say(words::BESIDE_TEXT)) { (language.say(words::BESIDE)) } }
                }
            }
            div.does {
                a.button href=(format!("{}/{}", self.carried.to, entry.id)) { (language.say(words::SHOW)) span.aloud { (entry.at) } }
                @if is_newest {
                    span.tag { (language.say(words::NOW)) }
                } @else {
                    form method="post" action=(self.carried.to) {
                        (carried(self.carried.token, self.carried.form))
                        input type="hidden" name=(BASED_ON) value=(self.carried.based_on);
                        input type="hidden" name=(ENTRY) value=(entry.id);
                        button { (language.say(words::RESTORE)) span.aloud { (entry.at) } }
                    }
                }
            }
        }
    }
}
