//! The terms of a text: runs of kanji and of katakana of two characters and more, and Latin words of three
//! letters and more.
//!
//! Hiragana is left out: it writes endings and particles, which say how and not what. For the same reason a
//! list of each of some languages leaves out articles, prepositions, intensifiers and the like. Left out are, too,
//! a run that holds a digit, which is a code more often than a word, and what no language writes as a word
//! ([`LONGEST`]).

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::mask::masked;

/// Characters of a term, at most.
const LONGEST: usize = 30;
/// Letters of a Latin word, at least.
const LATIN_FROM: usize = 3;
/// Characters of a run of kanji or katakana, at least.
const RUN_FROM: usize = 2;
/// What of an article or a conjunction stands before an apostrophe ("l’accueil", "qu’il", "dell’acqua"),
/// beside what has two letters or fewer.
const ELIDED: [&str; 10] =
    ["jusqu", "lorsqu", "puisqu", "quoiqu", "quelqu", "dell", "nell", "all", "sull", "dall"];
/// What stands behind the apostrophe of an English short form, which the word keeps its sense without.
const SHORT_FORMS: [&str; 6] = ["s", "re", "ve", "ll", "d", "m"];
/// Words that say how and not what, of the languages whose comments were read and judged.
static STOP_WORDS: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| {
    let files = [
        include_str!("stop_words/en.txt"),
        include_str!("stop_words/fr.txt"),
        include_str!("stop_words/ja.txt"),
    ];
    files.into_iter().flat_map(str::split_whitespace).collect()
});

/// What a character is part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Script {
    Kanji,
    Katakana,
    /// Letters, digits and the apostrophes between them.
    Latin,
    Other,
}

/// The terms of a folded text, in its order; what is masked ends a run.
pub(super) fn tokens(folded: &str) -> Vec<String> {
    let chars: Vec<char> = folded.chars().collect();
    let masked = masked(&chars);
    let mut tokens = Vec::new();
    let mut run = String::new();
    let mut of = Script::Other;
    for (c, masked) in chars.into_iter().zip(masked) {
        let script = match script(c) {
            _ if masked => Script::Other,
            Script::Other if of == Script::Latin && is_apostrophe(c) => Script::Latin,
            script => script,
        };
        if script != of {
            take(of, &run, &mut tokens);
            run.clear();
            of = script;
        }
        if script != Script::Other {
            run.push(c);
        }
    }
    take(of, &run, &mut tokens);
    tokens
}

fn take(script: Script, run: &str, tokens: &mut Vec<String>) {
    match script {
        Script::Other => {}
        Script::Kanji | Script::Katakana => {
            if (RUN_FROM..=LONGEST).contains(&run.chars().count()) && run.chars().any(|c| c != 'ー')
            {
                push(run, tokens);
            }
        }
        Script::Latin => take_words(run, tokens),
    }
}

/// The words of a run of letters and apostrophes.
fn take_words(run: &str, tokens: &mut Vec<String>) {
    if run.chars().any(|c| c.is_ascii_digit()) {
        return;
    }
    let parts: Vec<&str> = run.split(is_apostrophe).filter(|part| !part.is_empty()).collect();
    match parts.as_slice() {
        [word, end] if SHORT_FORMS.contains(end) => take_word(word, tokens),
        // "don't", "can't", "wasn't".
        [_, "t"] => {}
        [elided, word] if elided.chars().count() > 2 && !ELIDED.contains(elided) => {
            take_word(&format!("{elided}'{word}"), tokens);
        }
        parts => parts.iter().for_each(|part| {
            if !ELIDED.contains(part) {
                take_word(part, tokens);
            }
        }),
    }
}

fn take_word(word: &str, tokens: &mut Vec<String>) {
    if (LATIN_FROM..=LONGEST).contains(&word.chars().count()) {
        push(word, tokens);
    }
}

fn push(token: &str, tokens: &mut Vec<String>) {
    if !STOP_WORDS.contains(token) {
        tokens.push(token.to_owned());
    }
}

fn script(c: char) -> Script {
    match c {
        c if is_kanji(c) => Script::Kanji,
        c if is_katakana(c) => Script::Katakana,
        c if is_latin_letter(c) || c.is_ascii_digit() => Script::Latin,
        _ => Script::Other,
    }
}

pub(super) const fn is_kanji(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '々' | '\u{20000}'..='\u{3ffff}')
}

pub(super) const fn is_katakana(c: char) -> bool {
    matches!(c, '\u{30a1}'..='\u{30fa}' | 'ー' | '\u{31f0}'..='\u{31ff}')
}

pub(super) const fn is_latin_letter(c: char) -> bool {
    matches!(c, 'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{24f}'
        | '\u{1e00}'..='\u{1eff}')
}

const fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{2bc}')
}
