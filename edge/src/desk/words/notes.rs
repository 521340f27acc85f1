//! The texts of the notes, and of what they ask.

use crate::desk::language::{Bilingual, Language, both};

pub(crate) const LEAD: Bilingual = both(
    "変えたことを、日付と一緒に書いておきます。推移のグラフに印がつき、前後の同じ日数の回答を比べられます。",
    "Write down what you changed, and when. The trend marks the day, and as many days after it as before are compared.",
);
pub(crate) const NEW: Bilingual = both("書きとめる", "Add a note");
pub(crate) const DAY: Bilingual = both("変えた日", "Day of the change");
pub(crate) const TEXT: Bilingual = both("変えたこと", "What we changed");
pub(crate) const TEXT_HINT: Bilingual = both(
    "200文字まで。例：会計の入力欄を 12から 6に減らした",
    "Up to 200 characters. Such as: the checkout asks for 6 things instead of 12.",
);
pub(crate) const TOUCHPOINT: Bilingual = both("タッチポイント", "Touchpoint");
pub(crate) const EVERYWHERE: Bilingual = both("すべて", "All of them");
pub(crate) const ADD: Bilingual = both("書きとめる", "Add");
pub(crate) const WRITTEN: Bilingual = both("書きとめました。", "Added.");
pub(crate) const DELETED: Bilingual = both("削除しました。", "Deleted.");
pub(crate) const NONE: Bilingual = both("まだ何も書かれていません。", "There is no note yet.");
pub(crate) const DELETE: Bilingual = both("削除", "Delete");
pub(crate) const CONFIRM: Bilingual = both(
    "この記録を削除しますか？ 元には戻せません。",
    "Delete this note? It can’t be brought back.",
);
pub(crate) const DO_DELETE: Bilingual = both("削除する", "Delete it");
pub(crate) const TO_TREND: Bilingual = both("推移", "Trend");

// What is wrong with a note.
pub(crate) const NOT_A_DAY: Bilingual = both("日付を選んでください。", "Choose a day.");
pub(crate) const DAY_OUT_OF_BOUNDS: Bilingual = both(
    "2000年1月1日から今日までの日付にしてください。",
    "Choose a day from 1 January 2000 to today.",
);
pub(crate) const NO_TEXT: Bilingual =
    both("何を変えたかを書いてください。", "Write what you changed.");
pub(crate) const UNKNOWN_TOUCHPOINT: Bilingual = both(
    "このサイトにないタッチポイントです。選び直してください。",
    "This site has no such touchpoint. Choose another one.",
);

// Did it help?
pub(crate) const DID_IT_HELP: Bilingual = both("効果はありましたか", "Did it help?");
pub(crate) const ASK: Bilingual = both("前後を比べる", "Did it help?");
pub(crate) const AFTER: Bilingual = both("後", "After");
pub(crate) const BEFORE: Bilingual = both("前", "Before");
pub(crate) const SCORE: Bilingual = both("スコア", "Score");
pub(crate) const RATE: Bilingual = both("回答率", "Response rate");
pub(crate) const NO_ANSWERS: Bilingual =
    both("前後のどちらにも回答がありません。", "There are no answers on either side.");
pub(crate) const NOT_COMPARED: Bilingual =
    both("文言が変わったため比べません", "Wording changed, not compared");
pub(crate) const BEYOND_RETENTION: Bilingual = both(
    "前の期間の回答は、保存期間を過ぎています。",
    "The answers of the days before are no longer kept.",
);
pub(crate) const TOO_LARGE: Bilingual = both(
    "回答が多すぎて、ここではまとめられません。推移で期間を指定してご覧ください。",
    "There are too many answers to be read here. See the trend for chosen days.",
);
pub(crate) const NOBODY_TWICE: Bilingual =
    both("前後の両方に答えた人はいません。", "Nobody answered both before and after.");
pub(crate) const TOO_MANY_TWICE: Bilingual = both(
    "答えた人が多いため、両方に答えた人はここでは数えません。",
    "Too many people answered to look here for those who did twice.",
);
pub(crate) const TOO_FEW_TWICE: Bilingual = both(
    "前後の両方に答えた人は、少なすぎるため表示しません。",
    "Too few people answered both before and after to be shown.",
);

/// How long a sentence may be.
pub(crate) fn too_long(language: Language, chars: usize, most: usize) -> String {
    match language {
        Language::Japanese => format!("{chars}文字あります。{most}文字までにしてください。"),
        Language::English => format!("This has {chars} characters. Use at most {most}."),
    }
}

/// The site has as many notes as it may have.
pub(crate) fn too_many(language: Language, most: usize) -> String {
    match language {
        Language::Japanese => {
            format!("記録は {most}件までです。古いものを削除してから書いてください。")
        }
        Language::English => format!("There can be {most} notes. Delete an old one first."),
    }
}

/// When there will be something to compare.
pub(crate) fn too_early(language: Language, from: &str) -> String {
    match language {
        Language::Japanese => {
            format!("{from}から比べられます。変えた日のあとに、まる1日の回答が必要です。")
        }
        Language::English => {
            format!("This can be told from {from} on: it takes a whole day after the change.")
        }
    }
}

/// How many days stand on either side.
pub(crate) fn days_each(language: Language, days: usize) -> String {
    match (language, days) {
        (Language::Japanese, _) => format!("前後 {days}日ずつ"),
        (Language::English, 1) => "1 day on either side".to_owned(),
        (Language::English, _) => format!("{days} days on either side"),
    }
}

/// Why the days are fewer than they might be.
pub(crate) fn reworded(language: Language, day: &str) -> String {
    match language {
        Language::Japanese => {
            format!("{day}に質問の文言が変わりました。同じ文言の日だけを比べています。")
        }
        Language::English => {
            format!("The question was reworded on {day}. Only days in the same words are compared.")
        }
    }
}

/// Why there is nothing to compare.
pub(crate) fn reworded_here(language: Language, day: &str) -> String {
    match language {
        Language::Japanese => format!("{day}に質問の文言が変わりました。"),
        Language::English => format!("The question was reworded on {day}."),
    }
}

/// Where a change comes from.
pub(crate) fn parts(language: Language, delta: &str, mix: &str, within: &str) -> String {
    match language {
        Language::Japanese => format!(
            "差 {delta} のうち、答えた人の内訳の変化が {mix}、同じところでの評価の変化が {within} です。"
        ),
        Language::English => {
            format!(
                "Of the {delta}, {mix} comes from who answered and {within} from how they rate."
            )
        }
    }
}

/// The people who answered before and after.
pub(crate) struct Twice<'a> {
    pub(crate) n: u64,
    pub(crate) up: u64,
    pub(crate) same: u64,
    pub(crate) down: u64,
    /// Their mean change.
    pub(crate) mean: &'a str,
    /// Its interval, or nothing.
    pub(crate) ends: Option<String>,
    /// Whether a change is one of bucket.
    pub(crate) is_of_bucket: bool,
}

/// What changed for the people who answered before and after.
pub(crate) fn twice(language: Language, told: &Twice<'_>) -> String {
    let Twice { n, up, same, down, mean, .. } = told;
    let ends = told.ends.as_ref().map_or_else(String::new, |ends| format!(" ({ends})"));
    match language {
        Language::Japanese => {
            let unit =
                if told.is_of_bucket { "区分の変化の平均" } else { "変化の平均" };
            format!(
                "前後の両方に答えた {n}人では、上がった人 {up}・同じ人 {same}・下がった人 {down}。{unit} {mean}{ends}。"
            )
        }
        Language::English => {
            let unit = if told.is_of_bucket { "mean change of bucket" } else { "mean change" };
            format!(
                "Of the same people asked twice (n = {n}), {up} went up, {same} stayed, {down} went down; {unit} {mean}{ends}."
            )
        }
    }
}

/// Other changes in the same days.
pub(crate) fn others(language: Language, texts: &str) -> String {
    match language {
        Language::Japanese => format!("この間の、ほかの変更: {texts}"),
        Language::English => format!("Other changes in these days: {texts}"),
    }
}
