//! The prompt's typeface, as far as the owner decides it.
//!
//! It ends up inside a stylesheet, so only what is a list of font families there is accepted: an
//! open quote or a stray word would take the rest of the sheet with it.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The longest list accepted: eight families with long names.
const MAX_FONT_CHARS: usize = 200;

/// Words that a list of families may not hold unquoted: alone they are a value of another kind.
const RESERVED: [&str; 6] = ["default", "inherit", "initial", "revert", "revert-layer", "unset"];

/// The typeface of a prompt: `system`, `inherit`, or a list of font families on the wire.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Font {
    /// The visitor's system face, with the faces for its language.
    #[default]
    System,
    /// What the host page sets its text in.
    Inherit,
    /// These families, in this order; the system face where none is there.
    Families(String),
}

/// A string that is no list of font families.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidFont {
    /// The string as it was given, cut to what a message can bear.
    pub given: String,
}

impl fmt::Display for InvalidFont {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "font {:?} is not system, inherit or a list of font families of at most \
             {MAX_FONT_CHARS} characters",
            self.given
        )
    }
}

impl std::error::Error for InvalidFont {}

impl Font {
    /// The value for the stylesheet; `None` for the system face, which it has anyway.
    #[must_use]
    pub fn css(&self) -> Option<&str> {
        match self {
            Self::System => None,
            Self::Inherit => Some("inherit"),
            Self::Families(families) => Some(families),
        }
    }
}

/// Whether `list` is a comma-separated list of families, each quoted or made of plain words. No
/// name of a typeface has a comma in it, so a comma always ends one.
fn is_family_list(list: &str) -> bool {
    list.chars().count() <= MAX_FONT_CHARS && list.split(',').all(|family| is_family(family.trim()))
}

fn is_family(family: &str) -> bool {
    let within = |quote: char| family.strip_prefix(quote)?.strip_suffix(quote);
    if let Some(name) = within('"').or_else(|| within('\'')) {
        return !name.trim().is_empty() && name.chars().all(|c| c == ' ' || is_part(c));
    }
    let mut words = family.split(' ').filter(|word| !word.is_empty()).peekable();
    words.peek().is_some()
        && !RESERVED.iter().any(|reserved| family.eq_ignore_ascii_case(reserved))
        && words.all(is_word)
}

/// A CSS identifier: a letter, perhaps after one hyphen, and then letters, digits and hyphens.
fn is_word(word: &str) -> bool {
    word.strip_prefix('-').unwrap_or(word).starts_with(char::is_alphabetic)
        && word.chars().all(is_part)
}

fn is_part(c: char) -> bool {
    c == '-' || c.is_ascii_digit() || c.is_alphabetic()
}

impl FromStr for Font {
    type Err = InvalidFont;

    fn from_str(given: &str) -> Result<Self, InvalidFont> {
        match given {
            "system" => Ok(Self::System),
            "inherit" => Ok(Self::Inherit),
            list if is_family_list(list) => Ok(Self::Families(list.to_owned())),
            _ => Err(InvalidFont { given: given.chars().take(80).collect() }),
        }
    }
}

impl TryFrom<String> for Font {
    type Error = InvalidFont;

    fn try_from(given: String) -> Result<Self, InvalidFont> {
        given.parse()
    }
}

impl From<Font> for String {
    fn from(font: Font) -> Self {
        font.css().unwrap_or("system").to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::Font;

    #[test]
    fn a_font_is_the_system_s_the_page_s_or_a_list_of_families() {
        let css = |given: &str| given.parse::<Font>().map(|font| font.css().map(str::to_owned));
        assert_eq!(css("system").unwrap(), None);
        assert_eq!(css("inherit").unwrap().as_deref(), Some("inherit"));
        for list in [
            "Georgia, serif",
            "\"Noto Serif JP\", 'Yu Mincho', serif",
            "-apple-system, Segoe UI, sans-serif",
            "ヒラギノ角ゴ ProN",
            "'8bit'",
        ] {
            assert_eq!(css(list).unwrap().as_deref(), Some(list));
        }
    }

    #[test]
    fn what_could_break_out_of_a_stylesheet_is_refused() {
        let long = "a".repeat(201);
        for given in [
            "",
            " ",
            "Georgia,",
            "Georgia,,serif",
            "\"Georgia",
            "Georgia\"",
            "\"A\" \"B\"",
            "\"\"",
            "\"A'B\"",
            "\"A, B\"",
            "8bit",
            "--x",
            "Arial; color: red",
            "Arial} .panel{display: none",
            "url(x)",
            "var(--x)",
            "a\\b",
            "a/*b*/",
            "a\nb",
            "inherit, serif",
            "UNSET",
            long.as_str(),
        ] {
            assert!(given.parse::<Font>().is_err(), "{given:?}");
        }
    }

    #[test]
    fn a_font_is_written_as_it_was_read() {
        for given in ["system", "inherit", "Georgia, serif"] {
            assert_eq!(String::from(given.parse::<Font>().unwrap()), given);
        }
    }
}
