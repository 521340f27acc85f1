//! The texts around the forms of the settings.

use crate::desk::language::{Bilingual, Language, both};

pub(crate) const SAVE: Bilingual = both("保存する", "Save");
pub(crate) const SAVED: Bilingual = both(
    "保存しました。ページには 5分ほどで届きます。",
    "Saved. Pages get it within some five minutes.",
);
pub(crate) const NOT_SAVED: Bilingual = both(
    "まだ保存していません。赤い項目を直してください。",
    "Nothing was saved yet. Mend the field in red.",
);
pub(crate) const BACK: Bilingual = both("設定へ戻る", "Back to settings");
pub(crate) const BACK_TO_SURVEYS: Bilingual = both("質問の一覧へ", "All surveys");
pub(crate) const BACK_TO_TOUCHPOINTS: Bilingual = both("タッチポイントの一覧へ", "All touchpoints");
pub(crate) const BACK_TO_DEPARTMENTS: Bilingual = both("部門の一覧へ", "All departments");
pub(crate) const BACK_TO_NOTICES: Bilingual = both("通知の一覧へ", "All notices");
pub(crate) const DEPARTMENT: Bilingual = both("部門", "Department");
pub(crate) const DEPARTMENT_HINT: Bilingual =
    both("回答やコメントは消えません。", "No answer or comment is lost with it.");
pub(crate) const BACK_TO_HISTORY: Bilingual = both("履歴へ", "History");
pub(crate) const SURVEY: Bilingual = both("質問", "Survey");
pub(crate) const NEW_LINE: Bilingual =
    both("推移に新しい線を始める", "Start a new line in the trend");
pub(crate) const NEW_LINE_HINT: Bilingual = both(
    "質問の言葉や尺度が変わると、前のスコアとは比べられません。新しい版として数え、推移に印を付けます。",
    "Other words or another scale can't be compared with what was asked before. The survey becomes a new version, and the trend is marked.",
);
pub(crate) const WORDING_CHANGED: Bilingual = both(
    "質問の言葉か尺度が変わりました。続けるには、下の箱に印を付けて保存してください。",
    "The words of the question, or its scale, have changed. To go on, tick the box below and save.",
);
pub(crate) const STORAGE: Bilingual = both(
    "保存先が応答しません。入力した内容は残っています。少し待ってから、もう一度保存してください。",
    "Storage does not answer. What you typed is kept. Wait some seconds and save again.",
);
pub(crate) const MEANWHILE: Bilingual =
    both("ほかの人が先に保存しました", "Somebody else saved meanwhile");
pub(crate) const MEANWHILE_TEXT: Bilingual = both(
    "どちらを残すか、項目ごとに選んでください。選ぶまでは何も変わりません。",
    "Choose for each field which of the two stays. Nothing changes until you do.",
);
pub(crate) const THEIRS: Bilingual = both("相手の値にする", "Take theirs");
pub(crate) const MINE: Bilingual = both("自分の値を残す", "Keep mine");
pub(crate) const CHOOSE: Bilingual = both("どちらかを選んでください。", "Choose one of the two.");
pub(crate) const YOU: Bilingual = both("あなた", "You");
pub(crate) const EMPTY: Bilingual = both("(空)", "(empty)");
pub(crate) const NOTHING_DIFFERS: Bilingual = both(
    "この画面の項目に違いはありません。もう一度保存してください。",
    "No field of this page differs. Save once more.",
);
pub(crate) const PREVIEW: Bilingual = both("見え方", "Preview");
pub(crate) const SHOW_PREVIEW: Bilingual = both("見え方を更新", "Update the preview");
pub(crate) const LIGHT: Bilingual = both("明るい画面", "Light");
pub(crate) const DARK: Bilingual = both("暗い画面", "Dark");
pub(crate) const ADD: Bilingual = both("追加する", "Add");
pub(crate) const REMOVE: Bilingual = both("削除する", "Remove");
pub(crate) const ARCHIVE: Bilingual = both("終了する", "Archive");
pub(crate) const ARCHIVE_HINT: Bilingual = both(
    "もう聞きません。これまでの回答は残り、スコアにも入ります。",
    "It is asked no more. Its answers stay and count.",
);
pub(crate) const UP: Bilingual = both("上へ", "Up");
pub(crate) const DOWN: Bilingual = both("下へ", "Down");
pub(crate) const NAME: Bilingual =
    both("名前 (半角の小文字・数字・-)", "Name (small letters, digits and -)");
pub(crate) const NAME_TAKEN: Bilingual =
    both("この名前はもう使われています。", "This name is taken.");
pub(crate) const NAME_ILLEGAL: Bilingual = both(
    "半角の小文字・数字・- で、64文字までにしてください。",
    "Use up to 64 small letters, digits and -.",
);
pub(crate) const LAST_SURVEY: Bilingual = both(
    "質問は 1つ以上必要です。先にほかの質問を追加してください。",
    "A site needs one survey. Add another one first.",
);
pub(crate) const STILL_USED: Bilingual = both(
    "この場面を使う質問があります。削除しても、質問はこの名前で呼ばれたときに出ます。",
    "A survey is asked at this touchpoint. Without the entry here it still is when your page calls it by name.",
);

/// How many fields differ from what is stored.
pub(crate) const CHANGED_ONE: Bilingual = both("1項目を変更", "1 field changed");
/// The same for several; the script fills in the number.
pub(crate) const CHANGED_MANY: Bilingual = both("{n}項目を変更", "{n} fields changed");

/// Why a form was not taken: the page was opened in another language or release, or too long ago.
pub(crate) fn version(language: Language, version: u32) -> String {
    match language {
        Language::Japanese => format!("第{version}版になります。"),
        Language::English => format!("It becomes version {version}."),
    }
}
