//! What is said of a report that can't be made as it was asked for.

use crate::desk::language::{Bilingual, Language, both};

pub(crate) const NARROW: Bilingual = both("しぼり込んでください", "Narrow this down");
pub(crate) const NOT_SO: Bilingual = both("この条件では表示できません", "This can’t be shown");
pub(crate) const LAST_30: Bilingual = both("直近30日にする", "Use 30 days");
pub(crate) const LAST_7: Bilingual = both("直近7日にする", "Use 7 days");
pub(crate) const PERIOD_BEFORE: Bilingual = both("前の期間と比べる", "Compare the period before");
pub(crate) const DROP_ALL: Bilingual = both("条件をすべて外す", "Drop all conditions");
pub(crate) const NOT_READABLE: Bilingual =
    both("アドレスの条件を読み取れません。", "The conditions in the address can’t be read.");
pub(crate) const TALLIES: Bilingual = both(
    "一度に読める集計は 64 MB までです。この期間はそれを超えています。",
    "At most 64 MB of tallies are read at once. This range holds more.",
);

/// More answers than one report reads.
pub(crate) fn too_many(language: Language, most: &str) -> String {
    match language {
        Language::Japanese => format!(
            "まだ集計されていない回答は、一度に {most}件まで数えられます。この期間には、それより多くあります。"
        ),
        Language::English => format!(
            "At most {most} answers that are not tallied yet are counted at once. This range has more."
        ),
    }
}

/// The range begins before the answers do that are kept.
pub(crate) fn beyond(language: Language, first: &str, from: &str) -> String {
    match language {
        Language::Japanese => format!(
            "保存期間を過ぎた回答は、タッチポイント別には数えられません。{first}から後を指定できます。指定された期間は {from}からです。"
        ),
        Language::English => format!(
            "Answers that are over can’t be counted by touchpoint. Days from {first} on can be asked for; this range begins on {from}."
        ),
    }
}

/// The same where the range to compare with begins too early.
pub(crate) fn comparison_beyond(language: Language, first: &str) -> String {
    match language {
        Language::Japanese => format!(
            "保存期間を過ぎた回答は、タッチポイント別には数えられません。比較の期間も {first}から後を指定してください。"
        ),
        Language::English => format!(
            "Answers that are over can’t be counted by touchpoint. A comparison, too, may begin on {first} at the earliest."
        ),
    }
}

/// A way out: the range from that day on.
pub(crate) fn from_day(language: Language, first: &str) -> String {
    match language {
        Language::Japanese => format!("{first}からにする"),
        Language::English => format!("Begin on {first}"),
    }
}

/// A choice that has no value.
pub(crate) fn not_a_value(language: Language, name: &str, value: &str) -> String {
    match language {
        Language::Japanese => format!("{name} の値「{value}」は使えません。"),
        Language::English => format!("“{value}” is no value of {name}."),
    }
}

/// A choice that there is not.
pub(crate) fn unknown(language: Language, name: &str) -> String {
    match language {
        Language::Japanese => format!("「{name}」という条件はありません。"),
        Language::English => format!("There is no condition “{name}”."),
    }
}

/// The end lies before the beginning.
pub(crate) fn backwards(language: Language, from: &str, to: &str) -> String {
    match language {
        Language::Japanese => {
            format!("期間の終わり ({to}) が、始まり ({from}) より後ではありません。")
        }
        Language::English => format!("The range ends ({to}) no later than it begins ({from})."),
    }
}
