//! The door: signing in, and what to do where there is no admin key.

use maud::{Markup, html};

use super::form::{Field, token_field};
use super::icons;
use super::language::Language;
use super::page::{Bar, Page};
use super::place::SIGN_IN;
use super::words::door as words;
use super::words::form::{COPIED, COPY};
use crate::config::NoAdminKey;
use crate::pages::document::Rendered;

/// What the field of the key is called in a form.
pub(crate) const KEY: &str = "key";
/// The box of a person whose device is their own.
pub(crate) const MY_DEVICE: &str = "my_device";
/// Where to go after signing in.
pub(crate) const NEXT: &str = "next";
/// What was typed into a form whose session was over, as it was sent.
pub(crate) const TYPED: &str = "typed";

/// Why a key is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Asked {
    /// The person came to the door.
    First,
    /// The page needs a key.
    ForPage,
    /// The session ended while a form was filled in.
    SessionOver,
    /// The session ended before a file was sent.
    FileOver,
    /// No key was sent.
    NoKey,
    /// Nobody has the key that was sent.
    WrongKey,
    /// Too many tries in a minute.
    TooOften,
    /// Storage did not answer.
    Storage,
}

/// The form for a key.
pub(crate) struct SignIn<'a> {
    pub(crate) asked: Asked,
    /// A page of the desk, to go to afterwards.
    pub(crate) next: Option<&'a str>,
    /// What was typed into a form whose session was over.
    pub(crate) typed: Option<&'a str>,
}

impl SignIn<'_> {
    /// The page.
    pub(crate) fn render(&self, language: Language, here: &str) -> Rendered {
        let title = language.say(words::SIGN_IN);
        let body = self.body(language);
        Page { language, title, here, class: "door", bar: Bar::Door, body }.render()
    }

    fn body(&self, language: Language) -> Markup {
        let (note, error) = match self.asked {
            Asked::First => (None, None),
            Asked::ForPage => (Some(words::PLEASE), None),
            Asked::SessionOver => (Some(words::SESSION_OVER), None),
            Asked::FileOver => (Some(words::FILE_OVER), None),
            Asked::NoKey => (None, Some(words::NO_KEY)),
            Asked::WrongKey => (None, Some(words::WRONG_KEY)),
            Asked::TooOften => (None, Some(words::TOO_OFTEN)),
            Asked::Storage => (None, Some(words::STORAGE)),
        };
        let field = Field {
            name: KEY,
            label: language.say(words::KEY),
            hint: language.say(words::KEY_HINT),
            error: error.map(|error| language.say(error)),
        };
        html! {
            section.card.small {
                h1 { (language.say(words::SIGN_IN)) }
                @if let Some(note) = note { p.note { (language.say(note)) } }
                form method="post" action=(SIGN_IN) {
                    // A password manager keeps a password together with a user name.
                    input.away type="text" name="user" autocomplete="username" value="Koe" readonly
                        tabindex="-1" aria-hidden="true";
                    (field.around(|id, described| html! {
                        input.text.code id=(id) type="password" name=(KEY) required maxlength="300"
                            autocomplete="current-password" autocapitalize="none" spellcheck="false"
                            aria-describedby=[described] aria-invalid=[error.map(|_| "true")];
                    }))
                    label.tick {
                        input type="checkbox" name=(MY_DEVICE) value="1";
                        span {
                            (language.say(words::MY_DEVICE))
                            small { (language.say(words::MY_DEVICE_HINT)) }
                        }
                    }
                    @if let Some(next) = self.next { input type="hidden" name=(NEXT) value=(next); }
                    @if let Some(typed) = self.typed { input type="hidden" name=(TYPED) value=(typed); }
                    div.actions { button.primary { (language.say(words::SIGN_IN)) } }
                }
            }
        }
    }
}

/// What was typed before the session ended, to be sent by the one that has begun.
pub(crate) struct GoOn<'a> {
    pub(crate) token: &'a str,
    /// Where it was sent.
    pub(crate) to: &'a str,
    /// Names and values, without the token of the session that is over.
    pub(crate) fields: &'a [(String, String)],
}

impl GoOn<'_> {
    /// The page.
    pub(crate) fn render(&self, language: Language, here: &str) -> Rendered {
        let title = language.say(words::GO_ON_TITLE);
        let body = html! {
            section.card.small {
                h1 { (title) }
                p { (language.say(words::GO_ON_TEXT)) }
                form method="post" action=(self.to) {
                    (token_field(self.token))
                    @for (name, value) in self.fields {
                        // Of several lines, so that the line ends stay.
                        textarea.away name=(name) readonly tabindex="-1" aria-hidden="true" { "\n" (value) }
                    }
                    div.actions { button.primary { (language.say(words::GO_ON)) } }
                }
            }
        };
        let bar = Bar::Deployment { token: self.token };
        Page { language, title, here, class: "door", bar, body }.render()
    }
}

/// The page of a deployment without an admin key.
pub(crate) struct NoDoor<'a> {
    pub(crate) why: NoAdminKey,
    /// A new random key.
    pub(crate) key: &'a str,
}

impl NoDoor<'_> {
    /// The page.
    pub(crate) fn render(&self, language: Language, here: &str) -> Rendered {
        let title = language.say(words::NO_ADMIN_KEY);
        let why = match self.why {
            NoAdminKey::Missing => words::MISSING,
            NoAdminKey::TooShort => words::TOO_SHORT,
            NoAdminKey::Example => words::EXAMPLE,
        };
        let body = html! {
            section.card.small {
                h1 { (icons::alert()) (title) }
                p { (language.say(why)) }
                p { (language.say(words::RANDOM)) }
                (to_copy(language, self.key))
                ol.steps { @for step in words::STEPS { li { (language.say(step)) } } }
                details.more {
                    summary { (language.say(words::BY_COMMAND)) }
                    (to_copy(language, "npx wrangler secret put ADMIN_KEY"))
                }
            }
        };
        Page { language, title, here, class: "door", bar: Bar::Door, body }.render()
    }
}

/// A text to copy: with a script by a button, without one by hand.
pub(crate) fn to_copy(language: Language, text: &str) -> Markup {
    html! {
        div.copy {
            code { (text) }
            button.quiet type="button" hidden data-copy=(text) data-copied=(language.say(COPIED)) {
                (language.say(COPY))
            }
        }
    }
}
