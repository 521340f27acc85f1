//! The texts of the overview.

use crate::desk::language::{Bilingual, Language, both};

// Between words.
pub(crate) const COMMA: Bilingual = both("、", ", ");
pub(crate) const DOT: Bilingual = both("・", " · ");

// A column.
pub(crate) const NO_ANSWERS: Bilingual = both("まだ回答がありません。", "No answers yet.");
pub(crate) const WHY_NONE: Bilingual =
    both("答えが届かない理由を見る", "See what keeps answers away");
pub(crate) const WITHHELD: Bilingual = both(
    "少人数の答えから個人が分からないようにするためです。",
    "So that nobody can be recognised in a small group.",
);
pub(crate) const ARCHIVED: Bilingual = both("終了した質問", "archived");
pub(crate) const BACK: Bilingual = both("すべての指標", "All metrics");
pub(crate) const COPY_SENTENCE: Bilingual = both("文でコピー", "Copy as a sentence");

// The verdict.
pub(crate) const UP: Bilingual = both("上がりました", "Up");
pub(crate) const DOWN: Bilingual = both("下がりました", "Down");
pub(crate) const NO_EVIDENCE: Bilingual = both("変化したとは言えません", "No evidence of change");
pub(crate) const TOO_FEW: Bilingual = both("少なすぎて比べられません", "Too few to compare");
pub(crate) const NO_SPREAD: Bilingual =
    both("全員が同じ評価のため比べられません", "All answers alike, not compared");
pub(crate) const BEFORE_IS_OVER: Bilingual =
    both("前期は保存期間を過ぎています", "The period before is no longer kept");
pub(crate) const RATE_CHANGED: Bilingual =
    both("回答率が前期と変わりました。", "The response rate changed. ");
pub(crate) const OTHER_PEOPLE: Bilingual =
    both("答えた人の層が違うかもしれません。", "The two periods may compare different people.");

// The facts.
pub(crate) const RESPONSE_RATE: Bilingual = both("回答率", "Response rate");
pub(crate) const SHOWN: Bilingual = both("表示", "Shown");
pub(crate) const EXCLUDED: Bilingual = both("除外", "Excluded");
pub(crate) const NONE: Bilingual = both("なし", "none");
pub(crate) const REACHED: Bilingual = both("達しています", "reached");
pub(crate) const UNKNOWN: Bilingual = both("まだ計算できません", "can’t be told yet");

// The tenth voice.
pub(crate) const TENTH_VOICE: Bilingual = both("10人目の声", "The tenth voice");
pub(crate) const LOWEST: Bilingual = both("いちばん低いタッチポイント", "Lowest touchpoint");
pub(crate) const NO_LOWEST: Bilingual = both(
    "比べられるタッチポイントが、まだ 2つありません。",
    "There are not yet two touchpoints to compare.",
);
pub(crate) const LOWER: Bilingual = both("他より低い", "Lower than the rest");
pub(crate) const NOT_APART: Bilingual = both("違うとは言えません", "No evidence of a difference");
pub(crate) const CONTRARY: Bilingual = both("いちばん強い反対の声", "Strongest contrary comment");
pub(crate) const NO_CONTRARY: Bilingual =
    both("反対の声のコメントはありません。", "There is no contrary comment.");
pub(crate) const URGENCY: Bilingual = both("急ぎ", "Urgent");
pub(crate) const URGENT: Bilingual = both("至急", "Urgent");
pub(crate) const OVERDUE: Bilingual = both("期限超過", "Overdue");
pub(crate) const QUOTABLE: Bilingual = both("掲載可", "Quotable");
pub(crate) const NOTHING_URGENT: Bilingual = both("急ぐものはありません。", "Nothing is urgent.");

/// `4つのタッチポイント`
pub(crate) fn touchpoints(language: Language, n: usize) -> String {
    match language {
        Language::Japanese => format!("{n}つのタッチポイント"),
        Language::English => format!("{n} touchpoints"),
    }
}

/// `3つの質問`
pub(crate) fn surveys(language: Language, n: usize) -> String {
    match language {
        Language::Japanese => format!("{n}つの質問"),
        Language::English => format!("{n} surveys"),
    }
}

/// `5件から表示します`
pub(crate) fn shown_from(language: Language, n: &str) -> String {
    match language {
        Language::Japanese => format!("{n}件から表示します"),
        Language::English => format!("Shown from {n} answers"),
    }
}

/// What stands around the score of before, on either side of the difference: `前期 41 との差 −5`, `−5 from 41`.
pub(crate) fn from_before(language: Language, before: &str) -> (String, String) {
    match language {
        Language::Japanese => (format!("前期 {before} との差 "), String::new()),
        Language::English => (String::new(), format!("from {before} ")),
    }
}

/// `1,906回`
pub(crate) fn times(language: Language, n: &str) -> String {
    match language {
        Language::Japanese => format!("{n}回"),
        Language::English => n.to_owned(),
    }
}

/// `(閉じた 803・無反応 691)`
pub(crate) fn unanswered(language: Language, dismissed: &str, ignored: &str) -> String {
    match language {
        Language::Japanese => format!("(閉じた {dismissed}・無反応 {ignored})"),
        Language::English => format!("({dismissed} dismissed, {ignored} ignored)"),
    }
}

/// Answers that are in no score: `テスト 3件`.
pub(crate) fn excluded(language: Language, what: Excluded, n: u64, written: &str) -> String {
    let word = language.say(match what {
        Excluded::Test if n == 1 => both("テスト", "test answer"),
        Excluded::Test => both("テスト", "test answers"),
        Excluded::Withdrawn => both("取り消し", "taken back"),
        Excluded::Unreadable => both("読めない回答", "unreadable"),
    });
    match language {
        Language::Japanese => format!("{word} {written}件"),
        Language::English => format!("{written} {word}"),
    }
}

/// Why an answer is in no score.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Excluded {
    /// It was one of the owner's own.
    Test,
    /// Its visitor took it back, or it was erased.
    Withdrawn,
    /// A newer release wrote it.
    Unreadable,
}

/// `±5 に絞るには`
pub(crate) fn to_reach(language: Language, margin: &str) -> String {
    match language {
        Language::Japanese => format!("±{margin} に絞るには"),
        Language::English => format!("To reach ±{margin}"),
    }
}

/// `あと約 460件`
pub(crate) fn more_answers(language: Language, n: &str) -> String {
    match language {
        Language::Japanese => format!("あと約 {n}件"),
        Language::English => format!("about {n} more answers"),
    }
}

/// `コメント 2件`
pub(crate) fn comments(language: Language, n: u64, written: &str) -> String {
    match (language, n) {
        (Language::Japanese, _) => format!("コメント {written}件"),
        (Language::English, 1) => "1 comment".to_owned(),
        (Language::English, _) => format!("{written} comments"),
    }
}

/// `フォロー 1件`
pub(crate) fn cases(language: Language, n: u64, written: &str) -> String {
    match (language, n) {
        (Language::Japanese, _) => format!("フォロー {written}件"),
        (Language::English, 1) => "1 follow-up".to_owned(),
        (Language::English, _) => format!("{written} follow-ups"),
    }
}

/// `お客様の声 3件`
pub(crate) fn voices(language: Language, n: u64, written: &str) -> String {
    match (language, n) {
        (Language::Japanese, _) => format!("お客様の声 {written}件"),
        (Language::English, 1) => "1 testimonial".to_owned(),
        (Language::English, _) => format!("{written} testimonials"),
    }
}

/// `新しい 2,000件のコメントを読みました。`
pub(crate) fn of_the_newest(language: Language, n: &str) -> String {
    match language {
        Language::Japanese => format!("新しいコメント {n}件のうち"),
        Language::English => format!("Of the newest {n} comments"),
    }
}

/// What is read aloud of the link that opens a metric on a phone.
pub(crate) fn details_of(language: Language, metric: &str) -> String {
    match language {
        Language::Japanese => format!("{metric} の詳細"),
        Language::English => format!("{metric} in detail"),
    }
}
