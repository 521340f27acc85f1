//! Answers from elsewhere: choosing a file, and what was imported.
//!
//! `look` is the page after a file was chosen, `done` the one after it was imported. The script sends a file in
//! pieces; what it says stands in `running`.

mod columns;
mod done;
mod look;
mod options;
mod running;
mod understood;

use maud::{Markup, html};

pub(crate) use self::columns::{COLUMN, SEGMENT, columns_of};
pub(crate) use self::done::Done;
pub(crate) use self::look::{Look, Read};
use self::options::OptionFields;
pub(crate) use self::options::SurveyChoice;
use super::files::IMPORT_SCRIPT;
use super::form::{Field, token_field};
use super::icons;
use super::language::Language;
use super::place::SitePage;
use super::settings::name;
use super::setup::form::head;
use super::words::import as words;
use crate::pages::fields::Fields;
use crate::pages::figures::grouped;

/// The field of the file.
pub(crate) const FILE: &str = "file";
/// The file once more, as the page after it carries it: in the alphabet of base64 for addresses.
pub(crate) const TABLE: &str = "table";
/// The name of the file, beside it.
pub(crate) const FILE_NAME: &str = "file_name";
/// What is to be done: to look at the file, or to import it.
pub(crate) const DO: &str = "do";
/// The value of [`DO`] that imports.
pub(crate) const IMPORT: &str = "import";
/// What was looked at: the settings by which the page was made.
pub(crate) const SEEN: &str = "seen";
/// Set by the script, which holds the file itself: its size in bytes, of which the beginning may be sent alone.
pub(crate) const BY_SCRIPT: &str = "by_script";
/// The batch to take back.
pub(crate) const UNDO: &str = "undo";

/// A batch as the list has it.
pub(crate) struct Listed {
    pub(crate) batch: String,
    pub(crate) rows: u64,
    /// When the last of it came.
    pub(crate) at: String,
}

/// What every page of the import has.
#[derive(Clone, Copy)]
pub(crate) struct Ground<'a> {
    pub(crate) to: &'a str,
    pub(crate) back: &'a str,
    pub(crate) token: &'a str,
    pub(crate) surveys: &'a [SurveyChoice],
    /// What was chosen and typed.
    pub(crate) typed: &'a Fields,
}

/// The page.
pub(crate) struct Start<'a> {
    pub(crate) ground: Ground<'a>,
    pub(crate) batches: &'a [Listed],
    /// Where the list goes on.
    pub(crate) more: Option<&'a str>,
    /// A batch that is being taken back: how many rows went, and how many are left.
    pub(crate) undone: Option<(&'a str, u64, u64)>,
    /// Why nothing was done.
    pub(crate) trouble: Option<&'a str>,
    /// What is wrong with the chosen file.
    pub(crate) error: Option<&'a str>,
}

impl Start<'_> {
    /// What stands in the page.
    pub(crate) fn body(&self, language: Language) -> Markup {
        html! {
            (head(language, self.ground.back, language.say(name(SitePage::Import))))
            (script())
            div.column {
                @if let Some(text) = self.trouble { (warning(text)) }
                @if let Some(undone) = self.undone { (self.undone(language, undone)) }
                (self.choosing(language))
                (self.list(language))
            }
        }
    }

    fn choosing(&self, language: Language) -> Markup {
        let file = Field {
            name: FILE,
            label: language.say(words::FILE),
            hint: language.say(words::FILE_HINT),
            error: self.error,
        };
        let options = OptionFields { surveys: self.ground.surveys, typed: self.ground.typed };
        html! {
            form.card method="post" action=(self.ground.to) enctype="multipart/form-data" data-upload {
                (token_field(self.ground.token))
                p.lead { (language.say(words::LEAD)) }
                (file.around(|id, described| html! {
                    input.text id=(id) type="file" name=(FILE) required
                        accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values"
                        aria-describedby=[described] aria-invalid=[self.error.map(|_| "true")];
                }))
                (options.survey(language))
                (options.seldom(language))
                div.actions { button.primary { (language.say(words::LOOK)) } }
            }
        }
    }

    fn undone(&self, language: Language, (batch, undone, left): (&str, u64, u64)) -> Markup {
        let text = words::undone(language, undone, left);
        html! {
            div.note.done role="status" {
                (icons::tick())
                div {
                    p { (text) }
                    @if left > 0 {
                        (undo_form(self.ground, batch, &html! {
                            button.primary { (language.say(words::GO_ON_UNDOING)) }
                        }, language))
                    }
                }
            }
        }
    }

    fn list(&self, language: Language) -> Markup {
        html! {
            section {
                h2 { (language.say(words::BATCHES)) }
                ul.card.rows.apart {
                    @for listed in self.batches {
                        li.entry {
                            div {
                                p { b { (listed.at) } " · " (words::rows(language, &grouped(listed.rows))) }
                                p.what { code { (short(&listed.batch)) } }
                            }
                            (undo_form(self.ground, &listed.batch, &html! {
                                button.danger { (language.say(words::UNDO)) span.aloud { (listed.at) } }
                            }, language))
                        }
                    }
                    @if self.batches.is_empty() {
                        li.row { span.row-set { (language.say(words::NO_BATCH)) } }
                    }
                    @if let Some(more) = self.more {
                        li { a href=(more) { span.row-name { (language.say(words::MORE_BATCHES)) } (icons::onward()) } }
                    }
                }
                p.hint { (language.say(words::BATCHES_HINT)) }
            }
        }
    }
}

/// The form that takes a batch back: a piece at each sending, all of it with a script.
fn undo_form(ground: Ground<'_>, batch: &str, button: &Markup, language: Language) -> Markup {
    html! {
        form method="post" action=(ground.to) data-undo=(language.say(words::UNDOING))
            data-done=(words::undone(language, 0, 0).replace('0', "{done}"))
            data-wait=(language.say(words::SCRIPT[1].1))
            data-failed=(language.say(words::UNDOING_FAILED)) {
            (token_field(ground.token))
            input type="hidden" name=(UNDO) value=(batch);
            (button)
            span.changed role="status" {}
        }
    }
}

/// The script of these pages. One that took the place of another page's content does not load it again.
fn script() -> Markup {
    html! { script defer src=(IMPORT_SCRIPT.path) {} }
}

fn warning(text: &str) -> Markup {
    html! { p.note.urgent role="alert" { (icons::alert()) span { (text) } } }
}

/// A name of a batch, cut: most are hashes.
fn short(batch: &str) -> &str {
    batch.get(..12).unwrap_or(batch)
}
