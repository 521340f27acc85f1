//! The texts of the history and of the document.

use crate::desk::language::{Bilingual, Language, both};

pub(crate) const DOCUMENT_LEAD: Bilingual = both(
    "設定の画面が書いているものです。API からも同じ形で読み書きできます。",
    "This is what the settings write. The API reads and writes the same.",
);
pub(crate) const LEAD: Bilingual = both(
    "新しい順に 200件まで残ります。どの時点にも戻せます。秘密の鍵は今のまま、質問の版は下がりません。",
    "The newest 200 stay. Any of them can be brought back. Secrets stay those of today, and no survey goes back to a lower version.",
);
pub(crate) const NOW: Bilingual = both("今の状態", "As it is now");
pub(crate) const RESTORE: Bilingual = both("この時点に戻す", "Bring this back");
pub(crate) const SHOW: Bilingual = both("内容を見る", "Show it");
pub(crate) const BESIDE: Bilingual = both("同時に保存", "Saved side by side");
pub(crate) const BESIDE_TEXT: Bilingual = both(
    "ほかの人の保存が見えないまま保存されました。",
    "Whoever saved this could not see the other save yet.",
);
pub(crate) const FIRST: Bilingual = both("最初の状態", "The first state");
pub(crate) const NONE: Bilingual = both(
    "まだ記録がありません。次に保存すると始まります。",
    "Nothing yet. It begins with the next save.",
);
pub(crate) const RESTORED: Bilingual = both("戻しました。", "It is back.");
pub(crate) const NOT_RESTORED: Bilingual = both(
    "まだ何も戻していません。下の一覧を確かめて、もう一度選んでください。",
    "Nothing was brought back yet. Look at the list below, and choose again.",
);
pub(crate) const ADMIN: Bilingual = both("管理キー", "Admin key");
pub(crate) const UNKNOWN: Bilingual = both("不明", "Unknown");

/// How many further fields an entry changed.
pub(crate) fn more(language: Language, n: usize) -> String {
    match language {
        Language::Japanese => format!("ほか {n}項目"),
        Language::English => format!("and {n} more"),
    }
}

/// Who did it: a key's name.
pub(crate) fn who(language: Language, by: Option<&str>) -> String {
    match by {
        Some("admin") => language.say(ADMIN).to_owned(),
        Some(name) => name.to_owned(),
        None => language.say(UNKNOWN).to_owned(),
    }
}
