//! Keys: who may do what at a site. A key is shown once, by the reply to the form that made it.

use maud::{Markup, html};

use super::door::to_copy;
use super::form::{Field, carried};
use super::icons;
use super::language::Language;
use super::place::SitePage;
use super::settings::name;
use super::setup::form::head;
use super::words::keys as words;
use crate::sites::Scope;

/// The field that names the key to revoke.
pub(crate) const REVOKE: &str = "revoke";

/// A key as the list has it.
pub(crate) struct Listed {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) scope: Scope,
    /// When it was made.
    pub(crate) at: String,
    /// Whether it is the key of this session.
    pub(crate) is_own: bool,
}

/// The page.
pub(crate) struct Keys<'a> {
    pub(crate) to: &'a str,
    pub(crate) back: &'a str,
    pub(crate) token: &'a str,
    pub(crate) form: &'a str,
    pub(crate) listed: &'a [Listed],
    /// A key that was made just now.
    pub(crate) made: Option<&'a str>,
    pub(crate) is_revoked: bool,
    /// What was typed: a name and a scope.
    pub(crate) typed: (&'a str, Option<Scope>),
    /// What is wrong, and in which field. An empty name stands for the whole form.
    pub(crate) error: Option<(&'a str, &'a str)>,
}

impl Keys<'_> {
    /// What stands in the page.
    pub(crate) fn body(&self, language: Language) -> Markup {
        html! {
            (head(language, self.back, language.say(name(SitePage::Keys))))
            div.column {
                @if let Some(key) = self.made {
                    section.card role="status" {
                        p.note.done { (icons::tick()) span { (language.say(words::MADE)) } }
                        (to_copy(language, key))
                    }
                }
                @if self.is_revoked {
                    p.note.done role="status" { (icons::tick()) span { (language.say(words::REVOKED)) } }
                }
                @if let Some(("", text)) = self.error {
                    p.note.urgent role="alert" { (icons::alert()) span { (text) } }
                }
                p.lead { (language.say(words::LEAD)) }
                ul.card.rows {
                    @for key in self.listed { li.entry { (self.row(language, key)) } }
                    @if self.listed.is_empty() { li.row { span.row-set { (language.say(words::NONE)) } } }
                }
                (self.making(language))
            }
        }
    }

    fn row(&self, language: Language, key: &Listed) -> Markup {
        html! {
            div {
                p { b { (key.name) } @if key.is_own { " " span.tag { (language.say(words::OWN)) } } }
                p.what { (language.say(words::scope(key.scope))) " · " (key.at) " · " code { (key.id) } }
            }
            form method="post" action=(self.to) {
                (carried(self.token, self.form))
                input type="hidden" name=(REVOKE) value=(key.id);
                button.danger { (language.say(words::REVOKE)) span.aloud { (key.name) } }
            }
        }
    }

    fn making(&self, language: Language) -> Markup {
        let error =
            |field: &str| self.error.filter(|(name, _)| *name == field).map(|(_, text)| text);
        let name = Field {
            name: "name",
            label: language.say(words::NAME),
            hint: language.say(words::NAME_HINT),
            error: error("name"),
        };
        let (typed, chosen) = self.typed;
        html! {
            section.card {
                h2 { (language.say(words::NEW)) }
                form method="post" action=(self.to) {
                    (carried(self.token, self.form))
                    (name.text(typed))
                    fieldset {
                        legend { (language.say(words::SCOPE)) }
                        @if let Some(text) = error("scope") { p.error { (icons::alert()) span { (text) } } }
                        @for scope in [Scope::Read, Scope::Care, Scope::Write] {
                            label.choice {
                                input type="radio" name="scope" value=(scope)
                                    checked[chosen.unwrap_or(Scope::Read) == scope];
                                span {
                                    (language.say(words::scope(scope)))
                                    small { (language.say(words::scope_hint(scope))) }
                                }
                            }
                        }
                    }
                    div.actions { button.primary { (language.say(words::MAKE)) } }
                }
            }
        }
    }
}
