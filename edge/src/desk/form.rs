//! What every form of the desk has: the token of its session, the id that it was given when it was shown, and
//! fields that say what is wrong with them.

use maud::{Markup, html};

use super::icons;

/// The field of the session's token.
pub(crate) const TOKEN: &str = "token";
/// The field of the form's id.
pub(crate) const FORM: &str = "form";

/// The token of a session, as a form carries it.
pub(crate) fn token_field(token: &str) -> Markup {
    html! { input type="hidden" name=(TOKEN) value=(token); }
}

/// The token, and the id that makes a form count once however often it is sent.
pub(crate) fn carried(token: &str, form: &str) -> Markup {
    html! {
        (token_field(token))
        input type="hidden" name=(FORM) value=(form);
    }
}

/// A field with its label above, its hint below, and what is wrong with it in between.
pub(crate) struct Field<'a> {
    pub(crate) name: &'a str,
    pub(crate) label: &'a str,
    /// How it is meant, in a sentence; or nothing.
    pub(crate) hint: &'a str,
    /// What is wrong with the value that was sent.
    pub(crate) error: Option<&'a str>,
}

impl Field<'_> {
    /// Lays out the control, which takes the id and the description it is given.
    pub(crate) fn around(&self, control: impl FnOnce(&str, Option<&str>) -> Markup) -> Markup {
        let (hint, error) = (format!("{}-hint", self.name), format!("{}-error", self.name));
        let described = [(!self.hint.is_empty()).then_some(&hint), self.error.map(|_| &error)];
        let described: Vec<&str> = described.into_iter().flatten().map(String::as_str).collect();
        let described = (!described.is_empty()).then(|| described.join(" "));
        html! {
            div.field.wrong[self.error.is_some()] {
                label for=(self.name) { (self.label) }
                (control(self.name, described.as_deref()))
                @if let Some(text) = self.error {
                    p.error id=(error) { (icons::alert()) span { (text) } }
                }
                @if !self.hint.is_empty() { p.hint id=(hint) { (self.hint) } }
            }
        }
    }

    /// A line of text.
    pub(crate) fn text(&self, value: &str) -> Markup {
        self.around(|id, described| {
            html! {
                input.text id=(id) name=(self.name) value=(value) aria-describedby=[described]
                    aria-invalid=[self.error.map(|_| "true")];
            }
        })
    }
}
