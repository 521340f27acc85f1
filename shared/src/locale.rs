//! Languages: BCP 47 tags in one spelling, texts in several of them, and which one a visitor gets.

use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::fmt;
use std::iter;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The longest tag accepted: the length that RFC 5646 tells everybody to have room for.
pub const MAX_LOCALE_BYTES: usize = 35;

/// A BCP 47 tag, well-formed, in the usual spelling (`ja`, `en-GB`, `zh-Hant-TW`).
///
/// Whether a registry knows its parts is not checked: a language we never heard of is a language.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(type = "string"))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String, max_length = 35, pattern = "^[A-Za-z]{2,8}(?:(?:-[A-Za-z0-9]{1,8})*-[A-Za-z0-9]{2,8})?$", examples("ja")))]
pub struct Locale(String);

/// A string that is no BCP 47 tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidLocale {
    /// The string as it was given, cut to what a message can bear.
    pub given: String,
}

impl fmt::Display for InvalidLocale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "locale {:?} is not a BCP 47 tag of at most 35 characters", self.given)
    }
}

impl std::error::Error for InvalidLocale {}

impl Locale {
    /// The tag.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The language alone: `zh` of `zh-Hant-TW`.
    #[must_use]
    pub fn language(&self) -> &str {
        self.0.split('-').next().unwrap_or(&self.0)
    }

    /// The tags under which a text for this one may stand, the closest first: `zh-Hant-TW`,
    /// `zh-Hant`, `zh`.
    pub fn lookup(&self) -> impl Iterator<Item = &str> {
        iter::successors(Some(self.as_str()), |tag| tag.rsplit_once('-').map(|(rest, _)| rest))
            .flat_map(|tag| [Some(tag), written_as(tag)])
            .flatten()
    }

    /// Which way its lines run.
    #[must_use]
    pub fn direction(&self) -> Direction {
        // A script in the tag says more than its language: Kurdish is written both ways.
        let script = self.0.split('-').find(|part| part.len() == 4);
        let rtl = match script {
            Some(script) => matches!(script, "Arab" | "Hebr" | "Syrc" | "Thaa" | "Nkoo" | "Adlm"),
            None => matches!(
                self.language(),
                "ar" | "ckb" | "dv" | "fa" | "he" | "ps" | "sd" | "ug" | "ur" | "yi"
            ),
        };
        if rtl { Direction::Rtl } else { Direction::Ltr }
    }
}

/// What a language is written in where its tag does not say so. The sender knows the same few:
/// both are held against `shared/tests/vectors/languages.json`.
fn written_as(tag: &str) -> Option<&'static str> {
    match tag {
        "zh-HK" | "zh-MO" | "zh-TW" => Some("zh-Hant"),
        "nn" | "no" => Some("nb"),
        _ => None,
    }
}

/// Which way lines run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Direction {
    /// Left to right.
    Ltr,
    /// Right to left.
    Rtl,
}

/// One text in several languages.
pub type Localized = BTreeMap<Locale, String>;

/// Picks the language of a prompt: the first of `requested` that is offered, as it is, under a
/// shorter tag, or as another variety of the same language (`en-GB` finds `en`, and `en` finds
/// `en-GB`); else `fallback`.
pub fn pick_language<'a>(
    requested: impl IntoIterator<Item = &'a str>,
    offered: &'a [Locale],
    fallback: &'a Locale,
) -> &'a Locale {
    requested
        .into_iter()
        .filter_map(|tag| tag.parse::<Locale>().ok())
        .find_map(|wanted| closest(&wanted, offered))
        .unwrap_or(fallback)
}

fn closest<'a>(wanted: &Locale, offered: &'a [Locale]) -> Option<&'a Locale> {
    let by = |matches: &dyn Fn(&Locale) -> bool| offered.iter().find(|tag| matches(tag));
    wanted.lookup().find_map(|tag| {
        by(&|offered| offered.as_str() == tag)
            .or_else(|| by(&|offered| offered.lookup().any(|kin| kin == tag)))
    })
}

/// One spelling for each tag: language small, script with a capital, region large.
fn spelled(tag: &str) -> Option<String> {
    if tag.len() > MAX_LOCALE_BYTES {
        return None;
    }
    let mut spelling = String::with_capacity(tag.len());
    let mut after_singleton = false;
    for (place, part) in tag.split('-').enumerate() {
        let legal = if place == 0 {
            (2..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphabetic())
        } else {
            (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
        };
        if !legal {
            return None;
        }
        if place > 0 {
            spelling.push('-');
        }
        let part = part.to_ascii_lowercase();
        match part.len() {
            2 if place > 0 && !after_singleton => spelling.push_str(&part.to_ascii_uppercase()),
            4 if place > 0 && !after_singleton && !part.as_bytes()[0].is_ascii_digit() => {
                spelling.push_str(&part[..1].to_ascii_uppercase());
                spelling.push_str(&part[1..]);
            }
            _ => spelling.push_str(&part),
        }
        after_singleton |= part.len() == 1;
    }
    // A single letter introduces an extension, so it can't be the last part.
    spelling.rsplit('-').next().is_none_or(|last| last.len() != 1).then_some(spelling)
}

impl FromStr for Locale {
    type Err = InvalidLocale;

    fn from_str(given: &str) -> Result<Self, InvalidLocale> {
        spelled(given).map(Self).ok_or_else(|| InvalidLocale {
            given: given.chars().take(MAX_LOCALE_BYTES + 1).collect(),
        })
    }
}

impl TryFrom<String> for Locale {
    type Error = InvalidLocale;

    fn try_from(given: String) -> Result<Self, InvalidLocale> {
        given.parse()
    }
}

impl From<Locale> for String {
    fn from(locale: Locale) -> Self {
        locale.0
    }
}

impl Borrow<str> for Locale {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::{Direction, Locale, pick_language};

    fn locale(tag: &str) -> Locale {
        tag.parse().unwrap()
    }

    #[test]
    fn a_tag_has_one_spelling() {
        for (given, usual) in [
            ("ja", "ja"),
            ("JA-jp", "ja-JP"),
            ("zh-hant-tw", "zh-Hant-TW"),
            ("es-419", "es-419"),
            ("de-1996", "de-1996"),
            ("en-u-ca-buddhist", "en-u-ca-buddhist"),
            ("ar-u-nu-LATN", "ar-u-nu-latn"),
            ("en-x-TW", "en-x-tw"),
        ] {
            assert_eq!(locale(given).as_str(), usual);
        }
    }

    #[test]
    fn what_is_no_tag_is_refused_with_its_text() {
        let long = format!("en-{}", "abcdefgh-".repeat(4));
        for given in ["", "j", "日本語", "en_GB", "en-", "-en", "en--GB", "e1", "en-u", &long] {
            assert!(given.parse::<Locale>().is_err(), "{given:?}");
        }
        assert_eq!(
            "en_GB".parse::<Locale>().unwrap_err().to_string(),
            "locale \"en_GB\" is not a BCP 47 tag of at most 35 characters"
        );
    }

    #[test]
    fn lines_run_as_the_script_says_else_as_the_language_is_usually_written() {
        for (tag, direction) in [
            ("ja", Direction::Ltr),
            ("ar-EG", Direction::Rtl),
            ("he", Direction::Rtl),
            ("ku-Arab", Direction::Rtl),
            ("az-Latn-IR", Direction::Ltr),
            ("ur-Latn", Direction::Ltr),
        ] {
            assert_eq!(locale(tag).direction(), direction, "{tag}");
        }
    }

    #[test]
    fn a_visitor_gets_the_first_of_their_languages_that_is_offered_else_the_site_s() {
        // The sender picks by the same cases.
        #[derive(serde::Deserialize)]
        struct Case {
            wishes: Vec<String>,
            offered: Vec<Locale>,
            picked: Locale,
        }
        let cases: Vec<Case> =
            serde_json::from_str(include_str!("../tests/vectors/languages.json")).unwrap();
        for Case { wishes, offered, picked } in cases {
            let wishes = wishes.iter().map(String::as_str);
            let fallback = locale("ja");
            let got = pick_language(wishes.clone(), &offered, &fallback);
            assert_eq!(*got, picked, "{:?} of {offered:?}", wishes.collect::<Vec<_>>());
        }
    }
}
