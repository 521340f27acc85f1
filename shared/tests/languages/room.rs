//! How much room there is for a text, worked out from the smallest window a prompt works in.
//!
//! Widths are counted in columns of half an em: a Japanese character is two of them by definition,
//! a Latin letter of the system faces is one within a tenth, a mark above or below a letter none.

use crate::language::Language;

/// The content of a sheet in a window of 320: the panel less its padding.
const SHEET: u32 = 320 - 2 * 16;

/// The content of the popover with eleven scores.
const POPOVER: u32 = 400 - 2 * 20;

/// The columns in `px` at a font size, given in tenths of a pixel.
const fn columns_in(px: u32, tenths: u32) -> u32 {
    px * 20 / tenths
}

/// Texts that share a line, or a number of lines.
const ROOM: [(&[&str], u32); 25] = [
    // Two buttons in a row: padding 20 and 16 a side, borders, 8 between them.
    (&["words.send", "words.skip"], columns_in(SHEET - 42 - 34 - 8, 150)),
    (&["words.take_back", "words.keep"], columns_in(SHEET - 42 - 34 - 8, 150)),
    // One that stands alone.
    (&["words.done"], columns_in(SHEET - 42, 150)),
    (&["words.leave"], columns_in(SHEET - 42, 150)),
    (&["words.try_again"], columns_in(SHEET - 42, 150)),
    (&["pages.save"], columns_in(SHEET - 42, 150)),
    // The strip: a chip of 28, gaps of 8, 36 left free for the close button.
    (&["words.recorded", "words.change"], columns_in(SHEET - 36 - 28 - 16, 135)),
    // Too long for that, it takes a line, and the link the next.
    (&["words.saved_on_device"], columns_in(SHEET - 36 - 28 - 8, 135)),
    (&["words.not_recorded"], columns_in(SHEET - 36 - 28 - 8, 135)),
    (&["words.sending", "words.change"], columns_in(SHEET - 36 - 28 - 16, 135)),
    // Both ends on one line of the popover, with their numbers and a gap of 8.
    (&["nps.low", "nps.high"], columns_in(POPOVER - 8, 125) - 5),
    // An end below its half of a sheet: two lines, with a number before it, broken between words.
    (&["nps.low"], 24),
    (&["nps.high"], 24),
    // The question: four lines beside the close button, less what breaking between words costs.
    (&["nps.question"], 4 * columns_in(SHEET - 36, 160) - 4),
    (&["ces.statement"], 4 * columns_in(SHEET - 36, 160) - 4),
    (&["csat.question"], 4 * columns_in(SHEET - 36, 160) - 4),
    (&["ces.intro"], 2 * columns_in(SHEET - 36, 135)),
    // The labels of fields and boxes: two lines.
    (&["follow_up.detractor", "words.optional"], 2 * columns_in(SHEET, 150) - 4),
    (&["follow_up.passive", "words.optional"], 2 * columns_in(SHEET, 150) - 4),
    (&["follow_up.promoter", "words.optional"], 2 * columns_in(SHEET, 150) - 4),
    (&["contact.reply_wanted"], 2 * columns_in(SHEET - 30, 150)),
    (&["publishing.publish"], 2 * columns_in(SHEET - 30, 150)),
    (&["words.footnote"], 2 * columns_in(SHEET, 120)),
    // A title beside its mark of 36, clear of the close button.
    (&["words.receipt_title"], columns_in(SHEET - 36 - 48, 160)),
    (&["words.taken_back"], columns_in(SHEET - 36 - 48, 160)),
];

/// A step: two lines of a column side by side, where five share the modal of 560.
const STEP: u32 = 2 * COLUMN;
/// A word of a step: one line of such a column, 103 less its padding, and a tenth for wide letters.
const COLUMN: u32 = columns_in((518 / 5) - 2 * 4, 135) * 9 / 10;
/// A word on one of two equal buttons: half of the sheet, less padding and border.
const HALF: u32 = columns_in((SHEET - 8) / 2 - 42, 150);
/// A note: three lines beside its icon.
const NOTE: u32 = 3 * columns_in(SHEET - 28 - 32, 135) - 6;

const NOTES: [&str; 9] = [
    "words.offline",
    "words.failed",
    "words.score_failed",
    "words.unkept",
    "words.take_back_failed",
    "words.take_back_offline",
    "words.refused",
    "words.score_refused",
    "words.take_back_refused",
];
const HALVES: [&str; 2] = ["words.change", "words.take_back"];

pub(crate) fn complaints(language: &Language) -> Vec<String> {
    let mut found = Vec::new();
    for (keys, room) in ROOM {
        let taken: u32 = keys.iter().map(|key| columns(language.get(key))).sum();
        if taken > room {
            let names: Vec<&str> = keys.iter().filter_map(|key| key.rsplit('.').next()).collect();
            let who = match names.as_slice() {
                [_] => String::new(),
                names => format!("{} take ", names.join(" and ")),
            };
            found.push(language.complaint(keys[0], format!("{who}{taken} columns of {room}")));
        }
    }
    let steps = |key: &&String| key.contains("steps");
    let one_by_one = language.texts.keys().filter(steps).map(|key| (key.as_str(), STEP));
    for (key, room) in one_by_one.chain(NOTES.map(|key| (key, NOTE))) {
        let taken = columns(language.get(key));
        if taken > room {
            found.push(language.complaint(key, format!("{taken} columns of {room}")));
        }
    }
    let steps = language.texts.keys().filter(steps).map(|key| (key.as_str(), COLUMN));
    for (key, room) in steps.chain(HALVES.map(|key| (key, HALF))) {
        let words = language.get(key).split([' ', '-', '\u{a0}']);
        let long = words.filter(|word| !language.breaks_anywhere() && columns(word) > room);
        found.extend(long.map(|word| {
            language.complaint(key, format!("{word:?} takes {} columns of {room}", columns(word)))
        }));
    }
    found
}

/// The columns of a text, with a name of twelve in each gap.
fn columns(text: &str) -> u32 {
    let named = text.replace("{subject}", "Name of 12.. ").replace("{name}", "Name of 12..");
    named.trim_end().chars().map(width).sum()
}

fn width(c: char) -> u32 {
    match c {
        // Vowel signs and other marks of the Hebrew, Arabic, Devanagari and Thai scripts, joiners.
        '\u{591}'..='\u{5bd}'
        | '\u{64b}'..='\u{65f}'
        | '\u{670}'
        | '\u{901}'
        | '\u{902}'
        | '\u{93c}'
        | '\u{941}'..='\u{948}'
        | '\u{94d}'
        | '\u{e31}'
        | '\u{e34}'..='\u{e3a}'
        | '\u{e47}'..='\u{e4e}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2060}' => 0,
        // Chinese, Japanese and Korean, and their full-width marks.
        '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' | '\u{ff00}'..='\u{ff60}' => 2,
        _ => 1,
    }
}
