//! The texts of the lists of touchpoints, surveys and departments.

use crate::desk::language::{Bilingual, Language, both};

pub(crate) const TOUCHPOINTS: Bilingual = both("タッチポイント", "Touchpoints");
pub(crate) const TOUCHPOINTS_LEAD: Bilingual = both(
    "質問を出してよい場面です。上から、お客様の道のりの順に並べます。",
    "The moments at which a question may come, in the order of the customer's journey.",
);
pub(crate) const ADD_TOUCHPOINT: Bilingual = both("場面を増やす", "Add a touchpoint");
pub(crate) const PRESET: Bilingual = both("よくある場面から選ぶ", "Take a usual one");
pub(crate) const BY_ADDRESS: Bilingual =
    both("だれかがこのページを見たとき", "When somebody sees this page");
pub(crate) const ADDRESS: Bilingual = both("ページのアドレス", "Address of the page");
pub(crate) const ADDRESS_HINT: Bilingual = both(
    "/thanks* のように、ドメインのあとを書きます。* は何でもよい所です。",
    "What stands after the domain, such as /thanks*. * is anything.",
);
pub(crate) const BY_CLICK: Bilingual =
    both("だれかがこれをクリックしたとき", "When somebody clicks this");
pub(crate) const CLICK: Bilingual = both("ボタンやリンク", "Button or link");
pub(crate) const CLICK_HINT: Bilingual = both(
    "リンクなら、行き先の一部 (例：/contact)。そのほかは CSS セレクターで書きます。",
    "Of a link a part of where it leads, such as /contact. All else by a CSS selector.",
);
pub(crate) const BY_CALL: Bilingual = both("開発者が呼ぶ", "Our developer calls it");
pub(crate) const CALL_HINT: Bilingual = both(
    "場面が来たら、ページから次の 1行を呼びます。name は上の名前にします。",
    "When the moment has come the page calls this line, with the name from above.",
);
pub(crate) const NAME_HINT: Bilingual =
    both("例：thanks、after-trial", "Such as thanks, or after-trial.");
pub(crate) const ASKED_HERE: Bilingual = both("ここで聞く質問", "What is asked here");
pub(crate) const NONE: Bilingual = both("まだありません。", "There is none yet.");
pub(crate) const SURVEYS: Bilingual = both("質問", "Surveys");
pub(crate) const ADD_SURVEY: Bilingual = both("質問を増やす", "Add a survey");
pub(crate) const TEMPLATE: Bilingual = both("何を聞きますか", "What do you want to ask?");
pub(crate) const PAUSED: Bilingual = both("休止中", "Paused");
pub(crate) const FIRES_BY_CALL: Bilingual =
    both("呼び出し、またはリンクから", "By a call or a link");
pub(crate) const FIRES_BY_RULE: Bilingual = both("条件で", "By a rule");

pub(crate) const DEPARTMENTS_LEAD: Bilingual = both(
    "どの場面にどの部門が答えるかを決めます。レポートは部門で絞り込めます。",
    "Who answers for which touchpoints. The report can be filtered by department.",
);
pub(crate) const NO_TOUCHPOINT: Bilingual = both("まだ受け持ちがありません", "No touchpoint yet");
pub(crate) const ADD_DEPARTMENT: Bilingual = both("部門を増やす", "Add departments");
pub(crate) const USUAL_DEPARTMENTS: Bilingual =
    both("よくある部門をまとめて加える", "Add the usual ones");
pub(crate) const DEPARTMENT_BY_NAME: Bilingual = both("名前をつけて加える", "Add one by its name");
pub(crate) const DEPARTMENT_NAME: Bilingual = both("部門の名前", "Name of the department");
pub(crate) const DEPARTMENT_ID_HINT: Bilingual =
    both("アドレスに使います。例：care", "For addresses, such as care.");

/// The touchpoints that nobody answers for.
pub(crate) fn unowned(language: Language, touchpoints: &str) -> String {
    match language {
        Language::Japanese => format!("どの部門も受け持っていない場面: {touchpoints}"),
        Language::English => format!("Nobody answers for: {touchpoints}"),
    }
}

/// What a preset waits for.
pub(crate) const fn preset(id: &str) -> Bilingual {
    match id.as_bytes() {
        b"post-purchase" => both(
            "注文の完了ページ (よくあるアドレスを見分けます)",
            "The page that says thank you, at the usual addresses of shop systems.",
        ),
        b"while-browsing" => both(
            "30秒以上見て、半分まで読んだとき (カートと会計を除く)",
            "After 30 seconds and half of a page; never at cart or checkout.",
        ),
        b"after-support" => {
            both("問い合わせの完了ページ", "The page that confirms a request for help.")
        }
        _ => both("ページには出ません。リンクを送って聞きます", "On no page: you send a link."),
    }
}
