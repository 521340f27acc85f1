//! The rules of the site document in plain words: what is wrong, and what would be right.

use koe_shared::site::SiteRule;

use crate::desk::language::Language;

/// A broken rule as a sentence.
pub(crate) fn say(language: Language, rule: &SiteRule) -> String {
    match language {
        Language::Japanese => japanese(rule),
        Language::English => english(rule),
    }
}

/// Of several lines the one that is wrong.
pub(crate) fn in_line(language: Language, line: usize, text: &str) -> String {
    match language {
        Language::Japanese => format!("{line}行目：{text}"),
        Language::English => format!("Line {line}: {text}"),
    }
}

/// A rule whose field is on another page.
pub(crate) fn elsewhere(language: Language, path: &str, text: &str) -> String {
    match language {
        Language::Japanese => format!("ほかの項目 ({path})：{text}"),
        Language::English => format!("Another field ({path}): {text}"),
    }
}

fn japanese(rule: &SiteRule) -> String {
    match rule {
        SiteRule::Missing | SiteRule::Empty => "入力してください。".to_owned(),
        SiteRule::Unknown => "この項目はありません。".to_owned(),
        SiteRule::Twice => "同じ項目が 2回あります。".to_owned(),
        SiteRule::IsNot { given, .. } => {
            format!("{given} は使えません。半角の数字か、選べる値にしてください。")
        }
        SiteRule::Invalid(detail) => format!("形が正しくありません ({detail})。"),
        SiteRule::TooLong { chars, max } => {
            format!("{chars}文字あります。{max}文字までにしてください。")
        }
        SiteRule::TooMany { given, max } => {
            format!("{given}件あります。{max}件までにしてください。")
        }
        SiteRule::OutOfBounds { given, min, max } => {
            format!("{given} は範囲の外です。{min}〜{max} にしてください。")
        }
        SiteRule::Repeated(given) => format!("「{given}」が 2回あります。1つにしてください。"),
        SiteRule::UnknownTimezone(given) => {
            format!(
                "「{given}」というタイムゾーンはありません。Asia/Tokyo のように書いてください。"
            )
        }
        SiteRule::LocaleNotOffered(locale) => {
            format!("{locale} は表示する言語に入っていません。先に言語を加えてください。")
        }
        SiteRule::Origin(given) => format!(
            "「{given}」は使えません。https://shop.example のように、スラッシュやパスを付けずに書いてください。"
        ),
        SiteRule::Link(given) => {
            format!("「{given}」は使えません。https:// か mailto: で始めてください。")
        }
        SiteRule::Pattern(given) => {
            format!("「{given}」は使えません。/ か * で始めてください (除くときは ! を前に)。")
        }
        SiteRule::Selector(given) => {
            format!("「{given}」は CSS セレクターではありません。括弧と引用符を閉じてください。")
        }
        SiteRule::SegmentName(given) => {
            format!(
                "「{given}」は使えません。半角の小文字・数字・_ を 32文字までで書いてください。"
            )
        }
        SiteRule::SegmentValue(given) => {
            format!("値「{given}」は使えません。空の値と (other) は使えません。")
        }
        SiteRule::ThemeName(given) => {
            format!("「{given}」は名前に使えません。40文字までで書いてください。")
        }
        SiteRule::TooShort { chars, min } => {
            format!("{chars}文字です。{min}文字以上にしてください。")
        }
        SiteRule::MatchesEverything => {
            "条件がないと、すべての回答で通知が届きます。1つ以上選んでください。".to_owned()
        }
        SiteRule::NotOneAddress => "送り先を 1つ入力してください。".to_owned(),
        SiteRule::Address(why) => {
            format!(
                "この送り先には送れません。公開された https:// のアドレスにしてください ({why})。"
            )
        }
        SiteRule::HiddenAddress(shown) => {
            format!("{shown} に続くアドレスが保存されていません。全体を入力してください。")
        }
        SiteRule::WebhookSecret => {
            "whsec_ で始まり、そのあとに 24〜64バイトの Base64 が続く形にしてください。".to_owned()
        }
        SiteRule::QuietHours => {
            "始まりと終わりを 22:00 のように、違う時刻で入力してください。".to_owned()
        }
        SiteRule::DayHours(_) => {
            "始まりと、それより後の終わりを、10:00 と 19:00 のように入力してください。".to_owned()
        }
        SiteRule::NeverOpen => "営業する曜日を 1つ以上入力してください。".to_owned(),
        SiteRule::Day(given) => {
            format!(
                "「{given}」という日付はありません。2026-12-31 のように、1行に 1日ずつ書いてください。"
            )
        }
        SiteRule::UnknownDepartment(id) => {
            format!("通知の条件に部署「{id}」が残っています。先に通知から外してください。")
        }
        SiteRule::Scale(refusal) => format!("この尺度は選べません ({refusal})。"),
        SiteRule::DisplayNotForMetric => "星と顔は CSAT だけで使えます。".to_owned(),
        SiteRule::SecretLength { bytes, min, max } => {
            format!("{bytes}バイトあります。{min}〜{max}バイトにしてください。")
        }
    }
}

fn english(rule: &SiteRule) -> String {
    match rule {
        SiteRule::Missing | SiteRule::Empty => "Fill this in.".to_owned(),
        SiteRule::Unknown => "There is no such field.".to_owned(),
        SiteRule::Twice => "This field stands there twice.".to_owned(),
        SiteRule::IsNot { given, wanted } => format!("{given} can't be used: enter {wanted}."),
        SiteRule::Invalid(detail) => format!("This has not the right form: {detail}."),
        SiteRule::TooLong { chars, max } => {
            format!("This has {chars} characters. Use at most {max}.")
        }
        SiteRule::TooMany { given, max } => {
            format!("There are {given} of these. Use at most {max}.")
        }
        SiteRule::OutOfBounds { given, min, max } => {
            format!("{given} is out of bounds. Use {min} to {max}.")
        }
        SiteRule::Repeated(given) => format!("“{given}” stands there twice. Keep one."),
        SiteRule::UnknownTimezone(given) => {
            format!("There is no time zone “{given}”. Write it like Asia/Tokyo.")
        }
        SiteRule::LocaleNotOffered(locale) => {
            format!("{locale} is not among the languages that are offered. Add it there first.")
        }
        SiteRule::Origin(given) => format!(
            "“{given}” can't be used. Write an address like https://shop.example, without a path and \
             without a slash at its end."
        ),
        SiteRule::Link(given) => {
            format!("“{given}” can't be used. Begin it with https:// or mailto:.")
        }
        SiteRule::Pattern(given) => {
            format!(
                "“{given}” can't be used. Begin it with / or * (to leave pages out, with ! before it)."
            )
        }
        SiteRule::Selector(given) => {
            format!("“{given}” is no CSS selector. Close its brackets and quotes.")
        }
        SiteRule::SegmentName(given) => {
            format!("“{given}” can't be a name. Use up to 32 of a-z, 0-9 and _.")
        }
        SiteRule::SegmentValue(given) => {
            format!("“{given}” can't be a value: it is empty, reserved or has a control character.")
        }
        SiteRule::ThemeName(given) => {
            format!("“{given}” can't be a name. Use up to 40 characters.")
        }
        SiteRule::TooShort { chars, min } => {
            format!("This has {chars} characters. Use at least {min}.")
        }
        SiteRule::MatchesEverything => {
            "Without a condition every answer would be told. Choose one at least.".to_owned()
        }
        SiteRule::NotOneAddress => "Enter one address.".to_owned(),
        SiteRule::Address(why) => {
            format!("Nothing can be sent there: {why}. Use a public address under https://.")
        }
        SiteRule::HiddenAddress(shown) => {
            format!("No address that ends like {shown} is kept. Enter the whole address.")
        }
        SiteRule::WebhookSecret => "Use whsec_ and then 24 to 64 bytes in base64.".to_owned(),
        SiteRule::QuietHours => {
            "Enter a beginning and an end like 22:00, not the same time twice.".to_owned()
        }
        SiteRule::DayHours(_) => {
            "Enter a beginning and a later end, like 10:00 and 19:00.".to_owned()
        }
        SiteRule::NeverOpen => "Enter the hours of one day at least.".to_owned(),
        SiteRule::Day(given) => {
            format!("There is no day “{given}”. Write one a line, like 2026-12-31.")
        }
        SiteRule::UnknownDepartment(id) => {
            format!("A notice still names the department {id}. Take it out there first.")
        }
        SiteRule::Scale(refusal) => format!("This scale can't be used: {refusal}."),
        SiteRule::DisplayNotForMetric => "Stars and faces are for CSAT only.".to_owned(),
        SiteRule::SecretLength { bytes, min, max } => {
            format!("This has {bytes} bytes. Use {min} to {max}.")
        }
    }
}
