//! The texts of the trend.

use jiff::civil::Date;
use koe_shared::metric::Metric;

use crate::desk::language::{Bilingual, Language, both};
use crate::pages::figures::{Figures, decimal, n as with};
use crate::reports::Interval;

// The choices.
pub(crate) const METRIC: Bilingual = both("指標", "Metric");
pub(crate) const WIDTH: Bilingual = both("区切り", "Interval");
pub(crate) const GROUPS: Bilingual = both("分け方", "Groups");

// The chart.
pub(crate) const LEVEL: Bilingual = both("期間の水準", "Level of a span");
pub(crate) const WORDING_CHANGED: Bilingual = both("文言を変更", "Wording changed");
pub(crate) const SHIFTED: Bilingual = both("ずれを検出", "Shift found");
pub(crate) const NO_VALUE: Bilingual = both("値なし", "No value");
pub(crate) const NOT_JOINED: Bilingual =
    both("文言の違う期間は線でつなぎません。", " Spans of another wording are not joined.");
pub(crate) const AS_TABLE: Bilingual = both("表で見る", "Show as a table");
pub(crate) const REMARKS: Bilingual = both("備考", "Remarks");
pub(crate) const CLIPPED: Bilingual = both("期間の一部", "only in part");

// The facts.
pub(crate) const NO_SHIFT: Bilingual =
    both("水準のずれは見つかりません", "No shift of level found");
pub(crate) const SHIFT_NEEDS: Bilingual = both(
    "続けて高い、または低い値が重なると、ここに出ます。",
    "It would show once values stay above or below for a while.",
);
pub(crate) const NO_TREND: Bilingual = both("傾向があるとは言えません", "No evidence of a trend");
pub(crate) const NO_TREND_YET: Bilingual =
    both("傾向はまだ計算できません", "No trend can be told yet");
pub(crate) const RISES: Bilingual = both("上がる傾向があります", "It tends to rise");
pub(crate) const FALLS: Bilingual = both("下がる傾向があります", "It tends to fall");

// The change and the groups.
pub(crate) const WHY: Bilingual = both("前の期間との違いと理由", "What changed, and why");
pub(crate) const ON_THE_SCALE: Bilingual = both("目盛り全体の中で", "On the whole scale");
pub(crate) const AGAINST_OTHERS: Bilingual =
    both("ほかの回答との違い (Holm 補正)", "Against all others (Holm)");
pub(crate) const HIGHER: Bilingual = both("他より高い", "Higher than the rest");
pub(crate) const ANSWERED: Bilingual = both("回答率", "Response rate");
pub(crate) const ANSWERED_TEXT: Bilingual = both(
    "回答率の低いところでは、答えない人の気持ちが分かりません。",
    "Where few answer, the score says little about those who do not.",
);
pub(crate) const NOBODY: Bilingual = both("誰も答えていません", "Nobody answered");
pub(crate) const NO_GROUPS: Bilingual =
    both("この期間の回答はありません。", "No answers in this period.");

/// What a width is called as a choice.
pub(crate) const fn width(interval: Interval) -> Bilingual {
    match interval {
        Interval::Hour => both("時間", "Hour"),
        Interval::Day => both("日", "Day"),
        Interval::Week => both("週", "Week"),
        Interval::Month => both("月", "Month"),
    }
}

/// `NPS、週ごと`
pub(crate) fn title(language: Language, name: &str, interval: Interval) -> String {
    match language {
        Language::Japanese => format!("{name}、{}ごと", unit(language, interval)),
        Language::English => format!("{name} by {}", unit(language, interval)),
    }
}

/// `スコアと95%区間`
pub(crate) fn score_and_interval(language: Language, level: &str) -> String {
    match language {
        Language::Japanese => format!("スコアと{level}区間"),
        Language::English => format!("Score and {level} interval"),
    }
}

/// What the chart shows, for those who hear it.
pub(crate) fn said(language: Language, name: &str, buckets: usize) -> String {
    match language {
        Language::Japanese => format!("{name} の推移の図。{buckets}個の値は、下の表にあります。"),
        Language::English => {
            format!("Chart of {name} over time. The table below has its {buckets} values.")
        }
    }
}

/// `縦軸は −20〜80 に拡大しています (範囲は −100〜100)。`
pub(crate) fn zoomed(language: Language, shown: &str, whole: &str) -> String {
    match language {
        Language::Japanese => format!("縦軸は {shown} に拡大しています (範囲は {whole})。"),
        Language::English => format!("The axis is zoomed to {shown} (the scale is {whole})."),
    }
}

/// `10月`
pub(crate) fn month(language: Language, month: i8) -> String {
    const NAMES: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let place = usize::try_from(month - 1).unwrap_or_default();
    match language {
        Language::Japanese => format!("{month}月"),
        Language::English => NAMES.get(place).copied().unwrap_or_default().to_owned(),
    }
}

/// `2026年10月`
pub(crate) fn month_of(language: Language, date: Date) -> String {
    match language {
        Language::Japanese => format!("{}年{}月", date.year(), date.month()),
        Language::English => format!("{} {}", month(language, date.month()), date.year()),
    }
}

/// `10月5日の週`
pub(crate) fn week(language: Language, day: &str) -> String {
    match language {
        Language::Japanese => format!("{day}の週"),
        Language::English => format!("Week of {day}"),
    }
}

/// `10月5日 14時`
pub(crate) fn hour(language: Language, day: &str, hour: i8) -> String {
    match language {
        Language::Japanese => format!("{day} {hour}時"),
        Language::English => format!("{day}, {hour:02}:00"),
    }
}

/// `水準が下がりました (−12)`
pub(crate) fn level_down(language: Language, by: &str) -> String {
    match language {
        Language::Japanese => format!("水準が下がりました ({by})"),
        Language::English => format!("The level went down ({by})"),
    }
}

/// `水準が上がりました (+12)`
pub(crate) fn level_up(language: Language, by: &str) -> String {
    match language {
        Language::Japanese => format!("水準が上がりました ({by})"),
        Language::English => format!("The level went up ({by})"),
    }
}

/// Where a shift began, its levels, and how often one is found without cause: the source of the figures is
/// `koe_shared::shifts`.
pub(crate) fn since(
    language: Language,
    began: &str,
    (before, after): (&str, &str),
    interval: Interval,
) -> String {
    let unit = match (language, interval) {
        (Language::Japanese, Interval::Month) => "か月",
        (Language::Japanese, Interval::Week) => "週間",
        _ => unit(language, interval),
    };
    match language {
        Language::Japanese => format!(
            "{began}ごろから、{before} → {after}。変化がなくても、平均して約465{unit}に1回は見つかります。"
        ),
        Language::English => format!(
            "From about {}, {before} → {after}. Without a change, one is found in some 465 {unit}s on average.",
            lower(began)
        ),
    }
}

/// `1週あたり −1.1 (p = 0.04)`
pub(crate) fn per(language: Language, interval: Interval, slope: &str, p: &str) -> String {
    match language {
        Language::Japanese => {
            let one = if interval == Interval::Month { "1か月" } else { "1" };
            let unit = if interval == Interval::Month { "" } else { unit(language, interval) };
            format!("{one}{unit}あたり {slope} ({p})")
        }
        Language::English => format!("{slope} a {} ({p})", unit(language, interval)),
    }
}

/// A slope, finer than a score of its metric.
pub(crate) fn slope(metric: Metric, slope: f64) -> String {
    let decimals = if metric == Metric::Ces { 2 } else { 1 };
    let sign = if slope > 0.0 { "+" } else { "" };
    format!("{sign}{}{}", decimal(slope, decimals), Figures::of(metric).sign())
}

/// What a trend needs.
pub(crate) fn trend_needs(language: Language, interval: Interval) -> String {
    match language {
        Language::Japanese => format!("n が 5 以上の{}が4つ要ります。", unit(language, interval)),
        Language::English => {
            format!("It takes four {}s of five answers or more.", unit(language, interval))
        }
    }
}

/// `欠けている週`
pub(crate) fn missing(language: Language, interval: Interval) -> String {
    match language {
        Language::Japanese => format!("欠けている{}", unit(language, interval)),
        Language::English => format!("Missing {}s", unit(language, interval)),
    }
}

/// `欠けている週はありません`
pub(crate) fn none_missing(language: Language, interval: Interval) -> String {
    match language {
        Language::Japanese => format!("欠けている{}はありません", unit(language, interval)),
        Language::English => format!("No {} is missing", unit(language, interval)),
    }
}

/// Every bucket has answers enough.
pub(crate) fn all_count(language: Language) -> String {
    language.say(both("どれも n が 5 以上です。", "Each has five answers or more.")).to_owned()
}

/// `8月10日の週 (n = 4)`
pub(crate) fn with_n(period: &str, answers: u64) -> String {
    format!("{period} ({})", with(answers))
}

/// `… は、水準にも傾向にも入れていません`
pub(crate) fn left_out(language: Language, named: &[String], further: usize) -> String {
    match language {
        Language::Japanese => {
            let further = if further > 0 { format!(" ほか{further}件") } else { String::new() };
            format!("{}{further} は、水準にも傾向にも入れていません。", named.join("、"))
        }
        Language::English => {
            let further = if further > 0 { format!(" and {further} more") } else { String::new() };
            let count = named.len() + usize::from(!further.is_empty());
            let is = if count == 1 { "is" } else { "are" };
            format!("{}{further} {is} in neither level nor trend.", named.join(", "))
        }
    }
}

/// `タッチポイント別`
pub(crate) fn grouped_by(language: Language, name: &str) -> String {
    match language {
        Language::Japanese => format!("{name}別"),
        Language::English => format!("By {}", lower(name)),
    }
}

/// `(タッチポイント別)`
pub(crate) fn by(language: Language, name: &str) -> String {
    format!("({})", lower(&grouped_by(language, name)))
}

fn unit(language: Language, interval: Interval) -> &'static str {
    language.say(match interval {
        Interval::Hour => both("時間", "hour"),
        Interval::Day => both("日", "day"),
        Interval::Week => both("週", "week"),
        Interval::Month => both("月", "month"),
    })
}

/// A name within a sentence.
fn lower(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
