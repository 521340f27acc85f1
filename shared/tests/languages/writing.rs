//! Script, punctuation and digits are the language's own.

use crate::gaps::GAPS;
use crate::language::Language;

/// How a language is written.
struct Habits {
    script: fn(char) -> bool,
    /// What ends a sentence; none where sentences end with a space.
    stop: Option<char>,
    /// What ends a question.
    question: Option<char>,
    /// Its zero.
    zero: char,
}

const WESTERN: Habits = Habits { script: latin, stop: Some('.'), question: Some('?'), zero: '0' };

fn habits(tag: &str) -> Habits {
    match tag {
        "ar" => Habits { script: arabic, question: Some('؟'), ..WESTERN },
        "fa" => Habits { script: arabic, question: Some('؟'), zero: '۰', ..WESTERN },
        "he" => Habits { script: hebrew, ..WESTERN },
        "el" => Habits { script: greek, question: Some(';'), ..WESTERN },
        "bg" | "ru" | "uk" => Habits { script: cyrillic, ..WESTERN },
        "hi" => Habits { script: devanagari, stop: Some('।'), ..WESTERN },
        "th" => Habits { script: thai, stop: None, question: None, ..WESTERN },
        "ko" => Habits { script: hangul, ..WESTERN },
        "ja" => Habits { script: japanese, stop: Some('。'), question: Some('？'), ..WESTERN },
        "zh" => Habits { script: simplified, stop: Some('。'), question: Some('？'), ..WESTERN },
        "zh-Hant" => {
            Habits { script: traditional, stop: Some('。'), question: Some('？'), ..WESTERN }
        }
        _ => WESTERN,
    }
}

fn latin(c: char) -> bool {
    matches!(c, 'A'..='Z' | 'a'..='z' | '\u{aa}' | '\u{ba}' | '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}')
}
fn greek(c: char) -> bool {
    matches!(c, '\u{370}'..='\u{3ff}')
}
fn cyrillic(c: char) -> bool {
    matches!(c, '\u{400}'..='\u{4ff}')
}
fn hebrew(c: char) -> bool {
    matches!(c, '\u{5d0}'..='\u{5ea}')
}
fn arabic(c: char) -> bool {
    matches!(c, '\u{620}'..='\u{6ff}')
}
fn devanagari(c: char) -> bool {
    matches!(c, '\u{900}'..='\u{97f}')
}
fn thai(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{e7f}')
}
fn hangul(c: char) -> bool {
    matches!(c, '\u{ac00}'..='\u{d7a3}')
}
fn han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '々')
}
fn japanese(c: char) -> bool {
    han(c) || matches!(c, '\u{3041}'..='\u{30ff}')
}

/// Characters that these texts hold and China writes one way, Taiwan another.
const TWO_FORMS: &str = "们們 来來 这這 为為 问問 题題 时時 会會 对對 请請 谢謝 评評 败敗 发發 过過 选選 择擇 \
                         删刪 复復 记記 录錄 统統 计計 页頁 线線 连連 转轉 让讓 轻輕 决決 电電 邮郵 体體 \
                         验驗 网網 络絡 关關 开開 满滿 处處 后後 还還 与與 将將 闭閉 钟鐘 称稱 显顯 应應 见見";

fn simplified(c: char) -> bool {
    han(c) && !has_two_forms(c, 1)
}
fn traditional(c: char) -> bool {
    han(c) && !has_two_forms(c, 0)
}

/// Whether a character stands at that place of a pair that differs.
fn has_two_forms(c: char, place: usize) -> bool {
    TWO_FORMS.split(' ').any(|pair| pair.chars().nth(place) == Some(c))
}

/// What ends a sentence of a language; empty where a space does.
pub(crate) fn full_stop(tag: &str) -> String {
    habits(tag).stop.into_iter().collect()
}

pub(crate) fn complaints(language: &Language, english: &Language) -> Vec<String> {
    let habits = habits(language.tag);
    let mut found = Vec::new();
    for (key, text) in &language.texts {
        let text = GAPS.iter().fold(text.clone(), |text, gap| text.replace(gap, ""));
        let mut complain = |what: String| found.push(language.complaint(key, what));
        characters(&habits, &text).into_iter().for_each(&mut complain);
        if key != "words.of" {
            spaces(&language.texts[key]).into_iter().for_each(&mut complain);
        }
        end(&habits, &text, english.get(key)).into_iter().for_each(&mut complain);
        match language.tag {
            "fr" if tight(&text) => complain("a mark without its narrow space".to_owned()),
            "es" if text.contains('?') && !text.contains('¿') => {
                complain("a question that is not opened".to_owned());
            }
            _ => {}
        }
    }
    found
}

fn characters(habits: &Habits, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    if text.contains("...") {
        found.push("three full stops for an ellipsis".to_owned());
    }
    if text.contains(['\'', '"']) {
        found.push("a straight quotation mark".to_owned());
    }
    if text.contains(['!', '！']) {
        found.push("an exclamation mark".to_owned());
    }
    // The one Latin word that other scripts have taken over.
    let own = text.replace("Email", "").replace("email", "");
    let strange = own.chars().find(|&c| c.is_alphabetic() && !(habits.script)(c));
    found.extend(strange.map(|c| format!("{c:?} is of another script")));
    let counted = |c: char| (habits.zero..).take(10).any(|digit| digit == c);
    if own.chars().any(|c| c.is_numeric() && !counted(c)) {
        found.push("digits that the language does not use".to_owned());
    }
    let western = [('.', habits.stop), ('?', habits.question)];
    for (mark, own) in western {
        if own != Some(mark) && text.contains(mark) {
            found.push(format!("{mark:?} is a mark of other languages"));
        }
    }
    if matches!(habits.question, Some('؟' | '？')) && text.contains([',', ';']) {
        found.push("a comma of other languages".to_owned());
    }
    found
}

fn spaces(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    if text.trim() != text {
        found.push("a space at the edge".to_owned());
    }
    if text.contains("  ") {
        found.push("two spaces".to_owned());
    }
    found
}

/// A text ends as the English one does: as a sentence, a question, something that goes on, or a
/// name. Where English asks, a language may also invite.
fn end(habits: &Habits, text: &str, english: &str) -> Option<String> {
    let last = text.chars().next_back();
    let closed =
        [habits.stop, habits.question].into_iter().flatten().any(|mark| last == Some(mark));
    let wrong = match english.chars().next_back() {
        Some('.') => last != habits.stop && habits.stop.is_some(),
        Some('?') => !closed && habits.question.is_some(),
        Some('…') => last != Some('…'),
        _ => closed,
    };
    let what = match english.chars().next_back() {
        Some('.') => "no full stop",
        Some('?') => "no question mark",
        Some('…') => "no ellipsis",
        _ => "a full stop where English has none",
    };
    wrong.then(|| what.to_owned())
}

/// Whether a high mark of French follows its word without a space.
fn tight(text: &str) -> bool {
    let after = |c: char| matches!(c, '?' | '!' | ';' | ':');
    text.chars().zip(text.chars().skip(1)).any(|(before, c)| after(c) && before != '\u{202f}')
}
