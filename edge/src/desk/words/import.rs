//! The texts of the import.

use crate::desk::language::{Bilingual, Language, both};

pub(crate) const LEAD: Bilingual = both(
    "ほかのサービスや表計算の回答を取り込みます。まず読み取った内容を表示します。この段階では何も保存しません。",
    "Bring answers here from another product or a spreadsheet. First you see how the file is read; nothing is stored yet.",
);
pub(crate) const FILE: Bilingual = both("ファイル", "File");
pub(crate) const FILE_HINT: Bilingual = both(
    "見出し行のある CSV か TSV。Excel では「CSV UTF-8」で保存してください。",
    "CSV or TSV with a header line. From Excel, save as CSV UTF-8.",
);
pub(crate) const SURVEY: Bilingual = both("どの質問への回答ですか", "Which survey do they answer?");
pub(crate) const SURVEY_HINT: Bilingual = both(
    "ファイルに survey の列があれば、その列が優先されます。",
    "Where the file has a column survey, that column holds.",
);
pub(crate) const SURVEY_IN_FILE: Bilingual =
    both("ファイルの列で決まる", "A column of the file says it");
pub(crate) const SELDOM: Bilingual = both("必要なときだけ", "Seldom needed");
pub(crate) const DATE_ORDER: Bilingual = both("日付の順", "Order of dates");
pub(crate) const BY_FILE: Bilingual = both("自動", "Found from the file");
pub(crate) const DAY_FIRST: Bilingual =
    both("日が先（3/11 = 11月3日）", "Day first (3/11 is 3 November)");
pub(crate) const MONTH_FIRST: Bilingual =
    both("月が先（3/11 = 3月11日）", "Month first (3/11 is 11 March)");
pub(crate) const DATE_FORMAT: Bilingual = both("数字だけの日時", "Times that are bare numbers");
pub(crate) const NO_NUMBERS: Bilingual = both("ない", "There are none");
pub(crate) const EXCEL: Bilingual =
    both("Excel のシリアル値（46329.38）", "Serial numbers of Excel (46329.38)");
pub(crate) const UNIX: Bilingual = both("Unix 秒（1793000000）", "Unix seconds (1793000000)");
pub(crate) const ANSWERED_AT: Bilingual = both("日時の列がないとき", "If no column has the time");
pub(crate) const ANSWERED_AT_HINT: Bilingual = both(
    "すべての行をこの日時にします。例：2026-11-03",
    "All rows get this one, such as 2026-11-03.",
);
pub(crate) const CHARSET: Bilingual = both("文字コード", "Encoding");
pub(crate) const LOOK: Bilingual = both("読み取ってみる", "See how it is read");
pub(crate) const LOOK_AGAIN: Bilingual = both("この設定で読み直す", "Read it again");
pub(crate) const IMPORT: Bilingual = both("取り込む", "Import");
pub(crate) const OTHER_FILE: Bilingual = both("別のファイルを選ぶ", "Choose another file");

pub(crate) const BATCHES: Bilingual = both("取り込んだファイル", "Imported files");
pub(crate) const NO_BATCH: Bilingual = both("まだありません。", "None yet.");
pub(crate) const BATCHES_HINT: Bilingual = both(
    "取り込んだ直後は、一覧に出るまで 1分ほどかかることがあります。",
    "A new one may take a minute to appear.",
);
pub(crate) const MORE_BATCHES: Bilingual = both("続きを見る", "Show more");
pub(crate) const UNDO: Bilingual = both("取り消す", "Take back");
pub(crate) const GO_ON_UNDOING: Bilingual = both("続けて取り消す", "Go on");
pub(crate) const UNKNOWN_BATCH: Bilingual = both(
    "この取り込みは見つかりません。取り消し済みか、まだ反映されていません。1分待ってお試しください。",
    "There is no such import: it was taken back, or does not show yet. Try again in a minute.",
);

pub(crate) const READ_AS: Bilingual = both("このように読み取りました", "This is how it is read");
pub(crate) const NOT_READ: Bilingual =
    both("このままでは取り込めません", "It can't be imported like this");
pub(crate) const NOTHING_STORED: Bilingual =
    both("まだ何も保存していません。", "Nothing is stored yet.");
pub(crate) const COLUMNS: Bilingual = both("列", "Columns");
pub(crate) const IN_FILE: Bilingual = both("ファイルの列", "In the file");
pub(crate) const TAKEN_FOR: Bilingual = both("Koe での扱い", "Taken for");
pub(crate) const FIRST_ROWS: Bilingual = both("はじめの 5行", "The first five rows");
pub(crate) const REJECTED: Bilingual = both("取り込めない行", "Rows that are refused");
pub(crate) const DROPPED: Bilingual = both("省く値", "Values that are left out");
pub(crate) const SCORE: Bilingual = both("この行だけのスコア", "What these rows alone score");
pub(crate) const SCORE_HINT: Bilingual =
    both("これまでのツールのスコアと比べてください。", "Compare it with the score that you know.");
pub(crate) const NO_SCORE: Bilingual = both("スコアのある行がありません。", "No row has a score.");
pub(crate) const COST: Bilingual = both("保存にかかる書き込み", "What storing it costs");
pub(crate) const LATER_ROWS: Bilingual = both(
    "大きなファイルなので、先頭だけを読みました。下の数字は先頭の分です。",
    "The file is large, so only its beginning was read. The figures are those of the beginning.",
);
pub(crate) const TWO_WAYS: Bilingual = both(
    "一度に送れるのは 120行・1 MiB までです。続けるには、このページで JavaScript を有効にするか（自動で分けて送ります）、手元で cargo xtask import を使ってください。",
    "One request takes 120 rows and 1 MiB. There are two ways on: allow JavaScript on this page, which then sends the file in pieces, or run cargo xtask import on your computer.",
);
/// The file is too large for one request, and what else there is.
pub(crate) fn too_large(language: Language) -> String {
    match language {
        Language::Japanese => format!("ファイルが大きすぎます。{}", language.say(TWO_WAYS)),
        Language::English => {
            format!("The file is too large for one request. {}", language.say(TWO_WAYS))
        }
    }
}
pub(crate) const CHANGED: Bilingual = both(
    "設定が変わったので読み直しました。確かめてから取り込んでください。",
    "The settings changed, so the file was read again. Look at it, then import.",
);
pub(crate) const NO_FILE: Bilingual = both("ファイルを選んでください。", "Choose a file.");
pub(crate) const FILE_REFUSED: Bilingual =
    both("ファイルを受け付けませんでした", "The file was not accepted");
pub(crate) const FILE_REFUSED_TEXT: Bilingual = both(
    "フォームが古くなっています。ファイルは保存していません。ページを開き直して、もう一度ファイルを選んでください。",
    "The form is of another session, and the file was not kept. Open the page again and choose the file again.",
);
pub(crate) const FORM_BROKEN_TEXT: Bilingual = both(
    "送信が途中で切れたか、形式が違います。何も保存していません。もう一度ファイルを選んでください。",
    "It broke off or is malformed. Nothing was stored. Choose the file again.",
);
pub(crate) const SETTLING: Bilingual = both(
    "別の取り込みの直後です。反映を待つ必要があります。",
    "Another import was changed a short while ago and has to settle.",
);
pub(crate) const STORAGE: Bilingual = both(
    "保存先が応答しません。途中まで保存されたかもしれません。同じものをもう一度取り込めば、残りだけが入ります。",
    "Storage does not answer, and a part may be stored. Import the same once more: only the rest is added.",
);
pub(crate) const UNDO_STORAGE: Bilingual = both(
    "保存先が応答しません。途中まで取り消したかもしれません。もう一度押すと続きから取り消します。",
    "Storage does not answer, and a part may be taken back. Press once more to go on.",
);
pub(crate) const DONE: Bilingual = both("取り込みました", "Imported");
pub(crate) const AGAIN: Bilingual = both(
    "同じファイルをもう一度取り込んでも、増えるのは新しい行だけです。",
    "The same file again adds only what is new.",
);
pub(crate) const KEEP_OPEN: Bilingual = both(
    "終わるまでページを開いたままにしてください。閉じても、同じファイルをもう一度取り込めば残りだけが入ります。",
    "Keep this page open until it is done. If it closes, import the same file again: only the rest is added.",
);
pub(crate) const RUNNING: Bilingual = both("取り込み中", "Importing");
pub(crate) const STOP: Bilingual = both("止める", "Stop");
pub(crate) const GO_ON: Bilingual = both("続ける", "Go on");
pub(crate) const TO_LIST: Bilingual = both("取り込みの一覧へ", "To the imported files");

/// What the script says, by the names that it knows; `{…}` is filled in there.
pub(crate) const SCRIPT: [(&str, Bilingual); 8] = [
    ("sent", both("{all}行のうち {done}行", "{done} of {all} rows")),
    ("wait", both("{s}秒待って続けます…", "Going on in {s} seconds…")),
    ("stopped", both("止めました。", "Stopped.")),
    (
        "sum",
        both(
            "新しい行 {accepted}、置き換え {replaced}、すでにある行 {duplicates}、取り込めない行 {rejected}。",
            "{accepted} new, {replaced} replaced, {duplicates} there already, {rejected} refused.",
        ),
    ),
    ("line", both("{line}行目：{why}", "Line {line}: {why}")),
    (
        "failed",
        both(
            "続けられません（{status}）。送った分は保存されています。ログインし直して同じファイルを取り込むと、残りだけが入ります。",
            "It can't go on ({status}). What was sent is stored. Sign in again and import the same file: only the rest is added.",
        ),
    ),
    (
        "coded",
        both(
            "ファイルの途中に {charset} ではない文字があります。何も送っていません。文字コードを選ぶか、UTF-8 で保存し直してください。",
            "Further down the file is not in {charset}. Nothing was sent. Choose its encoding, or save it as UTF-8.",
        ),
    ),
    (
        "open",
        both(
            "{line}行目で開いた引用符が閉じていません。ここから先は行に分けられないので、何も送っていません。",
            "The quote that opens on line {line} is never closed, so the rows after it can't be told apart. Nothing was sent.",
        ),
    ),
];

/// What the script says while it takes a batch back.
pub(crate) const UNDOING: Bilingual =
    both("{done}件を取り消し、残り {left}行", "{done} taken back, {left} rows left");
pub(crate) const UNDOING_FAILED: Bilingual = both(
    "今は取り消せません（{status}）。1分待ってお試しください。",
    "It can't be taken back now ({status}). Try again in a minute.",
);

/// How far a batch was taken back.
pub(crate) fn undone(language: Language, undone: u64, left: u64) -> String {
    match (language, left) {
        (Language::Japanese, 0) => format!("取り消しました（{undone}件）。もう一度取り込めます。"),
        (Language::Japanese, left) => format!("{undone}件を取り消しました。残りは {left}行です。"),
        (Language::English, 0) => format!("Taken back: {undone}. It can be imported again."),
        (Language::English, left) => format!("{undone} were taken back. {left} rows are left."),
    }
}

/// When it may be tried again.
pub(crate) fn retry(language: Language, seconds: u64) -> String {
    match language {
        Language::Japanese => {
            format!("{seconds}秒後にもう一度お試しください。ファイルはこの画面に残っています。")
        }
        Language::English => {
            format!("Try again in {seconds} seconds. The file is still in this page.")
        }
    }
}

/// When it may be tried again, where nothing is held.
pub(crate) fn wait(language: Language, seconds: u64) -> String {
    match language {
        Language::Japanese => format!("{seconds}秒後にもう一度お試しください。"),
        Language::English => format!("Try again in {seconds} seconds."),
    }
}

/// Rows of a file or a batch.
pub(crate) fn rows(language: Language, rows: &str) -> String {
    match language {
        Language::Japanese => format!("{rows}行"),
        Language::English if rows == "1" => "1 row".to_owned(),
        Language::English => format!("{rows} rows"),
    }
}

/// What would come of the rows, or did.
pub(crate) fn counts(
    language: Language,
    [accepted, replaced, duplicates, rejected]: [&str; 4],
) -> String {
    let (_, sum) = SCRIPT[3];
    language
        .say(sum)
        .replace("{accepted}", accepted)
        .replace("{replaced}", replaced)
        .replace("{duplicates}", duplicates)
        .replace("{rejected}", rejected)
}

/// How many of the rows are answers, where nobody asked which are there already.
pub(crate) fn answers(language: Language, answers: &str, rejected: &str) -> String {
    match language {
        Language::Japanese => format!(
            "取り込める行 {answers}、取り込めない行 {rejected}。すでにある行は、取り込むときに数えます。"
        ),
        Language::English => format!(
            "{answers} can be imported, {rejected} are refused. Which are there already is counted while importing."
        ),
    }
}

/// How many further lines there are.
pub(crate) fn more_lines(language: Language, n: &str) -> String {
    match language {
        Language::Japanese => format!("ほか {n}行"),
        Language::English => format!("and {n} more"),
    }
}

/// A line of the file.
pub(crate) fn line(language: Language, line: u64) -> String {
    match language {
        Language::Japanese => format!("{line}行目"),
        Language::English => format!("Line {line}"),
    }
}

/// What storing costs: writes, days of the free plan, dollars.
pub(crate) fn cost(language: Language, writes: &str, days: u64, dollars: &str) -> String {
    match language {
        Language::Japanese => format!(
            "約 {writes}回。無料プランは 1日 1,000回までなので、{days}日分にあたります。有料プランでは月 100万回まで含まれ、超えた分なら約 {dollars}ドルです。"
        ),
        Language::English => {
            let days = if days == 1 { "1 day".to_owned() } else { format!("{days} days") };
            format!(
                "About {writes} writes. The free plan has 1,000 a day, so that is {days} of it. The paid plan includes a million a month; beyond them it is about {dollars} dollars."
            )
        }
    }
}

/// The count and the interval of a score.
pub(crate) fn interval(language: Language, n: &str, interval: Option<(&str, &str)>) -> String {
    match (language, interval) {
        (Language::Japanese, Some((low, high))) => format!("{n}件 · 95%区間 {low} 〜 {high}"),
        (Language::English, Some((low, high))) => format!("n = {n} · 95% interval {low} to {high}"),
        (Language::Japanese, None) => format!("{n}件 · 区間は出せません"),
        (Language::English, None) => format!("n = {n} · no interval"),
    }
}

pub(crate) const PRELIMINARY: Bilingual = both("参考値（30件未満）", "Preliminary: fewer than 30");

/// Rows of which a value of a column is left out.
pub(crate) fn dropped(language: Language, column: &str, rows: &str) -> String {
    match language {
        Language::Japanese => format!("{column}：{rows}行"),
        Language::English if rows == "1" => format!("{column}: 1 row"),
        Language::English => format!("{column}: {rows} rows"),
    }
}
