//! The texts of what is handed out.

use crate::desk::language::{Bilingual, Language, both};

pub(crate) const TEXT: Bilingual = both(
    "質問だけのページへのリンクです。タグのないところでも聞けます。",
    "Links to a survey's own page: they ask where no tag can.",
);
pub(crate) const SURVEY: Bilingual = both("質問", "Survey");
pub(crate) const TOUCHPOINT: Bilingual = both("タッチポイント", "Touchpoint");
pub(crate) const LOCALE: Bilingual = both("言語", "Language");
pub(crate) const CHOOSE: Bilingual = both("選ぶ", "Choose");
pub(crate) const NOT_ACTIVE: Bilingual = both(
    "この質問は止めてあります。リンクを開いた人には「終了しました」と表示されます。",
    "This survey is switched off. Its links say that it has ended.",
);
pub(crate) const LINK: Bilingual = both("リンク", "Link");
pub(crate) const LINK_TEXT: Bilingual = both(
    "チャットで送る、通話や商談のあとに担当者が送るなど、1対1のときに。",
    "For a chat, or to send to somebody after a call or a meeting.",
);
pub(crate) const NOBODY: Bilingual = both(
    "だれの回答かは記録しません。名前や顧客番号を URL に足しても使われません。回答を人に結び付けるには、サイトの秘密鍵で署名した URL を、御社のサーバーで作ります。",
    "It does not tell who answered. A name or a number added to the address is not used. To know who, your server signs each address with the site's secret.",
);
pub(crate) const VOICES: Bilingual = both("お客様の声", "What customers say");
pub(crate) const VOICES_TEXT: Bilingual = both(
    "掲載を許可されたコメントのうち、選んだものを自分のサイトに置けます。",
    "Comments that you published, out of those that may be quoted, on a page of your own.",
);
pub(crate) const VOICES_LIST: Bilingual = both("掲載するコメントを選ぶ", "Choose comments");
pub(crate) const OPEN: Bilingual = both("ページを開く", "Open the page");
pub(crate) const CODE: Bilingual = both("QR コード", "QR code");
pub(crate) const CODE_TEXT: Bilingual = both(
    "レシート、同梱カード、店頭に。白い余白ごと使ってください。",
    "For receipts, parcels, the counter. Keep the white margin.",
);
pub(crate) const DOWNLOAD: Bilingual = both("SVG を保存", "Save as SVG");

pub(crate) fn code_of(language: Language, address: &str) -> String {
    match language {
        Language::Japanese => format!("QR コード: {address}"),
        Language::English => format!("QR code: {address}"),
    }
}

pub(crate) const CARD: Bilingual = both("印刷するカード", "A card to print");
pub(crate) const CARD_TEXT: Bilingual = both(
    "このページを印刷すると、カードだけが A6 で出ます。手で入力した回答は channel: link になります。",
    "Printing this page gives the card alone, on A6. Answers from a typed address come as channel: link.",
);
pub(crate) const PRINT: Bilingual = both("印刷", "Print");
pub(crate) const EMAIL: Bilingual = both("メール", "E-mail");
pub(crate) const EMAIL_TEXT: Bilingual = both(
    "スコアを 1つ押すとページが開き、そのスコアが選ばれています。送るまでは数えません。",
    "A tap on a score opens the page with that score chosen. It counts once it is sent.",
);
pub(crate) const AS_HTML: Bilingual =
    both("HTML (メールに貼り付ける)", "HTML, to paste into a mail");
pub(crate) const AS_TEXT: Bilingual = both("テキストだけのメール", "Plain text");
pub(crate) const SMS: Bilingual = both("SMS", "SMS");

pub(crate) fn sms_text(language: Language, signs: usize, bound: usize) -> String {
    match language {
        Language::Japanese => format!("URL の前は {signs}文字です (1通は {bound}文字まで)。"),
        Language::English => {
            format!("{signs} characters before the address; one message holds {bound}.")
        }
    }
}
