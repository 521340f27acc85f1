//! The fixed words of a digest, in Japanese and in English: those that the desk has for the same.

use jiff::ToSpan;
use jiff::civil::Date;
use koe_shared::change::Verdict;
use koe_shared::figures::grouped;

use crate::alerts::Language;
use crate::reports::OpenCases;
use crate::store::keys::Week;

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec"];

/// Whose digest it is, and of which days: those from the first to before the end.
pub(super) fn title(
    language: Language,
    (site, department): (&str, &str),
    (first, end): (Date, Date),
) -> String {
    let last = end.checked_sub(1.day()).unwrap_or(end);
    let days = range(language, (&day(language, first), &day(language, last)));
    match language {
        Language::Japanese => format!("{site}: {department}の週間まとめ {days}"),
        Language::English => format!("{site}: weekly digest of {department}, {days}"),
    }
}

fn day(language: Language, date: Date) -> String {
    match language {
        Language::Japanese => format!("{}月{}日", date.month(), date.day()),
        Language::English => {
            let month = usize::from(date.month().unsigned_abs()) - 1;
            format!("{} {}", date.day(), MONTHS[month])
        }
    }
}

/// What stands small at its end.
pub(super) fn foot(language: Language, week: Week) -> String {
    match language {
        Language::Japanese => format!("週間まとめ {week}。毎週月曜日に届きます。"),
        Language::English => format!("Weekly digest {week}. It comes every Monday."),
    }
}

/// From one end to the other, never with a dash.
pub(super) fn range(language: Language, (low, high): (&str, &str)) -> String {
    format!("{low}{}{high}", language.pick("〜", " to "))
}

pub(super) const fn no_answers(language: Language) -> &'static str {
    language.pick("この週の回答はありませんでした。", "There were no answers in this week.")
}

/// Too few answers to be shown, and from how many on they are.
pub(super) fn withheld(language: Language, n: &str, from: &str) -> String {
    match language {
        Language::Japanese => format!("{n} ({from}件から表示します)"),
        Language::English => format!("{n} (shown from {from} answers)"),
    }
}

/// What an interval of such a level is called.
pub(super) fn interval(language: Language, level: &str) -> String {
    format!("{level}{}", language.pick("区間", " interval"))
}

pub(super) const fn no_interval(language: Language) -> &'static str {
    language.pick("区間なし (全員が同じ評価)", "no interval: all answers alike")
}

pub(super) const fn preliminary(language: Language) -> &'static str {
    language.pick("参考値", "preliminary")
}

pub(super) const fn verdict(language: Language, verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Up => language.pick("上がりました", "Up"),
        Verdict::Down => language.pick("下がりました", "Down"),
        Verdict::NoEvidence => language.pick("変化したとは言えません", "No evidence of change"),
    }
}

pub(super) const fn no_spread(language: Language) -> &'static str {
    language.pick("全員が同じ評価のため比べられません", "All answers alike, not compared")
}

pub(super) const fn too_few(language: Language) -> &'static str {
    language.pick("少なすぎて前の週と比べられません。", "Too few to compare with the week before.")
}

pub(super) const fn before_is_over(language: Language) -> &'static str {
    language.pick("前の週は保存期間を過ぎています。", "The week before is no longer kept.")
}

pub(super) const fn rate_changed(language: Language) -> &'static str {
    language.pick(
        "回答率が前の週と変わりました。答えた人の層が違うかもしれません。",
        "The response rate changed. The two weeks may compare different people.",
    )
}

/// A verdict alone.
pub(super) fn sentence(language: Language, verdict: &str) -> String {
    format!("{verdict}{}", language.pick("。", "."))
}

/// A verdict with its figures.
pub(super) fn by(language: Language, verdict: &str, difference: &str) -> String {
    match language {
        Language::Japanese => format!("{verdict}。{difference}。"),
        Language::English => format!("{verdict}: {difference}."),
    }
}

/// `−5 from 41`
pub(super) fn difference(language: Language, delta: &str, before: &str) -> String {
    match language {
        Language::Japanese => format!("前の週 {before} との差 {delta}"),
        Language::English => format!("{delta} from {before}"),
    }
}

/// Of what a change is made.
pub(super) fn why(language: Language, delta: &str, (mix, within): (&str, &str)) -> String {
    match language {
        Language::Japanese => {
            format!("差 {delta} の内訳: 答えた人の構成 {mix}、評価の変化 {within}。")
        }
        Language::English => {
            format!("Of {delta}, {mix} comes from who answered and {within} from how they rate.")
        }
    }
}

/// The touchpoint that moved the score most.
pub(super) fn moved_most(language: Language, name: &str, by: &str) -> String {
    match language {
        Language::Japanese => format!("いちばん動かしたのは「{name}」({by}) です。"),
        Language::English => format!(" {name} moved it most ({by})."),
    }
}

/// The lowest touchpoint with its score.
pub(super) fn lowest(language: Language, touchpoint: &str, score: &str) -> String {
    let name = language.pick("いちばん低いタッチポイント", "Lowest touchpoint");
    format!("{name}: {touchpoint} · {score}")
}

/// Whether it is lower than the others, or may be so by chance.
pub(super) fn standing(language: Language, is_lower: bool) -> String {
    let said = if is_lower {
        language.pick("ほかより低いです。", "Lower than the rest.")
    } else {
        language.pick("ほかと違うとは言えません。", "No evidence of a difference from the rest.")
    };
    said.to_owned()
}

/// What a voice is called.
pub(super) const fn voice(language: Language, is_contrary: bool) -> &'static str {
    if is_contrary {
        language.pick("反対の声", "Contrary comment")
    } else {
        language.pick("コメント", "Comment")
    }
}

/// How many cases are open, and how many of them late.
pub(super) fn cases(language: Language, OpenCases { open, late }: OpenCases) -> String {
    let (open, late) = (grouped(open), grouped(late));
    match language {
        Language::Japanese => format!("フォロー: 対応中 {open}件、うち期限超過 {late}件"),
        Language::English => format!("Follow-up: {open} open, {late} of them late"),
    }
}
