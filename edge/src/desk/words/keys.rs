//! The texts of the keys.

use crate::desk::language::{Bilingual, Language, both};
use crate::sites::Scope;

pub(crate) const LEAD: Bilingual = both(
    "キーを持つ人が、このサイトに入れます。1人に 1つ作ると、だれが何をしたかが履歴に残り、1人だけ止められます。",
    "Whoever has a key gets in. With one for each person the history says who did what, and one can be revoked alone.",
);
pub(crate) const NONE: Bilingual = both("まだキーがありません。", "There is no key yet.");
pub(crate) const NEW: Bilingual = both("キーを作る", "Make a key");
pub(crate) const NAME: Bilingual =
    both("だれの、何のためのキーですか", "Whose key is it, and what for?");
pub(crate) const NAME_HINT: Bilingual =
    both("例：佐藤、集計ツール", "Such as Anna, or the weekly report.");
pub(crate) const SCOPE: Bilingual = both("できること", "What it may do");
pub(crate) const MAKE: Bilingual = both("作る", "Make it");
pub(crate) const MADE: Bilingual = both(
    "キーができました。ここでしか表示しません。今コピーして、本人に安全な方法で渡してください。",
    "Here is the key. It is shown only here: copy it now, and hand it over by a safe way.",
);
pub(crate) const REVOKE: Bilingual = both("無効にする", "Revoke");
pub(crate) const REVOKED: Bilingual = both(
    "無効にしました。1分以内に、どこでも使えなくなります。",
    "Revoked. Within a minute it works nowhere any more.",
);
pub(crate) const OWN: Bilingual = both("今のキー", "Yours");
pub(crate) const OVER: Bilingual = both(
    "このフォームは 1時間より前のものです。もう一度作ってください。",
    "This form is more than an hour old. Make the key once more.",
);
pub(crate) const GONE: Bilingual = both(
    "このフォームで作ったキーは無効になっています。もう一度作ってください。",
    "The key that this form made was revoked. Make another one.",
);
pub(crate) const WRONG_SCOPE: Bilingual =
    both("できることを選んでください。", "Choose what it may do.");

/// What is wrong with a name.
pub(crate) fn name_length(language: Language, chars: usize) -> String {
    match language {
        Language::Japanese if chars == 0 => "名前を入れてください。".to_owned(),
        Language::Japanese => format!("{chars}文字あります。100文字までにしてください。"),
        Language::English if chars == 0 => "Enter a name.".to_owned(),
        Language::English => format!("This has {chars} characters. Use at most 100."),
    }
}

/// A scope by its name.
pub(crate) const fn scope(scope: Scope) -> Bilingual {
    match scope {
        Scope::Read => both("読む", "Read"),
        Scope::Care => both("対応する", "Follow up"),
        Scope::Write => both("設定する", "Set up"),
    }
}

/// What a scope lets its holder do.
pub(crate) const fn scope_hint(scope: Scope) -> Bilingual {
    match scope {
        Scope::Read => both("スコアとコメントを見る", "See scores and comments."),
        Scope::Care => both(
            "そのうえ、対応を記録し、掲載を決める",
            "That, and follow up answers and approve voices.",
        ),
        Scope::Write => both(
            "そのうえ、設定を変え、キーを作り、取り込む",
            "That, and change settings, make keys and import.",
        ),
    }
}
