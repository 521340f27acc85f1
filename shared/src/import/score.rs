//! A score as tables write it: `9`, `9.0`, `９`, `10 - Extremely likely`, `Extremely likely - 10`.

use super::rejected::RowError;
use crate::metric::Scale;
use crate::score::Score;

/// Characters of a value that a rejection repeats, at most.
const SHOWN: usize = 100;

/// What may stand between a number and its label.
const SEPARATORS: [char; 16] =
    ['-', '–', '—', '―', '−', ':', '：', '.', '．', ')', '）', '(', '（', '=', '＝', '、'];

/// What a spreadsheet makes of `9/10`: a number with one of these is a date.
const MONTHS: &[&str] = &[
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
    "sept",
    "january",
    "february",
    "march",
    "april",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "mrz",
    "mär",
    "mai",
    "okt",
    "dez",
    "janv",
    "févr",
    "mars",
    "avr",
    "juin",
    "juil",
    "août",
    "déc",
    "ene",
    "abr",
    "ago",
    "dic",
    "gen",
    "mag",
    "giu",
    "lug",
    "set",
    "ott",
    "fev",
    "out",
];

/// Reads a score on a scale.
pub(super) fn score(said: &str, scale: Scale) -> Result<Score, RowError> {
    let said = said.trim();
    let number = integer(said)
        .ok_or_else(|| RowError::ScoreNotAnInteger(said.chars().take(SHOWN).collect()))?;
    Score::new(scale, number).map_err(RowError::OffScale)
}

/// The whole number that a cell is, or that stands beside its label.
fn integer(said: &str) -> Option<i64> {
    let text: String = said.chars().map(half_width).collect();
    if let Some(number) = whole(&text) {
        return Some(number);
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 {
        return after_label(&text);
    }
    let (number, rest) = text.split_at(digits);
    let label = rest.trim_start_matches(|c: char| c.is_whitespace() || SEPARATORS.contains(&c));
    if label.len() < rest.len() && is_label(label) { number.parse().ok() } else { None }
}

/// The number at the end of `Extremely likely - 10`. A hyphen counts only between blanks, since it could be a minus sign.
fn after_label(text: &str) -> Option<i64> {
    let digits = text.bytes().rev().take_while(u8::is_ascii_digit).count();
    let (label, number) = text.split_at(text.len() - digits);
    let label = [" - ", " – ", " — ", ": "].iter().find_map(|end| label.strip_suffix(end))?;
    if is_label(label) { number.parse().ok() } else { None }
}

/// Words that stand beside a number, and are neither numbers nor a month.
fn is_label(label: &str) -> bool {
    label.chars().any(char::is_alphabetic)
        && !label.chars().any(char::is_numeric)
        && !is_month(label)
}

/// A whole number. `9.0` is one, and `9,0` where a comma is the decimal sign; `1,000` may be another.
pub(super) fn whole(text: &str) -> Option<i64> {
    let with_comma = || text.split_once(',').filter(|(_, fraction)| fraction.len() <= 2);
    let (number, fraction) = text.split_once('.').or_else(with_comma).unwrap_or((text, "0"));
    let digits = number.strip_prefix(['-', '+']).unwrap_or(number);
    let is_whole = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let is_zero = fraction.bytes().all(|byte| byte == b'0');
    if is_whole && is_zero { number.parse().ok() } else { None }
}

fn is_month(label: &str) -> bool {
    let label = label.trim().trim_end_matches('.').to_lowercase();
    MONTHS.contains(&label.as_str())
}

/// Digits and signs of Japanese keyboards in the form that numbers have.
pub(super) fn half_width(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3000}' | '\u{a0}' => ' ',
        '−' => '-',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::score;
    use crate::metric::Scale;
    use crate::score::Score;

    #[test]
    fn a_score_is_read_in_every_way_that_people_write_it() {
        for (said, value) in [
            ("9", 9),
            (" 9 ", 9),
            ("9.0", 9),
            ("9.00", 9),
            ("10.", 10),
            ("9,0", 9),
            ("+9", 9),
            ("-0", 0),
            ("0", 0),
            ("007", 7),
            ("９", 9),
            ("１０", 10),
            ("９．０", 9),
            ("10 - Extremely likely", 10),
            ("0 – Not at all likely", 0),
            ("7: neutral", 7),
            ("5 (very satisfied)", 5),
            ("9. Very good", 9),
            ("10　とても薦めたい", 10),
            ("１０：とても薦めたい", 10),
            ("3 stars", 3),
            ("Extremely likely - 10", 10),
            ("Not at all likely - 0", 0),
            ("とても薦めたい: 10", 10),
        ] {
            assert_eq!(score(said, Scale::Nps).map(Score::value), Ok(value), "{said:?}");
        }
    }

    #[test]
    fn a_share_a_fraction_a_date_and_words_are_no_scores() {
        for said in [
            "8.5",
            "8,5",
            "9/10",
            "9 / 10",
            "9 of 10",
            "9 out of 10",
            "9-Oct",
            "9-Nov",
            "3 May",
            "10月9日",
            "9月10日",
            "2026-11-10",
            "10/11",
            "seven",
            "-",
            "",
            "nine 9",
            "9-10",
            "10 - 12",
            "1e1",
            "9th",
            "9点",
            "99999999999999999999",
            "+",
            ".0",
            "½",
            "likely -1",
            "Oct - 9",
            "May: 9",
            "9 of: 10",
            "- 9",
            "likely - ",
            "wow 9",
            "9 - ½",
            "1,000",
            "1.0.0",
        ] {
            let error = score(said, Scale::Nps).unwrap_err();
            assert_eq!(error.code(), "score_not_an_integer", "{said:?}");
        }
    }

    #[test]
    fn a_number_off_the_scale_is_named_with_its_bounds() {
        for (said, value) in [("11", 11), ("-1", -1), ("−1", -1), ("300", 300), ("11 - wow", 11)]
        {
            let error = score(said, Scale::Nps).unwrap_err().to_string();
            assert_eq!(error, format!("score {value} is outside the NPS scale 0–10"));
        }
    }
}
