//! The texts of the journey.

use crate::desk::language::{Bilingual, Language, both};

const STAGES: [(&str, Bilingual); 8] = [
    ("visit", both("訪問", "Visit")),
    ("sales", both("商談", "Sales")),
    ("purchase", both("購入", "Purchase")),
    ("use", both("利用", "Use")),
    ("support", both("サポート", "Support")),
    ("repeat", both("再購入", "Repeat")),
    ("delivery", both("配送", "Delivery")),
    ("renewal", both("更新", "Renewal")),
];

pub(crate) const NO_STAGE: Bilingual = both("段階なし", "No stage");
pub(crate) const STAGE: Bilingual = both("段階", "Stage");
pub(crate) const TABLE: Bilingual = both("段階ごとのスコアと区間", "Scores and intervals by stage");
pub(crate) const EASIER: Bilingual = both("高いほど楽", "higher is easier");
pub(crate) const SATISFIED: Bilingual = both("4〜5 の割合", "share of 4 to 5");
pub(crate) const COMMENTS: Bilingual = both("コメント", "Comments");
pub(crate) const LOWEST_FIRST: Bilingual = both("低い点から", "lowest score first");
pub(crate) const NOT_MEASURED: Bilingual = both("測っていません", "Not measured");
pub(crate) const NOT_ASKED: Bilingual =
    both("ここではまだ聞いていません", "Nothing is asked here yet");
pub(crate) const ADD_SURVEY: Bilingual = both("質問を置く", "Ask something here");
pub(crate) const NO_ANSWERS: Bilingual = both("まだ回答がありません。", "No answers yet.");
pub(crate) const WHY: Bilingual = both("理由を見る", "See why");
pub(crate) const LOWEST: Bilingual = both("いちばん低いタッチポイント", "Lowest touchpoint");
pub(crate) const HIGHEST: Bilingual = both("いちばん高いタッチポイント", "Highest touchpoint");
pub(crate) const NONE_APART: Bilingual = both(
    "比べられるタッチポイントが、まだ 2つありません。",
    "There are not yet two touchpoints to compare.",
);
pub(crate) const HIGHER: Bilingual = both("他より高い", "Higher than the rest");
pub(crate) const LOWER: Bilingual = both("他より低い", "Lower than the rest");
pub(crate) const NOT_APART: Bilingual = both("違うとは言えません", "No evidence of a difference");
pub(crate) const FOOT: Bilingual = both(
    "段階どうしは線で結びません。答えた人がちがうためです。尺度のちがう点数は混ぜません。",
    "Stages are not joined by a line: different people answered. Scores on different scales are never mixed.",
);
pub(crate) const NO_STAGES: Bilingual = both("まだ段階がありません", "There are no stages yet");
pub(crate) const NO_STAGES_TEXT: Bilingual = both(
    "タッチポイントに「訪問」「購入」「サポート」のような段階を付けると、ここに段階ごとの列ができます。",
    "Give each touchpoint a stage, such as visit, purchase or support: each becomes a column here.",
);
pub(crate) const SET_STAGES: Bilingual = both("段階を付ける", "Set stages");
pub(crate) const TO_NOTES: Bilingual = both("変えたこと", "What we changed");
pub(crate) const TO_NOTES_TEXT: Bilingual = both(
    "変えたことを書きとめると、前後の同じ日数の回答を比べられます。",
    "Note what you changed: as many days before and after are compared.",
);

/// The name of a stage; one that only its owner knows is called by its id.
pub(crate) fn stage(language: Language, id: Option<&str>) -> String {
    let Some(id) = id else { return language.say(NO_STAGE).to_owned() };
    let found = STAGES.iter().find(|(known, _)| *known == id);
    found.map_or_else(|| id.to_owned(), |(_, name)| language.say(*name).to_owned())
}

/// CES with the number of its steps, since a site may ask on two scales.
pub(crate) fn ces(language: Language, steps: u8) -> String {
    match language {
        Language::Japanese => format!("CES ({steps}段階)"),
        Language::English => format!("CES ({steps} steps)"),
    }
}

/// `3件。5件から表示します。`
pub(crate) fn withheld(language: Language, n: u64, written: &str, from: &str) -> String {
    match (language, n) {
        (Language::Japanese, _) => format!("{written}件。{from}件から表示します"),
        (Language::English, 1) => format!("1 answer. Shown from {from}"),
        (Language::English, _) => format!("{written} answers. Shown from {from}"),
    }
}

/// A stage with enough answers, which would give away the one that has too few.
pub(crate) fn beside_few(language: Language, written: &str) -> String {
    match language {
        Language::Japanese => {
            format!("{written}件。少人数の段階の答えが分かってしまうため、表示しません")
        }
        Language::English => {
            format!("{written} answers. Not shown: they would give away a stage with too few")
        }
    }
}

/// `表示 41回`
pub(crate) fn shown(language: Language, n: u64, written: &str) -> String {
    match (language, n) {
        (Language::Japanese, _) => format!("表示 {written}回"),
        (Language::English, 1) => "Shown once".to_owned(),
        (Language::English, _) => format!("Shown {written} times"),
    }
}

/// `コメント 38件`, as far as they were read.
pub(crate) fn commented(language: Language, n: u64, written: &str) -> String {
    match (language, n) {
        (Language::Japanese, _) => format!("コメント {written}件"),
        (Language::English, 1) => "1 comment".to_owned(),
        (Language::English, _) => format!("{written} comments"),
    }
}
