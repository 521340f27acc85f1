//! The languages of the desk, and a text in both.

use std::sync::LazyLock;

use koe_shared::locale::Locale;

/// A language of the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    /// Polite, short Japanese.
    Japanese,
    /// English, for everybody else.
    English,
}

/// A text in both languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Bilingual {
    japanese: &'static str,
    english: &'static str,
}

/// A text, Japanese first.
pub(crate) const fn both(japanese: &'static str, english: &'static str) -> Bilingual {
    Bilingual { japanese, english }
}

static JA: LazyLock<Locale> =
    LazyLock::new(|| "ja".parse().expect("a tag of two letters is legal"));
static EN: LazyLock<Locale> =
    LazyLock::new(|| "en".parse().expect("a tag of two letters is legal"));

impl Language {
    /// Both, as a switch lists them.
    pub(crate) const ALL: [Self; 2] = [Self::Japanese, Self::English];

    /// The text in this language.
    pub(crate) const fn say(self, text: Bilingual) -> &'static str {
        match self {
            Self::Japanese => text.japanese,
            Self::English => text.english,
        }
    }

    /// Its tag.
    pub(crate) const fn tag(self) -> &'static str {
        self.say(both("ja", "en"))
    }

    /// Its name in itself.
    pub(crate) const fn name(self) -> &'static str {
        self.say(both("日本語", "English"))
    }

    /// The language as dates and numerals go by it.
    pub(crate) fn locale(self) -> &'static Locale {
        match self {
            Self::Japanese => &JA,
            Self::English => &EN,
        }
    }

    /// The first wish that can be met, else English.
    pub(crate) fn among<'a>(wishes: impl IntoIterator<Item = &'a str>) -> Self {
        let known = |wish: &str| {
            let language = wish.split(['-', '_']).next().unwrap_or_default();
            Self::ALL.into_iter().find(|known| known.tag().eq_ignore_ascii_case(language))
        };
        wishes.into_iter().find_map(known).unwrap_or(Self::English)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_known_wish_is_met() {
        assert_eq!(Language::among(["de", "ja-JP", "en"]), Language::Japanese);
        assert_eq!(Language::among(["fr", "EN-gb", "ja"]), Language::English);
        assert_eq!(Language::among(["de", ""]), Language::English);
        assert_eq!(Language::among([]), Language::English);
    }
}
