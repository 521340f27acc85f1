//! The texts of the page of comments.

use koe_shared::metric::Bucket;
use koe_shared::themes::{Theme, ThemeName};
use koe_shared::urgency::Reason;

use crate::desk::language::{Bilingual, Language, both};
use crate::reports::Only;

// The choices.
pub(crate) const BY_BUCKET: Bilingual = both("評価", "Score");
pub(crate) const ALL: Bilingual = both("すべて", "All");
pub(crate) const KINDS: Bilingual = both("種類", "Kind");
pub(crate) const SEARCH: Bilingual = both("コメントを探す", "Search comments");
pub(crate) const FIND: Bilingual = both("探す", "Search");
pub(crate) const TEXT: Bilingual = both("言葉", "Text");
pub(crate) const THEME: Bilingual = both("テーマ", "Theme");
pub(crate) const TERM: Bilingual = both("特徴のある言葉", "Distinctive term");
pub(crate) const ON_THIS_PAGE: Bilingual = both("このページの内容", "On this page");

// The list.
pub(crate) const LIST: Bilingual = both("コメント", "Comments");
pub(crate) const FIRST_OF_ALL: Bilingual =
    both("新しさより先に並べています", "Listed first, whatever their date");
pub(crate) const NEWEST_FIRST: Bilingual = both("新しい順", "Newest first");
pub(crate) const SORT_BY_NEWEST: Bilingual = both("新しい順に並べる", "Sort by newest");
pub(crate) const SORT_BY_URGENCY: Bilingual = both("至急を先に並べる", "Urgent first");
pub(crate) const NONE: Bilingual =
    both("この期間のコメントはまだありません。", "No comments in this period yet.");
pub(crate) const NONE_FILTERED: Bilingual =
    both("この絞り込みに合うコメントはありません。", "No comments match this filter.");
pub(crate) const NONE_LISTED: Bilingual = both(
    "読んだコメントの中に、この条件に合うものはありません。",
    "None of the comments that were read match.",
);
pub(crate) const SHOW_ALL: Bilingual = both("すべてのコメントを表示", "Show all comments");
pub(crate) const WHOLE: Bilingual = both("全文を表示", "Show all of it");
pub(crate) const EARLIER: Bilingual = both("前のページ", "Previous page");
pub(crate) const FURTHER: Bilingual = both("次のページ", "Next page");
pub(crate) const PAGES: Bilingual = both("ページ", "Pages");

// Publishing.
pub(crate) const PUBLISH: Bilingual = both("掲載する", "Publish");
pub(crate) const DECLINE: Bilingual = both("掲載しない", "Do not publish");
pub(crate) const WITHDRAW: Bilingual = both("掲載をやめる", "Stop publishing");
pub(crate) const DECLINED: Bilingual = both("掲載しない", "Not published");
pub(crate) const CHANGED: Bilingual =
    both("書き換えられました。もう一度お読みください", "Changed since. Read it again");
pub(crate) const CHANGED_MEANWHILE: Bilingual = both(
    "このコメントは、書き換えられたため掲載していません。もう一度お読みください。",
    "This comment was not published: its author has changed it. Read it again.",
);
pub(crate) const GONE_MEANWHILE: Bilingual = both(
    "このコメントは取り消されたか、掲載の許可がなくなりました。",
    "This comment was taken back, or may no longer be published.",
);
pub(crate) const PUBLIC_PAGE: Bilingual =
    both("公開しているページ", "The page that everybody sees");
pub(crate) const PUBLIC_PAGE_HINT: Bilingual = both(
    "操作してから 6分以内に変わります。自分のサイトには iframe で置けます。",
    "It follows within six minutes. An iframe shows it on your own site.",
);

// Contrary voices.
pub(crate) const CONTRARY: Bilingual = both("いちばん強い反対の声", "Strongest contrary voices");

// Themes.
pub(crate) const THEMES: Bilingual = both("テーマ", "Themes");
pub(crate) const NO_THEMES: Bilingual =
    both("テーマの言葉を含むコメントはありません。", "No comment holds a word of a theme.");
pub(crate) const FOUND_BY_WORDS: Bilingual = both(
    "言葉の一覧で見つけます (日本語と英語)。見落としもあります。",
    "Found by lists of words, Japanese and English. Some are missed.",
);
pub(crate) const ADD_WORDS: Bilingual = both("言葉を足す", "Add words");

// Terms.
pub(crate) const TERMS: Bilingual = both("特徴のある言葉", "Distinctive terms");
pub(crate) const OF_DETRACTORS: Bilingual = both("批判者に多い", "More among detractors");
pub(crate) const OF_PROMOTERS: Bilingual = both("推奨者に多い", "More among promoters");
pub(crate) const IN_COMMENTS: Bilingual =
    both("コメントの数 (批判者・推奨者)", "Comments of detractors, of promoters");
pub(crate) const NO_TERMS: Bilingual =
    both("はっきり偏った言葉はありません。", "No term stands out.");
pub(crate) const TOO_FEW_FOR_TERMS: Bilingual = both(
    "批判者と推奨者のコメントがそれぞれ 5件以上になると比べます。",
    "Shown from 5 comments of detractors and 5 of promoters.",
);
pub(crate) const MASKED: Bilingual = both(
    "メールアドレス、電話番号、リンク、5桁以上の番号、「さん」「様」「氏」の前の名前は除いています。名前がすべて見つかるわけではありません。",
    "E-mail addresses, telephone numbers, links, numbers of five digits and more, and names before さん, 様 and 氏 are left out. That finds many names, not all.",
);

/// What a bucket of comments is called.
pub(crate) const fn bucket(bucket: Bucket) -> Bilingual {
    match bucket {
        Bucket::Detractor => both("批判者", "Detractors"),
        Bucket::Passive => both("中立者", "Passives"),
        Bucket::Promoter => both("推奨者", "Promoters"),
    }
}

/// Who wrote one.
pub(crate) const fn writer(bucket: Bucket) -> Bilingual {
    match bucket {
        Bucket::Detractor => both("批判者", "Detractor"),
        Bucket::Passive => both("中立者", "Passive"),
        Bucket::Promoter => both("推奨者", "Promoter"),
    }
}

/// What is special about comments.
pub(crate) const fn only(only: Only) -> Bilingual {
    match only {
        Only::Urgent => both("至急", "Urgent"),
        Only::Reply => both("返信を希望", "Wants a reply"),
        Only::Publish => both("掲載してよい", "May be quoted"),
        Only::Published => both("掲載中", "Published"),
        Only::Against => both("言葉が評価と逆", "Words against the score"),
    }
}

/// Why a comment is urgent; nothing for what has a mark of its own, or stands in the score.
pub(crate) const fn reason(reason: Reason) -> Option<Bilingual> {
    Some(match reason {
        Reason::Safety => both("けが・危険", "safety"),
        Reason::Leaving => both("離れるという声", "leaving"),
        Reason::Money => both("お金のこと", "money"),
        Reason::Broken => both("壊れた・動かない・違う物", "broken or wrong"),
        Reason::Waiting => both("待っている", "waiting"),
        Reason::ContactWanted | Reason::VeryLow => return None,
    })
}

/// `至急: お金のこと・待っている`
pub(crate) fn urgent(language: Language, reasons: &[Reason]) -> String {
    let reasons: Vec<&str> =
        reasons.iter().filter_map(|one| Some(language.say(reason(*one)?))).collect();
    let comma = language.say(both("・", ", "));
    let name = language.say(only(Only::Urgent));
    if reasons.is_empty() { name.to_owned() } else { format!("{name}: {}", reasons.join(comma)) }
}

/// What a theme is called; the owner's own by its name.
pub(crate) fn theme(language: Language, name: &ThemeName) -> String {
    let theme = match name {
        ThemeName::Known(theme) => *theme,
        ThemeName::Own(name) => return name.clone(),
    };
    let name = language.say(match theme {
        Theme::Delivery => both("配送", "Delivery"),
        Theme::Price => both("価格", "Price"),
        Theme::Quality => both("品質", "Quality"),
        Theme::Staff => both("スタッフ", "Staff"),
        Theme::Waiting => both("待ち時間", "Waiting"),
        Theme::Finding => both("サイト・探しやすさ", "Site and finding"),
        Theme::Returns => both("返品・解約", "Returns and leaving"),
        Theme::Payment => both("支払い", "Payment"),
    });
    name.to_owned()
}

/// `2件`
pub(crate) fn comments(language: Language, n: u64, written: &str) -> String {
    match (language, n) {
        (Language::Japanese, _) => format!("{written}件"),
        (Language::English, 1) => "1 comment".to_owned(),
        (Language::English, _) => format!("{written} comments"),
    }
}

/// `至急 2件`
pub(crate) fn urgent_comments(language: Language, written: &str) -> String {
    match language {
        Language::Japanese => format!("至急 {written}件"),
        Language::English => format!("Urgent, {written}"),
    }
}

/// What was read where there are more.
pub(crate) fn of_the_newest(language: Language, written: &str) -> String {
    match language {
        Language::Japanese => format!(
            "コメントが多いため、新しい {written}件を読みました。評価ごとの数のほかは、この {written}件のうちの数です。"
        ),
        Language::English => format!(
            "The newest {written} comments were read. All but the counts by score are of these {written}."
        ),
    }
}

/// The same where not even the counts by score are of all.
pub(crate) fn all_of_the_newest(language: Language, written: &str) -> String {
    match language {
        Language::Japanese => format!(
            "コメントが多いため、新しい {written}件を読みました。すべての数は、この {written}件のうちの数です。"
        ),
        Language::English => {
            format!("The newest {written} comments were read. All counts are of these {written}.")
        }
    }
}

/// `11月6日から後を、それより前と比べています。`
pub(crate) fn halves(language: Language, day: &str) -> String {
    match language {
        Language::Japanese => {
            format!("期間を半分に分け、{day}からを、それより前と比べています。")
        }
        Language::English => {
            format!("Changes compare the halves of the period: from {day} on with before.")
        }
    }
}

/// Whose voices the contrary ones are.
pub(crate) const fn contrary_of(bucket: Bucket) -> Bilingual {
    match bucket {
        Bucket::Promoter => both(
            "批判者が多い中での、推奨者の声です。",
            "From promoters, who are fewer than detractors.",
        ),
        Bucket::Detractor | Bucket::Passive => {
            both("多数派ではない、批判者の声です。", "From detractors, who are not the majority.")
        }
    }
}

/// `31〜60件 / 204件`
pub(crate) fn part_of(language: Language, from: &str, to: &str, all: &str) -> String {
    match language {
        Language::Japanese => format!("{from}〜{to}件目 / {all}件"),
        Language::English => format!("{from} to {to} of {all}"),
    }
}

pub(crate) const INTERVIEWS: Bilingual =
    both("連絡先を残した推奨者", "Promoters who left an address");
pub(crate) const INTERVIEWS_HINT: Bilingual = both(
    "返信の中で、インタビューをお願いできます。",
    "In your reply you can ask one for an interview.",
);
pub(crate) const CALL_WHEN: Bilingual = both("ご都合", "Welcome");

/// The subject of a reply by e-mail.
pub(crate) fn reply_subject(language: Language, site: &str) -> String {
    match language {
        Language::Japanese => format!("{site}へのご意見について"),
        Language::English => format!("Your comment to {site}"),
    }
}
