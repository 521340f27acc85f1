//! 変えたこと: what the owner changed, on which day, and what the answers say before and after it.

mod answer;

use jiff::civil::Date;
use maud::{Markup, html};

pub(crate) use self::answer::{Answer, Untold};
use super::charts::hatching;
use super::form::{Field, carried};
use super::icons;
use super::language::Language;
use super::words::{frame, notes as words, touchpoints};
use crate::notes::Note;
use crate::pages::fields::Fields;
use crate::pages::moment::day;

/// The field that names the note to delete.
pub(crate) const DELETE: &str = "delete";
/// The choice of the note that is judged.
pub(crate) const ASK: &str = "ask";

/// A note as the list has it.
pub(crate) struct Listed {
    pub(crate) note: Note,
    /// What the answers say; none where nobody asked yet.
    pub(crate) answer: Option<Answer>,
}

/// The page.
pub(crate) struct Notes<'a> {
    pub(crate) language: Language,
    /// Where forms are sent: the address, with what was just written and deleted.
    pub(crate) to: &'a str,
    /// Where the score over time is.
    pub(crate) trend: &'a str,
    pub(crate) token: &'a str,
    pub(crate) form: &'a str,
    pub(crate) today: Date,
    /// The newest day first.
    pub(crate) listed: &'a [Listed],
    /// The touchpoints of the site.
    pub(crate) touchpoints: &'a [&'a str],
    /// Whether the person may write and delete.
    pub(crate) may_write: bool,
    /// What was done just now.
    pub(crate) done: Option<Done>,
    /// What was typed.
    pub(crate) typed: &'a Fields,
    /// What is wrong, and in which field. An empty name stands for the whole form.
    pub(crate) error: Option<(&'a str, &'a str)>,
}

/// What was done just now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Done {
    Written,
    Deleted,
}

impl Notes<'_> {
    /// What stands in the page.
    pub(crate) fn body(&self) -> Markup {
        let say = |text| self.language.say(text);
        html! {
            (hatching())
            div.head {
                a.back href=(self.trend) { (icons::back()) (say(words::TO_TREND)) }
                h1 { (say(frame::NOTES)) }
            }
            @match self.done {
                Some(Done::Written) => (done(say(words::WRITTEN))),
                Some(Done::Deleted) => (done(say(words::DELETED))),
                None => {},
            }
            div.note-list {
                section {
                    p.lead { (say(words::LEAD)) }
                    @if self.may_write { (self.writing()) }
                }
                section {
                    @if self.listed.is_empty() { p.card.quiet { (say(words::NONE)) } }
                    @for listed in self.listed { (self.entry(listed)) }
                }
            }
        }
    }

    fn writing(&self) -> Markup {
        let say = |text| self.language.say(text);
        let error =
            |field: &str| self.error.filter(|(name, _)| *name == field).map(|(_, text)| text);
        let typed = |name: &str| self.typed.get(name).unwrap_or_default();
        let field =
            |name: &'static str, label, hint| Field { name, label, hint, error: error(name) };
        let today = self.today.to_string();
        let at = self.typed.get("at").unwrap_or(&today);
        html! {
            form.card method="post" action=(self.to) {
                (carried(self.token, self.form))
                h2 { (say(words::NEW)) }
                @if let Some(text) = error("") {
                    p.note.urgent role="alert" { (icons::alert()) span { (text) } }
                }
                (field("at", say(words::DAY), "").around(|id, described| html! {
                    input.text.day id=(id) name="at" type="date" value=(at) max=(today) required
                        aria-describedby=[described] aria-invalid=[error("at").map(|_| "true")];
                }))
                (field("text", say(words::TEXT), say(words::TEXT_HINT)).text(typed("text")))
                (field("touchpoint", say(words::TOUCHPOINT), "").around(|id, described| html! {
                    select id=(id) name="touchpoint" aria-describedby=[described] {
                        option value="" { (say(words::EVERYWHERE)) }
                        @for touchpoint in self.touchpoints {
                            option value=(touchpoint) selected[typed("touchpoint") == *touchpoint] {
                                (touchpoints::name(self.language, touchpoint))
                            }
                        }
                    }
                }))
                div.actions { button.primary { (say(words::ADD)) } }
            }
        }
    }

    fn entry(&self, listed: &Listed) -> Markup {
        let (say, Note { id, at, text, touchpoint }) =
            (|text| self.language.say(text), &listed.note);
        let when = day(*at, self.today, self.language.locale());
        html! {
            article.card.changed-thing id=(id) aria-labelledby=(format!("{id}-text")) {
                p.when {
                    time datetime=(at) { (when) }
                    @if let Some(touchpoint) = touchpoint {
                        span.tag { (touchpoints::name(self.language, touchpoint.as_str())) }
                    }
                }
                h2 id=(format!("{id}-text")) { bdi { (text) } }
                @match &listed.answer {
                    Some(answer) => {
                        h3 { (say(words::DID_IT_HELP)) }
                        (answer.render(self.language, self.today))
                    },
                    None => p {
                        a.button href=(self.asking(id.as_str())) {
                            (say(words::ASK)) span.aloud { (text) }
                        }
                    },
                }
                @if self.may_write {
                    details.more {
                        summary { (say(words::DELETE)) span.aloud { (text) } }
                        form method="post" action=(self.to) {
                            (carried(self.token, self.form))
                            input type="hidden" name=(DELETE) value=(id);
                            p.hint { (say(words::CONFIRM)) }
                            div.actions { button.danger { (say(words::DO_DELETE)) } }
                        }
                    }
                }
            }
        }
    }

    /// The address that judges a note.
    fn asking(&self, id: &str) -> String {
        let sign = if self.to.contains('?') { '&' } else { '?' };
        format!("{}{sign}{ASK}={id}#{id}", self.to)
    }
}

fn done(text: &str) -> Markup {
    html! { p.note.done role="status" { (icons::tick()) span { (text) } } }
}
