//! The texts that every page of the report has.

use koe_shared::answer::Channel;

use crate::desk::address::{
    CHANNEL, DEPARTMENT, LOCALE, SEGMENT, SURVEY, TOUCHPOINT as BY_TOUCHPOINT, VERSION,
};
use crate::desk::language::{Bilingual, Language, both};

// The choices.
pub(crate) const LAST_7: Bilingual = both("直近7日間", "Last 7 days");
pub(crate) const LAST_30: Bilingual = both("直近30日間", "Last 30 days");
pub(crate) const LAST_90: Bilingual = both("直近90日間", "Last 90 days");
pub(crate) const LAST_26_WEEKS: Bilingual = both("直近26週間", "Last 26 weeks");
pub(crate) const THIS_MONTH: Bilingual = both("今月", "This month");
pub(crate) const LAST_MONTH: Bilingual = both("先月", "Last month");
pub(crate) const LAST_12_MONTHS: Bilingual = both("直近12か月", "Last 12 months");
pub(crate) const FIRST_DAY: Bilingual = both("開始日", "First day");
pub(crate) const LAST_DAY: Bilingual = both("終了日", "Last day");
pub(crate) const SHOW: Bilingual = both("表示する", "Show");
pub(crate) const THE_PERIOD: Bilingual = both("期間", "Period");
pub(crate) const THE_COMPARISON: Bilingual = both("比較", "Comparison");
pub(crate) const PREVIOUS: Bilingual = both("前の期間", "The period before");
pub(crate) const A_YEAR_BEFORE: Bilingual = both("前年の同じ期間", "The same days a year before");
pub(crate) const NOT_COMPARED: Bilingual = both("比較なし", "No comparison");
pub(crate) const ALL_TOUCHPOINTS: Bilingual = both("すべてのタッチポイント", "All touchpoints");
pub(crate) const ALL_DEPARTMENTS: Bilingual = both("すべての部門", "All departments");
pub(crate) const THE_DEPARTMENT: Bilingual = both("部門", "Department");
pub(crate) const TOUCHPOINT: Bilingual = both("タッチポイント", "Touchpoint");
pub(crate) const CONFIDENCE: Bilingual = both("信頼水準", "Confidence");
pub(crate) const REMOVE: Bilingual = both("外す", "Remove");
pub(crate) const FILTER: Bilingual = both("絞り込み", "Filter");
pub(crate) const EVERY: Bilingual = both("すべて", "All");
pub(crate) const OTHER_VALUES: Bilingual = both("その他", "Other");

// Where figures come from.
pub(crate) const SOURCES: Bilingual = both("データを取り出す", "Take the data along");
pub(crate) const ANSWERS_AS_FILE: Bilingual =
    both("この条件の回答 (新しい順に 5,000件まで)", "The answers shown here (the newest 5,000)");
pub(crate) const SOURCES_TEXT: Bilingual = both(
    "同じ数字は API でも取れます。読み取りキーを Authorization: Bearer に付けて呼び出してください。",
    "The API has the same figures: call it with a read key as Authorization: Bearer.",
);

// A small number of answers.
pub(crate) const WITHHELD_HERE: Bilingual = both("少なすぎて表示しません", "too few to be shown");
pub(crate) const PRELIMINARY: Bilingual = both("参考値", "Preliminary");
pub(crate) const READ_WITH_CARE: Bilingual =
    both("n が 30 未満です。参考としてご覧ください。", "Fewer than 30 answers. Read with care.");

// The sample.
pub(crate) const SAMPLE: Bilingual = both("サンプルデータ", "Sample data");
pub(crate) const SAMPLE_TEXT: Bilingual = both(
    "実際の回答ではありません。保存もされません。",
    "Nobody gave these answers, and none is stored.",
);
pub(crate) const END_SAMPLE: Bilingual = both("実際の回答に戻る", "Back to the real answers");
pub(crate) const SEE_SAMPLE: Bilingual = both("サンプルデータで見る", "See it with sample data");
pub(crate) const SEE_SAMPLE_TEXT: Bilingual = both(
    "回答が届くと、ここにスコアと区間、前期との比較が表示されます。",
    "Once answers arrive, scores stand here with their intervals and what changed.",
);

/// What a filter is called; a segment by its own name.
pub(crate) fn filter(language: Language, name: &str) -> &str {
    language.say(match name {
        SURVEY => both("質問", "Survey"),
        BY_TOUCHPOINT => TOUCHPOINT,
        DEPARTMENT => both("部門", "Department"),
        CHANNEL => both("経路", "Channel"),
        LOCALE => both("言語", "Language"),
        VERSION => both("文言", "Wording"),
        _ => return name.strip_prefix(SEGMENT).unwrap_or(name),
    })
}

/// How an answer came.
pub(crate) fn channel(language: Language, channel: Channel) -> String {
    let name = language.say(match channel {
        Channel::Web => both("サイト", "Website"),
        Channel::Link => both("リンク", "Link"),
        Channel::Email => both("メール", "E-mail"),
        Channel::Sms => both("SMS", "SMS"),
        Channel::Qr => both("QR", "QR"),
        Channel::Api => both("API", "API"),
        Channel::Import => both("取り込み", "Import"),
    });
    name.to_owned()
}

/// `11月22日 14:32 時点`
pub(crate) fn as_of(language: Language, time: &str) -> String {
    match language {
        Language::Japanese => format!("{time} 時点"),
        Language::English => format!("As of {time}"),
    }
}

/// `前の30日と比較`
pub(crate) fn compared_with_days_before(language: Language, days: i64) -> String {
    match (language, days) {
        (Language::Japanese, _) => format!("前の{days}日と比較"),
        (Language::English, 1) => "vs previous day".to_owned(),
        (Language::English, _) => format!("vs previous {days} days"),
    }
}

/// `9月1日〜9月30日と比較`
pub(crate) fn compared_with(language: Language, days: &str) -> String {
    match language {
        Language::Japanese => format!("{days}と比較"),
        Language::English => format!("vs {days}"),
    }
}

/// `差 −5 の内訳: 答えた人の構成 −3、評価の変化 −2。`
pub(crate) fn why(language: Language, delta: &str, (mix, within): (&str, &str)) -> String {
    match language {
        Language::Japanese => {
            format!("差 {delta} の内訳: 答えた人の構成 {mix}、評価の変化 {within}。")
        }
        Language::English => {
            format!("Of {delta}, {mix} comes from who answered and {within} from how they rate.")
        }
    }
}

/// `いちばん動かしたのは「サポート後」(−4) です。`
pub(crate) fn moved_most(language: Language, name: &str, by: &str) -> String {
    match language {
        Language::Japanese => format!("いちばん動かしたのは「{name}」({by}) です。"),
        Language::English => format!(" {name} moved it most ({by})."),
    }
}
