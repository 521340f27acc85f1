//! The texts of フォロー: the list of cases, one case, and what they say.

use crate::cases::{Kind, State};
use crate::desk::language::{Bilingual, Language, both};
use crate::pages::figures::decimal;

// The numbers above the list.
pub(crate) const NUMBERS: Bilingual = both("数字", "Figures");
pub(crate) const NOT_CONTACTED: Bilingual = both("未対応", "Open");
pub(crate) const OVERDUE: Bilingual = both("期限超過", "Overdue");
pub(crate) const TO_FIRST_CONTACT: Bilingual = both("最初の連絡まで", "Time to first contact");
pub(crate) const IN_TIME: Bilingual = both("期限内の連絡", "Contacted in time");
pub(crate) const NOTHING_YET: Bilingual = both("まだありません", "Nothing yet");
pub(crate) const ALL_FIGURES: Bilingual = both("すべての数字", "All figures");

// The choices.
pub(crate) const BY_STATE: Bilingual = both("状態", "State");
pub(crate) const ALL: Bilingual = both("すべて", "All");
pub(crate) const TO_DO: Bilingual = both("対応が必要", "To do");
pub(crate) const CLOSED: Bilingual = both("解決", "Closed");
pub(crate) const KINDS: Bilingual = both("種類", "Kind");
pub(crate) const MINE: Bilingual = both("自分の担当", "Mine");
pub(crate) const NOBODYS: Bilingual = both("担当なし", "Unassigned");
pub(crate) const SEARCH: Bilingual = both("コメントを探す", "Search comments");
pub(crate) const FIND: Bilingual = both("探す", "Search");
pub(crate) const TEXT: Bilingual = both("言葉", "Text");
pub(crate) const OF_ONE_PERSON: Bilingual = both("同じ方のフォロー", "Cases of one person");
pub(crate) const OF: Bilingual = both("担当", "Assignee");

// The list.
pub(crate) const LIST: Bilingual = both("フォローの一覧", "Cases");
pub(crate) const DUE: Bilingual = both("期限", "Due");
pub(crate) const SCORE: Bilingual = both("評価", "Score");
pub(crate) const COMMENT: Bilingual = both("コメント", "Comment");
pub(crate) const WISH: Bilingual = both("希望", "Wish");
pub(crate) const ASSIGNEE: Bilingual = both("担当", "Assignee");
pub(crate) const STATE: Bilingual = both("状態", "State");
pub(crate) const NEXT_STEP: Bilingual = both("次の一手", "Next step");
pub(crate) const ACTION: Bilingual = both("操作", "Action");
pub(crate) const PICK_ALL: Bilingual = both("すべて選ぶ", "Select all");
pub(crate) const PICK: Bilingual = both("選ぶ", "Select");
pub(crate) const NO_COMMENT: Bilingual = both("コメントはありません", "No comment");
pub(crate) const NONE: Bilingual = both(
    "まだフォローはありません。設定 → 通知の規則で「フォローを始める」を選ぶか、コメントの画面から始められます。",
    "No cases yet. A rule of Settings → Notices can open them, and so can you, beside a comment.",
);
pub(crate) const NONE_LISTED: Bilingual =
    both("この条件に合うフォローはありません。", "No case matches.");
pub(crate) const SHOW_ALL: Bilingual = both("すべて表示", "Show all");
pub(crate) const FURTHER: Bilingual = both("次のページ", "Next page");
pub(crate) const INCOMPLETE: Bilingual = both(
    "フォローが多いため、古い回答のものは読んでいません。",
    "There are many cases: those of the oldest answers were not read.",
);

// What can be done.
pub(crate) const WITH_PICKED: Bilingual = both("選んだものを", "With those selected:");
pub(crate) const MARK_CONTACTED: Bilingual = both("連絡済みにする", "Mark contacted");
pub(crate) const MARK_SOLVED: Bilingual = both("解決にする", "Mark solved");
pub(crate) const MARK_UNSOLVABLE: Bilingual = both("解決できない", "Not solvable");
pub(crate) const REOPEN: Bilingual = both("もう一度対応する", "Reopen");
pub(crate) const ASSIGN: Bilingual = both("担当にする", "Assign");
pub(crate) const NEW_ASSIGNEE: Bilingual = both("担当する人", "Who takes them");
pub(crate) const NO_ASSIGNEE_HINT: Bilingual =
    both("空にすると担当なしになります。", "Left empty, nobody has it.");
pub(crate) const REMIND: Bilingual = both("思い出す日時を決める", "Set a reminder");
pub(crate) const REMIND_AT: Bilingual = both("思い出す日時", "Remind at");
pub(crate) const REMIND_HINT: Bilingual = both(
    "その時刻を過ぎると、一覧の先頭に戻ります。空にすると取り消します。",
    "From then on it stands first in the list. Left empty, there is none.",
);
pub(crate) const NOTE: Bilingual = both("メモを残す", "Add the note");
pub(crate) const WORDS: Bilingual = both("メモ", "Note");
pub(crate) const WORDS_HINT: Bilingual = both(
    "何を話したか、何をしたか。下のどのボタンでも一緒に残ります。",
    "What was said or done. Each button below keeps it, too.",
);
pub(crate) const AT_FIRST: Bilingual = both("最初の連絡で解決した", "The first contact settled it");
pub(crate) const FOLLOW_UP: Bilingual = both("フォローを始める", "Follow up");
pub(crate) const NEXT_CASE: Bilingual = both("次のフォローへ", "Next case");
pub(crate) const BACK_TO_LIST: Bilingual = both("一覧へ戻る", "Back to the list");

// One case.
pub(crate) const PERSON: Bilingual = both("お客様", "The person");
pub(crate) const NO_ADDRESS: Bilingual = both("連絡先はありません。", "They left no address.");
pub(crate) const PLAYBOOK: Bilingual = both("対応の手順", "Playbook");
pub(crate) const NO_PLAYBOOK: Bilingual =
    both("このタッチポイントの手順はまだありません。", "This touchpoint has no playbook yet.");
pub(crate) const WRITE_PLAYBOOK: Bilingual = both("手順を書く", "Write one");
pub(crate) const HISTORY: Bilingual = both("経過", "What was done");
pub(crate) const WHAT_NOW: Bilingual = both("対応する", "What now");

// What went wrong.
pub(crate) const GONE: Bilingual = both(
    "この回答は取り消されたか、期限が過ぎました。フォローもなくなりました。",
    "The answer was taken back or has expired, and its case with it.",
);
pub(crate) const NOTHING_PICKED: Bilingual =
    both("行を選んでから、ボタンを押してください。", "Select rows first, then press a button.");
pub(crate) const NOT_A_TIME: Bilingual =
    both("日時は、いまから 1年以内で選んでください。", "Choose a time within a year from now.");
pub(crate) const TOO_LONG: Bilingual = both(
    "メモは 2,000文字、担当する人は 80文字までです。",
    "A note has 2,000 characters at most, a name 80.",
);
pub(crate) const NO_WORDS: Bilingual = both("メモを書いてください。", "Write a note first.");
pub(crate) const CHANGED_MEANWHILE: Bilingual = both(
    "送信の前に、ほかの人が対応していました。下の内容を確かめて、もう一度操作してください。",
    "Somebody did something before you sent this. See what it was, and decide again.",
);

// The figures.
pub(crate) const FIGURES: Bilingual = both("フォローの数字", "What the cases say");
pub(crate) const TO_RESOLUTION: Bilingual = both("解決まで", "Time to resolution");
pub(crate) const SOLVED_AT_FIRST: Bilingual = both("最初の連絡で解決", "Solved at first contact");
pub(crate) const UNRESOLVED: Bilingual = both("未解決の割合", "Unresolved");
pub(crate) const RECOVERY: Bilingual = both("戻ってきた批判者", "Detractors won back");
pub(crate) const OPENED: Bilingual = both("始めたフォロー", "Cases opened");
pub(crate) const MEAN: Bilingual = both("平均", "Mean");
pub(crate) const MEDIAN: Bilingual = both("中央値", "Median");
pub(crate) const P90: Bilingual = both("90% がこれ以内", "Nine of ten within");
pub(crate) const FIGURE: Bilingual = both("数字", "Figure");
pub(crate) const SHARE: Bilingual = both("割合", "Share");
pub(crate) const INTERVAL: Bilingual = both("95%区間", "95% interval");
pub(crate) const COUNTS: Bilingual = both("件数", "Counts");
pub(crate) const HOURS_HINT: Bilingual = both(
    "時間は、設定した営業時間で数えています。",
    "Times are counted in the site's working hours.",
);
pub(crate) const UNRESOLVED_HINT: Bilingual = both(
    "期間の終わりに残っていたもの ÷ (期間の初めに残っていたもの + 始めたもの)",
    "Open at the end ÷ (open at the start + opened)",
);
pub(crate) const SOLVED_HINT: Bilingual = both(
    "解決したもののうち。記録がなければ、連絡が 1回までのもの",
    "Of those solved. Where nobody said, those with one contact at most",
);
pub(crate) const PROMISE_HINT: Bilingual = both(
    "期限内に連絡したもの ÷ (連絡したもの + 期限を過ぎたもの)",
    "Contacted in time ÷ (contacted + overdue)",
);
pub(crate) const RECOVERY_HINT: Bilingual = both(
    "フォローした批判者 (NPS 0〜6) のうち、あとで答えて、最後に 7 以上を付けた人",
    "Detractors (NPS 0 to 6) with a case who answered again, and gave 7 or more the last time",
);

/// What a state is called.
pub(crate) const fn state(state: State) -> Bilingual {
    match state {
        State::Open => both("未対応", "Open"),
        State::Contacted => both("連絡済み", "Contacted"),
        State::Resolved => both("解決", "Solved"),
        State::Unresolvable => both("解決できず", "Not solvable"),
    }
}

/// How a person wants to be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wish {
    Email,
    Telephone,
    /// They said so, and left no address.
    InWords,
    Nothing,
}

pub(crate) const fn wish(wish: Wish) -> Bilingual {
    match wish {
        Wish::Email => both("メールで返信", "Reply by e-mail"),
        Wish::Telephone => both("電話で連絡", "Call back"),
        Wish::InWords => both("返信を希望", "Wants a reply"),
        Wish::Nothing => both("返信は不要", "No reply wanted"),
    }
}

/// What was done, in a word.
pub(crate) const fn done(kind: Kind) -> Bilingual {
    match kind {
        Kind::Contacted => both("連絡しました", "Contacted"),
        Kind::Resolved => both("解決しました", "Solved"),
        Kind::Unresolvable => both("解決できませんでした", "Not solvable"),
        Kind::Reopened => both("もう一度対応します", "Reopened"),
        Kind::Assigned => both("担当", "Assigned to"),
        Kind::Remind => both("思い出す日時", "Reminder"),
        Kind::Note => both("メモ", "Note"),
    }
}

/// What the page says after it was done.
pub(crate) const fn noted(kind: Kind) -> Bilingual {
    match kind {
        Kind::Contacted => both("連絡済みにしました。", "Marked as contacted."),
        Kind::Resolved => both("解決にしました。", "Marked as solved."),
        Kind::Unresolvable => both("解決できないとしました。", "Marked as not solvable."),
        Kind::Reopened => both("もう一度対応します。", "Reopened."),
        Kind::Assigned => both("担当を変えました。", "The assignee was changed."),
        Kind::Remind => both("思い出す日時を変えました。", "The reminder was changed."),
        Kind::Note => both("メモを残しました。", "The note was added."),
    }
}

/// A time that is left or over, in the unit that fits: `3時間`, `2日`, `20 min`.
pub(crate) fn span(language: Language, minutes: i64) -> String {
    let (n, unit) = match minutes {
        ..60 => (minutes.max(1), both("分", " min")),
        60..2_880 => (minutes / 60, both("時間", " h")),
        _ => (minutes / 1_440, both("日", " days")),
    };
    format!("{n}{}", language.say(unit))
}

/// `2時間 超過`
pub(crate) fn late(language: Language, span: &str) -> String {
    match language {
        Language::Japanese => format!("{span} 超過"),
        Language::English => format!("{span} late"),
    }
}

/// `あと 3時間`
pub(crate) fn left(language: Language, span: &str) -> String {
    match language {
        Language::Japanese => format!("あと {span}"),
        Language::English => format!("{span} left"),
    }
}

/// Hours as a figure and its unit: `5.2` `時間`, `26` `時間`, `40` `分`, `6.3` `日`.
pub(crate) fn hours(language: Language, hours: f64) -> (String, &'static str) {
    let (figure, digits, unit) = if hours < 1.0 {
        (hours * 60.0, 0, both("分", "min"))
    } else if hours < 10.0 {
        (hours, 1, both("時間", "h"))
    } else if hours < 72.0 {
        (hours, 0, both("時間", "h"))
    } else {
        (hours / 24.0, 1, both("日", "days"))
    };
    (decimal(figure, digits), language.say(unit))
}

/// The same in a sentence: `5.2時間`, `5.2 h`.
pub(crate) fn in_words(language: Language, h: f64) -> String {
    let (figure, unit) = hours(language, h);
    format!("{figure}{}{unit}", language.say(both("", " ")))
}

/// `中央値。p90 26時間、n = 31`
pub(crate) fn median_of(language: Language, p90: &str, n: u64) -> String {
    match language {
        Language::Japanese => format!("中央値。p90 {p90}、n = {n}"),
        Language::English => format!("median. p90 {p90}, n = {n}"),
    }
}

/// `95%区間 71〜95、n = 31`
pub(crate) fn share_of(language: Language, range: &str, n: u64) -> String {
    match language {
        Language::Japanese => format!("95%区間 {range}、n = {n}"),
        Language::English => format!("95% interval {range}, n = {n}"),
    }
}

/// `期限は、至急 8時間、その他 3日`
pub(crate) fn promise(language: Language, urgent: &str, other: &str) -> String {
    match language {
        Language::Japanese => format!("期限は、至急 {urgent}、その他 {other}"),
        Language::English => format!("Due in {urgent} if urgent, otherwise in {other}"),
    }
}

/// A rule that opened as many cases as it may.
pub(crate) fn stopped(language: Language, rule: &str, time: &str, most: usize) -> String {
    match language {
        Language::Japanese => format!(
            "規則「{rule}」は、今日 {most}件に達したため、{time}からフォローを始めていません。明日また始めます。"
        ),
        Language::English => format!(
            "The rule “{rule}” has opened {most} cases today and stopped at {time}. It goes on tomorrow."
        ),
    }
}

/// How many of those that were ticked somebody else dealt with first.
pub(crate) fn changed(language: Language, n: usize) -> String {
    match (language, n) {
        (Language::Japanese, _) => format!(
            "{n}件は、送信の前にほかの人が対応していました。下に印を付けました。確かめて、もう一度操作してください。"
        ),
        (Language::English, 1) => {
            "Somebody did something on one of them first. It is marked below: look again, and decide."
                .to_owned()
        }
        (Language::English, _) => format!(
            "Somebody did something on {n} of them first. They are marked below: look again, and decide."
        ),
    }
}

/// `ほかに 2件`
pub(crate) fn other_cases(language: Language, n: usize) -> String {
    match (language, n) {
        (Language::Japanese, _) => format!("同じ方のフォローがほかに {n}件"),
        (Language::English, 1) => "1 other case of this person".to_owned(),
        (Language::English, _) => format!("{n} other cases of this person"),
    }
}

/// Who opened a case, and when.
pub(crate) fn opened(language: Language, by: &str, at: &str) -> String {
    match language {
        Language::Japanese => format!("{at}に開始 ({by})"),
        Language::English => format!("opened {at} ({by})"),
    }
}

/// Of whom a recovery is told.
pub(crate) fn recovery_of(language: Language, detractors: usize, looked_at: usize) -> String {
    let all = match language {
        Language::Japanese => format!("誰か分かる批判者 {detractors}人"),
        Language::English => format!("{detractors} detractors who are known"),
    };
    if looked_at == detractors {
        return all;
    }
    match language {
        Language::Japanese => format!("{all}のうち新しい {looked_at}人"),
        Language::English => format!("the newest {looked_at} of {all}"),
    }
}
