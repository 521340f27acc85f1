//! The words of a badge. A site in another language gets the English ones.

use std::sync::LazyLock;

use koe_shared::locale::Locale;

use crate::pages::figures::grouped;

/// The words of one language; `{n}` is the gap of a phrase.
pub(super) struct Words {
    pub(super) too_few: &'static str,
    pub(super) all_equal: &'static str,
    pub(super) preliminary: &'static str,
    /// Between a name and what is said of it.
    pub(super) colon: &'static str,
    /// Between two parts of a sentence.
    pub(super) comma: &'static str,
    /// Between two facts of a line.
    pub(super) dot: &'static str,
    /// What stands before an interval, and between its ends.
    pub(super) interval: &'static str,
    pub(super) to: &'static str,
    shown_from: &'static str,
    days: &'static str,
}

const ENGLISH: Words = Words {
    too_few: "Too few answers",
    all_equal: "No interval: all answers alike",
    preliminary: "preliminary",
    colon: ": ",
    comma: ", ",
    dot: " · ",
    interval: "95% interval ",
    to: " to ",
    shown_from: "shown from {n}",
    days: "last {n} days",
};

const JAPANESE: Words = Words {
    too_few: "まだ回答が足りません",
    all_equal: "区間なし（全員が同じ評価）",
    preliminary: "参考値",
    colon: "：",
    comma: "、",
    dot: "・",
    interval: "95%信頼区間 ",
    to: "〜",
    shown_from: "{n}件から表示",
    days: "直近{n}日間",
};

static EN: LazyLock<Locale> =
    LazyLock::new(|| "en".parse().expect("a tag of two letters is legal"));
static JA: LazyLock<Locale> =
    LazyLock::new(|| "ja".parse().expect("a tag of two letters is legal"));

impl Words {
    /// Those of a site's language, and the language they are in.
    pub(super) fn of(locale: &Locale) -> (&'static Locale, &'static Self) {
        match locale.language() {
            "ja" => (&JA, &JAPANESE),
            _ => (&EN, &ENGLISH),
        }
    }

    pub(super) fn shown_from(&self, n: u64) -> String {
        self.shown_from.replace("{n}", &grouped(n))
    }

    pub(super) fn days(&self, n: i64) -> String {
        self.days.replace("{n}", &n.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_variety_of_japanese_is_japanese_and_all_else_english() {
        let period = |tag: &str| Words::of(&tag.parse().unwrap()).1.days(30);
        assert_eq!(period("ja"), "直近30日間");
        assert_eq!(period("ja-JP"), "直近30日間");
        assert_eq!(period("en-GB"), "last 30 days");
        assert_eq!(period("de"), "last 30 days");
    }
}
