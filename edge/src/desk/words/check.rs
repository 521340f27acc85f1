//! The texts of the check.

use crate::desk::check::SeenError;
use crate::desk::language::{Bilingual, Language, both};

pub(crate) fn done(language: Language, count: usize) -> String {
    match language {
        Language::Japanese => format!("4つのうち {count}つ完了"),
        Language::English => format!("{count} of 4 done"),
    }
}

pub(crate) const TAG: Bilingual = both("タグを1行貼る", "Paste one tag");
pub(crate) const TAG_TEXT: Bilingual = both(
    "すべてのページの head に。タグマネージャーからでも構いません。",
    "In the head of every page, or through a tag manager.",
);
pub(crate) const WHERE: Bilingual = both("貼る場所 (サービス別)", "Where it goes, by system");
pub(crate) const NOT_READ: Bilingual =
    both("まだ読み込みを確認していません", "Not seen on a page yet");
pub(crate) const OPEN_TEXT: Bilingual = both(
    "ページを開き、左下のパネルで「Koe で見る」を押すと、結果がここに出ます。",
    "Open a page, press “Show this in Koe” in the panel at its corner, and the result stands here.",
);
pub(crate) const AGAIN: Bilingual = both("もう一度確かめる", "Check again");

pub(crate) fn open(language: Language, host: &str) -> String {
    match language {
        Language::Japanese => format!("{host} を開いて確かめる"),
        Language::English => format!("Open {host} and check"),
    }
}

pub(crate) fn read(language: Language, host: &str, time: &str) -> String {
    match language {
        Language::Japanese => format!("{host} で読み込みを確認しました。{time}"),
        Language::English => format!("Seen on {host} at {time}"),
    }
}

pub(crate) fn not_listed(language: Language, origin: &str) -> String {
    match language {
        Language::Japanese => format!(
            "{origin} は、このサイトの URL の一覧にありません。このページからの回答は受け付けません。"
        ),
        Language::English => {
            format!("{origin} is not on the site's list. Answers from there are refused.")
        }
    }
}

pub(crate) const ADD_IT: Bilingual = both("サイトのページで追加する", "Add it at the site's page");
pub(crate) const OLDER: Bilingual = both(
    "このページのタグは、前のリリースのものです。5分ほどで新しくなります。",
    "The page still has the tag of an earlier release. It is renewed within five minutes or so.",
);

pub(crate) fn left(language: Language, count: u32) -> String {
    match language {
        Language::Japanese => {
            format!("URL に入りきらなかった {count}件は、ここに含まれていません。")
        }
        Language::English => {
            format!("The address had no room for {count} more; they are left out.")
        }
    }
}

pub(crate) const fn broken(error: SeenError) -> Bilingual {
    match error {
        SeenError::TooLong => both(
            "確認結果の URL が長すぎて読めません。ページをもう一度開いて確かめてください。",
            "The address of this check is too long to be read. Open the page and check again.",
        ),
        SeenError::Broken => both(
            "確認結果の URL が途中で切れているか、壊れています。ページをもう一度開いて確かめてください。",
            "The address of this check is cut off or broken. Open the page and check again.",
        ),
        SeenError::NoAddress => both(
            "ファイルとして開いたページのようです。http(s) の URL で開いて確かめてください。",
            "The page has no web address; was it opened as a file? Open it by http or https and check again.",
        ),
    }
}

pub(crate) const TOUCHPOINTS: Bilingual = both("タッチポイントを置く", "Place a touchpoint");
pub(crate) const TOUCHPOINTS_TEXT: Bilingual = both(
    "聞く場面です。条件を決めておくか、コードで呼びます。",
    "The moments to ask. They come by their conditions, or are called.",
);
pub(crate) const COME: Bilingual = both("受け取りました", "Received");
pub(crate) const NOT_COME: Bilingual = both("まだ届いていません", "Not yet");
pub(crate) const CALL: Bilingual = both("その場面で呼びます。", "Call it at that moment.");
pub(crate) const THIS_PAGE: Bilingual =
    both("確かめたページを、タッチポイントにする", "Make the page that was checked a touchpoint");

pub(crate) const TRY: Bilingual = both("自分で答えてみる", "Try it yourself");
pub(crate) const TRY_TEXT: Bilingual = both(
    "プレビューの回答はテストになり、スコアには入りません。",
    "Preview answers are marked as tests and stay out of every score.",
);
pub(crate) const OPEN: Bilingual = both("開く", "Open");
pub(crate) const WAITING: Bilingual =
    both("テストの回答を待っています", "Waiting for a test answer");

pub(crate) fn tried(language: Language, score: u8, time: &str) -> String {
    match language {
        Language::Japanese => format!("テストの回答が届きました: {score} ({time})"),
        Language::English => format!("Test answer received: {score} ({time})"),
    }
}

pub(crate) fn more(language: Language, count: usize) -> String {
    match language {
        Language::Japanese => format!("ほかの質問 ({count})"),
        Language::English => format!("Other surveys ({count})"),
    }
}

pub(crate) const WHY: Bilingual = both("出る理由、出ない理由", "Why it shows, and why not");

pub(crate) fn why_text(language: Language, page: &str) -> String {
    match language {
        Language::Japanese => format!("{page} での判定です。"),
        Language::English => format!("The decision on {page}."),
    }
}

pub(crate) const WHY_LATER: Bilingual = both(
    "確かめたページでの判定が、質問ごとにここに出ます。",
    "Once a page was checked, the decision on each survey stands here.",
);
pub(crate) const UNKNOWN: Bilingual = both("この確認には含まれていません", "Not in this check");
pub(crate) const UNKNOWN_ADVICE: Bilingual = both(
    "追加したばかりの質問は、5分ほどでページに届きます。",
    "A new survey reaches the pages within five minutes or so.",
);

pub(crate) fn shown(language: Language, time: &str) -> String {
    match language {
        Language::Japanese => format!("訪問者に表示されました。最新は {time}"),
        Language::English => format!("Shown to a visitor, last at {time}"),
    }
}

pub(crate) const NOT_SHOWN: Bilingual =
    both("訪問者への表示は、まだありません", "Not shown to a visitor yet");

pub(crate) const LOOK: Bilingual = both("見え方", "Preview");
pub(crate) const EVERY: Bilingual = both("毎ページの重さ", "on every page");
pub(crate) const SHOWN: Bilingual = both("表示するときだけ", "only when it shows");
pub(crate) const COOKIES: Bilingual = both("Cookie", "cookies");
pub(crate) const UNMEASURED: Bilingual = both(
    "重さは、確かめたページで測ります。表示の重さは、そのページで質問が出たときに分かります。",
    "Weight is measured on the page that is checked; that of a prompt once one has loaded there.",
);
pub(crate) const NO_ANSWERS: Bilingual = both("まだ回答がありません", "No answers yet");
pub(crate) const NO_ANSWERS_TEXT: Bilingual = both(
    "最初の回答が届くと、概要にスコアと区間が出ます。30件に満たないうちは参考値です。",
    "The first score appears in the overview with its interval. Below 30 answers it is marked preliminary.",
);
