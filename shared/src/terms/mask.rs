//! What of a comment may tell who wrote it, or about whom: e-mail addresses, links, long numbers with their
//! spaces and hyphens (telephone numbers, postal codes, orders), and the names before さん, 様 and 氏.
//!
//! It finds many names and not all: one without a title, or written in hiragana or apart from its title's
//! neighbour, stays. A code of letters and digits never becomes a term ([`super::tokens`]).

use super::tokens::{is_kanji, is_katakana, is_latin_letter};

/// Digits of a number that is masked, at least.
const LONG_FROM: usize = 5;
/// How links begin.
const LINKS: [&str; 2] = ["://", "www."];
/// What names of sites end with where no link announces them.
const DOMAINS: [&str; 6] = [".com", ".net", ".org", ".co", ".jp", ".io"];
/// What follows 様 where it is not a title: 様子, 様式, 様相, 様態, 様々.
const AFTER_NO_TITLE: [char; 7] = ['子', '式', '相', '態', '々', '名', '族'];
/// What stands before 様 or 氏 where they are not titles: 仕様, 模様, 同様, 彼氏.
const BEFORE_NO_TITLE: [char; 8] = ['仕', '模', '同', '多', '異', '文', '有', '彼'];

/// Of each character whether it is masked.
pub(super) fn masked(chars: &[char]) -> Vec<bool> {
    let mut masked = vec![false; chars.len()];
    mask_addresses(chars, &mut masked);
    mask_numbers(chars, &mut masked);
    mask_names(chars, &mut masked);
    masked
}

/// Masks e-mail addresses, links and names of sites: runs of what stands in such, from a sign on that tells.
fn mask_addresses(chars: &[char], masked: &mut [bool]) {
    let is_part =
        |c: &char| c.is_ascii_graphic() && !matches!(c, '"' | '\'' | '<' | '>' | '(' | ')');
    let mut from = 0;
    while from < chars.len() {
        let length = chars[from..].iter().take_while(|c| is_part(c)).count();
        if length == 0 {
            from += 1;
            continue;
        }
        let run: String = chars[from..from + length].iter().collect();
        if is_address(&run) {
            masked[from..from + length].fill(true);
        }
        from += length;
    }
}

fn is_address(run: &str) -> bool {
    let at = |(local, domain): (&str, &str)| !local.is_empty() && domain.contains('.');
    let names_site = |domain: &str| {
        run.find(domain).is_some_and(|place| {
            let rest = &run[place + domain.len()..];
            place > 0 && !rest.starts_with(|c: char| c.is_ascii_alphanumeric())
        })
    };
    run.split_once('@').is_some_and(at)
        || LINKS.iter().any(|link| run.contains(link))
        || DOMAINS.iter().any(|domain| names_site(domain))
}

/// Masks numbers of five digits and more, however they are divided.
fn mask_numbers(chars: &[char], masked: &mut [bool]) {
    let is_divider =
        |c: char| matches!(c, ' ' | '-' | '.' | '/' | '(' | ')' | '+' | '\u{2010}'..='\u{2015}');
    let mut from = 0;
    while from < chars.len() {
        if !chars[from].is_ascii_digit() {
            from += 1;
            continue;
        }
        let of_number = |c: &&char| c.is_ascii_digit() || is_divider(**c);
        let length = chars[from..].iter().take_while(of_number).count();
        let number = &chars[from..from + length];
        if number.iter().filter(|c| c.is_ascii_digit()).count() >= LONG_FROM {
            masked[from..from + length].fill(true);
        }
        from += length;
    }
}

/// Masks the run before a title, and the title.
fn mask_names(chars: &[char], masked: &mut [bool]) {
    for at in 1..chars.len() {
        let length = title(chars, at);
        if length == 0 {
            continue;
        }
        // A name may stand apart from its title by a space.
        let end = if chars[at - 1] == ' ' { at - 1 } else { at };
        let name = chars[..end].iter().rev();
        let is_written = |c: &&char| is_kanji(**c) || is_katakana(**c) || **c == '\u{30fb}';
        let written = name.clone().take_while(is_written).count();
        let spelt = name.take_while(|c| is_latin_letter(**c)).count();
        let from = end - written.max(spelt);
        if from < end {
            masked[from..at + length].fill(true);
        }
    }
}

/// The characters of a title that begins at a place; 0 where none does.
fn title(chars: &[char], at: usize) -> usize {
    let (before, after) = (chars[at - 1], chars.get(at + 1).copied());
    match chars[at] {
        'さ' if after == Some('ん') && chars.get(at + 2) != Some(&'ざ') => 2,
        '様' | '氏'
            if !BEFORE_NO_TITLE.contains(&before)
                && !after.is_some_and(|after| AFTER_NO_TITLE.contains(&after)) =>
        {
            1
        }
        _ => 0,
    }
}
