//! What was understood of a file, before anything is stored.

use koe_shared::import::{DateOrder, Field, Outline, Separator};
use maud::{Markup, html};

use super::columns::{Column, table};
use super::options::OptionFields;
use super::understood::{number, understood};
use super::{BY_SCRIPT, DO, FILE_NAME, Ground, IMPORT, SEEN, TABLE, script, warning};
use crate::answers::Preview;
use crate::desk::form::token_field;
use crate::desk::icons;
use crate::desk::language::Language;
use crate::desk::place::SitePage;
use crate::desk::settings::name;
use crate::desk::setup::form::head;
use crate::desk::words::import as words;
use crate::desk::words::import_table as table_words;

/// What came of reading it.
pub(crate) enum Read<'a> {
    /// It can be imported.
    Understood(&'a Preview),
    /// It can't, for this reason.
    Refused(String),
}

/// The page.
pub(crate) struct Look<'a> {
    pub(crate) ground: Ground<'a>,
    pub(crate) file_name: &'a str,
    /// Its bytes, to be sent once more; none where the script holds the file.
    pub(crate) table: Option<&'a str>,
    /// The size of the file in the script's hands, and whether that is more than was sent.
    pub(crate) by_script: Option<(u64, bool)>,
    pub(crate) outline: Option<&'a Outline>,
    pub(crate) columns: &'a [Column],
    pub(crate) read: Read<'a>,
    /// When the first answers were given, in the site's time zone.
    pub(crate) times: &'a [String],
    /// What the settings are known by.
    pub(crate) seen: &'a str,
    /// What happened before it was read again.
    pub(crate) note: Option<&'a str>,
}

impl Look<'_> {
    /// What stands in the page.
    pub(crate) fn body(&self, language: Language) -> Markup {
        html! {
            (head(language, self.ground.back, language.say(name(SitePage::Import))))
            (script())
            div.column {
                @if let Some(note) = self.note { (warning(note)) }
                (self.form(language))
                @if self.by_script.is_some() { (super::running::running(self.ground, language)) }
            }
        }
    }

    fn form(&self, language: Language) -> Markup {
        let options = OptionFields { surveys: self.ground.surveys, typed: self.ground.typed };
        let export = match &self.read {
            Read::Understood(preview) => preview.plan.export(),
            Read::Refused(_) => None,
        };
        html! {
            form.card method="post" action=(self.ground.to) enctype="multipart/form-data" data-upload
                data-charset=[self.outline.map(|outline| outline.charset.name())]
                data-separator=[self.outline.map(|outline| byte(outline.separator))]
                data-columns=[self.outline.map(|outline| outline.header.len())]
                data-places=[self.places()] data-order=[self.order()]
                data-headers=[self.headers()] {
                (token_field(self.ground.token))
                input type="hidden" name=(FILE_NAME) value=(self.file_name);
                input type="hidden" name=(SEEN) value=(self.seen);
                @if let Some((bytes, _)) = self.by_script { input type="hidden" name=(BY_SCRIPT) value=(bytes); }
                (self.summary(language))
                @match &self.read {
                    Read::Understood(preview) => (understood(language, (preview, self.times), self.is_beginning())),
                    Read::Refused(_) => {},
                }
                @if !self.columns.is_empty() {
                    section.part { h2 { (language.say(words::COLUMNS)) } (table(language, self.columns, export)) }
                }
                section.part {
                    (options.survey(language))
                    (options.seldom(language))
                }
                (self.actions(language))
                // Last, so that whatever is wrong with what stands before it is known without it.
                @if let Some(bytes) = self.table { input type="hidden" name=(TABLE) value=(bytes); }
            }
        }
    }

    fn summary(&self, language: Language) -> Markup {
        html! {
            div {
                h2 {
                    @match self.read {
                        Read::Understood(_) => (language.say(words::READ_AS)),
                        Read::Refused(_) => (language.say(words::NOT_READ)),
                    }
                }
                p.what {
                    b { (self.file_name) }
                    @if let Some(outline) = self.outline {
                        " · " (outline.charset.name()) " · " (language.say(table_words::separator(outline.separator)))
                    }
                    @if let Read::Understood(preview) = self.read {
                        @if let Some(export) = preview.plan.export() { " · " (table_words::export(export)) }
                        " · " (words::rows(language, &number(preview.rows)))
                    }
                }
                @if let Read::Understood(_) = self.read { p.hint { (language.say(words::NOTHING_STORED)) } }
            }
            @if let Read::Refused(text) = &self.read { (warning(text)) }
            @if self.is_beginning() { p.note { span { (language.say(words::LATER_ROWS)) } } }
        }
    }

    fn actions(&self, language: Language) -> Markup {
        let (is_read, fits) = match &self.read {
            Read::Understood(preview) => (true, preview.is_one_request || self.by_script.is_some()),
            Read::Refused(_) => (false, true),
        };
        html! {
            @if !fits { p.note.apart { (icons::alert()) span { (language.say(words::TWO_WAYS)) } } }
            div.actions {
                @if is_read && fits {
                    button.primary name=(DO) value=(IMPORT) { (language.say(words::IMPORT)) }
                }
                button.primary[!is_read] { (language.say(words::LOOK_AGAIN)) }
                a href=(self.ground.to) { (language.say(words::OTHER_FILE)) }
            }
        }
    }

    fn is_beginning(&self) -> bool {
        self.by_script.is_some_and(|(_, is_beginning)| is_beginning)
    }

    /// Where the columns stand by which the script tells equal rows, from 0.
    fn places(&self) -> Option<String> {
        let Read::Understood(preview) = self.read else { return None };
        let names = [
            Field::Survey,
            Field::AnsweredAt,
            Field::Score,
            Field::Comment,
            Field::Respondent,
            Field::ExternalId,
            Field::Ordinal,
            Field::Id,
        ];
        let columns = preview.plan.columns();
        let place = |field: Field| {
            let found = columns.iter().find(|column| column.column == field.name());
            found.map_or_else(|| "-1".to_owned(), |found| (found.place - 1).to_string())
        };
        Some(names.map(place).join(" "))
    }

    /// What the first number of its dates is, which a piece may not tell.
    fn order(&self) -> Option<&'static str> {
        let Read::Understood(preview) = self.read else { return None };
        preview.plan.date_order().map(DateOrder::as_str)
    }

    /// How many records stand above the rows.
    fn headers(&self) -> Option<usize> {
        let Read::Understood(preview) = self.read else { return None };
        Some(preview.plan.headers().count())
    }
}

fn byte(separator: Separator) -> &'static str {
    match separator {
        Separator::Comma => ",",
        Separator::Semicolon => ";",
        Separator::Tab => "\t",
    }
}
