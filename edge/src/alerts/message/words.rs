//! The fixed words of an alert, in Japanese and in English, and the lines that all channels share.
//!
//! All texts here are cleaned and in one line, but none is escaped: each channel does that in its own way.

use koe_shared::locale::Locale;
use koe_shared::metric::{Bucket, Scale};
use koe_shared::score::Score;
use koe_shared::urgency::Reason;

use super::text::{EXCERPT, NAME, clean, cut, one_line};
use super::{Message, Occasion, Told};

/// What stands between the facts of a line.
const DOT: &str = " · ";

/// The language of the fixed words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    Japanese,
    English,
}

impl Language {
    /// The language of a message.
    pub(crate) fn of(locale: &Locale) -> Self {
        if locale.language() == "ja" { Self::Japanese } else { Self::English }
    }

    /// One of two texts.
    pub(crate) const fn pick(self, japanese: &'static str, english: &'static str) -> &'static str {
        match self {
            Self::Japanese => japanese,
            Self::English => english,
        }
    }

    /// The words of a link to the report.
    pub(super) const fn open(self) -> &'static str {
        self.pick("レポートで開く", "Open in the report")
    }

    /// What the visitor's words are called.
    pub(super) const fn comment(self) -> &'static str {
        self.pick("コメント", "Comment")
    }
}

/// The title: what happened on which site. No word of a visitor is in it.
pub(super) fn title(message: &Message) -> String {
    let language = Language::of(&message.locale);
    let site = one_line(&message.site_name, NAME);
    let said = match (message.occasion, message.answers.first()) {
        (Occasion::Digest, _) | (_, None) => held_back(language, all(message)),
        (Occasion::Update, Some(told)) => {
            let added = language.pick("コメントが届きました", "comment added");
            format!("{added}{DOT}{}", place(language, told))
        }
        (Occasion::Score | Occasion::Words, Some(told)) => place(language, told),
    };
    format!("{site}: {said}")
}

/// What stands above the answers: which kind of message it is, where that needs saying.
pub(super) fn introduction(message: &Message) -> Option<String> {
    let language = Language::of(&message.locale);
    match message.occasion {
        Occasion::Score | Occasion::Words => None,
        Occasion::Update => Some(
            language
                .pick(
                    "先ほどお知らせした回答に、コメントが届きました。",
                    "The comment to an answer that you were told of.",
                )
                .to_owned(),
        ),
        Occasion::Digest => Some(match language {
            Language::Japanese => format!(
                "{}件の回答のお知らせをまとめました (通知しない時間帯、または 1時間の上限のため)。",
                all(message)
            ),
            Language::English => {
                format!("{} (quiet hours or the hourly cap).", held_back(language, all(message)))
            }
        }),
    }
}

/// What is known of an answer: `2 of 10 · detractor · after-support`, then why it is urgent, then whether its visitor
/// wants a reply.
pub(super) fn facts(language: Language, told: &Told) -> Vec<String> {
    let mut lines = vec![score_line(language, told)];
    lines.extend(urgent(language, told));
    let reply = language.pick("返信を希望しています。", "They want a reply.");
    lines.extend(told.wants_reply.then(|| reply.to_owned()));
    lines
}

/// An answer of a digest in one line, without the visitor's words.
pub(super) fn listed(language: Language, told: &Told) -> String {
    let mut parts = vec![score_line(language, told)];
    parts.extend(urgent(language, told));
    let reply = language.pick("返信を希望", "wants a reply");
    parts.extend(told.wants_reply.then(|| reply.to_owned()));
    parts.join(DOT)
}

/// The beginning of the visitor's words, in one line. `None` where nothing is left of them.
pub(super) fn excerpt(told: &Told) -> Option<String> {
    let words = one_line(told.comment.as_deref()?, EXCERPT);
    (!words.is_empty()).then_some(words)
}

/// The visitor's words in their own lines, cut to so many characters.
pub(super) fn comment(told: &Told, most: usize) -> Option<String> {
    let words = cut(&clean(told.comment.as_deref()?), most);
    (!words.is_empty()).then_some(words)
}

/// How many answers a digest does not list.
pub(super) fn left_out(message: &Message) -> Option<String> {
    let language = Language::of(&message.locale);
    let n = message.left_out;
    (n > 0).then(|| match language {
        Language::Japanese => format!("ほかに {n}件あります。"),
        Language::English => format!("And {n} more."),
    })
}

/// The rule that matched.
pub(super) fn rule(message: &Message) -> String {
    let name = one_line(&message.rule.name, NAME);
    match Language::of(&message.locale) {
        Language::Japanese => format!("ルール: {name}"),
        Language::English => format!("Rule: {name}"),
    }
}

fn all(message: &Message) -> usize {
    message.answers.len() + message.left_out
}

fn held_back(language: Language, n: usize) -> String {
    match (language, n) {
        (Language::Japanese, _) => format!("{n}件の回答のまとめ"),
        (Language::English, 1) => "1 answer was held back".to_owned(),
        (Language::English, _) => format!("{n} answers were held back"),
    }
}

fn score_line(language: Language, told: &Told) -> String {
    [score(language, told.score), bucket(language, told.score.bucket()).to_owned(), from(told)]
        .join(DOT)
}

/// The score and where it was given.
fn place(language: Language, told: &Told) -> String {
    [score(language, told.score), from(told)].join(DOT)
}

/// The touchpoint; the survey where none is known.
fn from(told: &Told) -> String {
    one_line(told.touchpoint.as_ref().unwrap_or(&told.survey), NAME)
}

/// `2 of 10`. Japanese tells marks out of ten from steps of a scale.
pub(crate) fn score(language: Language, score: Score) -> String {
    let (value, max) = (score.value(), score.scale().max());
    match (language, score.scale()) {
        (Language::English, _) => format!("{value} of {max}"),
        (Language::Japanese, Scale::Nps) => format!("{max}点中 {value}点"),
        (Language::Japanese, Scale::Ces5 | Scale::Ces7 | Scale::Csat) => {
            format!("{max}段階中 {value}")
        }
    }
}

/// What a part of the scale is called.
pub(crate) const fn bucket(language: Language, bucket: Bucket) -> &'static str {
    match bucket {
        Bucket::Detractor => language.pick("批判者", "detractor"),
        Bucket::Passive => language.pick("中立者", "passive"),
        Bucket::Promoter => language.pick("推奨者", "promoter"),
    }
}

/// `Urgent: leaving, money`; nothing for what is not urgent.
fn urgent(language: Language, told: &Told) -> Option<String> {
    if !told.urgency.is_urgent() {
        return None;
    }
    let named = told.urgency.reasons().iter().filter_map(|one| reason(language, *one));
    let named: Vec<&str> = named.collect();
    let name = language.pick("至急", "Urgent");
    Some(format!("{name}: {}", named.join(language.pick("・", ", "))))
}

/// The same words as on the page of comments; nothing for what is said elsewhere in the message.
const fn reason(language: Language, reason: Reason) -> Option<&'static str> {
    Some(match reason {
        Reason::Safety => language.pick("けが・危険", "safety"),
        Reason::Leaving => language.pick("離れるという声", "leaving"),
        Reason::Money => language.pick("お金のこと", "money"),
        Reason::Broken => language.pick("壊れた・動かない・違う物", "broken or wrong"),
        Reason::Waiting => language.pick("待っている", "waiting"),
        Reason::ContactWanted | Reason::VeryLow => return None,
    })
}

#[cfg(test)]
mod tests;
