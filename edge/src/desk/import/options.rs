//! What a person may say of a file that the file does not say.

use maud::{Markup, html};

use crate::desk::form::Field;
use crate::desk::icons;
use crate::desk::language::{Bilingual, Language, both};
use crate::desk::words::import as words;
use crate::pages::fields::Fields;

/// A survey to choose.
pub(crate) struct SurveyChoice {
    pub(crate) id: String,
    pub(crate) label: String,
}

/// Encodings to choose, by the names that the reader knows.
const CHARSETS: [(&str, Bilingual); 6] = [
    ("", words::BY_FILE),
    ("utf-8", both("UTF-8", "UTF-8")),
    ("shift_jis", both("Shift_JIS", "Shift_JIS")),
    ("utf-16", both("UTF-16", "UTF-16")),
    ("windows-1252", both("Latin-1 (Windows-1252)", "Latin-1 (Windows-1252)")),
    ("euc-jp", both("EUC-JP", "EUC-JP")),
];
const ORDERS: [(&str, Bilingual); 3] =
    [("", words::BY_FILE), ("dmy", words::DAY_FIRST), ("mdy", words::MONTH_FIRST)];
const FORMATS: [(&str, Bilingual); 3] =
    [("", words::NO_NUMBERS), ("excel", words::EXCEL), ("unix", words::UNIX)];

/// The fields, filled with what was typed.
pub(super) struct OptionFields<'a> {
    pub(super) surveys: &'a [SurveyChoice],
    pub(super) typed: &'a Fields,
}

impl OptionFields<'_> {
    /// The choice of a survey. Where there is one alone, it is chosen.
    pub(super) fn survey(&self, language: Language) -> Markup {
        let field = Field {
            name: "survey",
            label: language.say(words::SURVEY),
            hint: language.say(words::SURVEY_HINT),
            error: None,
        };
        let said = self.typed.get("survey");
        let only = match self.surveys {
            [only] if !self.typed.has("survey") => Some(only.id.as_str()),
            _ => None,
        };
        let chosen = said.or(only);
        let is_known = chosen.is_none_or(|chosen| self.surveys.iter().any(|s| s.id == chosen));
        field.around(|id, described| {
            html! {
                select id=(id) name="survey" aria-describedby=[described] {
                    option value="" { (language.say(words::SURVEY_IN_FILE)) }
                    @for survey in self.surveys {
                        option value=(survey.id) selected[chosen == Some(&*survey.id)] { (survey.label) }
                    }
                    // One that the site does not have is shown, so that the refusal is understood.
                    @if let Some(unknown) = chosen.filter(|_| !is_known) {
                        option value=(unknown) selected { (unknown) }
                    }
                }
            }
        })
    }

    /// What is seldom needed, folded away unless it was used.
    pub(super) fn seldom(&self, language: Language) -> Markup {
        let names = ["date_order", "date_format", "answered_at", "charset"];
        let is_used = names.iter().any(|name| self.typed.get(name).is_some());
        let time = Field {
            name: "answered_at",
            label: language.say(words::ANSWERED_AT),
            hint: language.say(words::ANSWERED_AT_HINT),
            error: None,
        };
        html! {
            details.more.apart open[is_used] {
                summary { (language.say(words::SELDOM)) (icons::down()) }
                (self.choice(language, "date_order", words::DATE_ORDER, &ORDERS))
                (self.choice(language, "date_format", words::DATE_FORMAT, &FORMATS))
                (time.text(self.typed.get("answered_at").unwrap_or_default()))
                (self.choice(language, "charset", words::CHARSET, &CHARSETS))
            }
        }
    }

    fn choice(
        &self,
        language: Language,
        name: &str,
        label: Bilingual,
        choices: &[(&str, Bilingual)],
    ) -> Markup {
        let field = Field { name, label: language.say(label), hint: "", error: None };
        let chosen = self.typed.get(name).unwrap_or_default();
        field.around(|id, described| {
            html! {
                select id=(id) name=(name) aria-describedby=[described] {
                    @for (value, text) in choices {
                        option value=(value) selected[*value == chosen] { (language.say(*text)) }
                    }
                }
            }
        })
    }
}
