//! Names that stand beside each other differ, and both scales of agreement use the same names.

use crate::language::Language;

/// Texts that a visitor chooses between, or that tell one state from another.
const BESIDE_EACH_OTHER: [&[&str]; 16] = [
    &["nps.low", "nps.high"],
    &["words.send", "words.skip", "words.done", "words.try_again"],
    &["words.change", "words.take_back"],
    &["words.take_back", "words.keep"],
    &["words.recorded", "words.not_recorded", "words.sending", "words.saved_on_device"],
    // With the server, on this device only, or nowhere.
    &["words.recorded", "words.not_recorded", "words.row_saved", "words.taken_back"],
    &["words.row_received", "words.row_saved"],
    &["words.row_score", "words.row_comment"],
    &[
        "words.failed",
        "words.score_failed",
        "words.unkept",
        "words.take_back_failed",
        "words.take_back_offline",
        "words.offline",
    ],
    &["words.refused", "words.score_refused", "words.take_back_refused", "words.take_back_failed"],
    &["words.receipt_title", "words.taken_back"],
    &["words.confirm_text", "words.erased"],
    &["contact.reply_wanted", "publishing.publish"],
    &["contact.email", "publishing.publish_name"],
    &["pages.your_answer", "pages.changed"],
    &["follow_up.detractor", "follow_up.passive", "follow_up.promoter", "anything_else"],
];

/// Where each of the five steps stands among the seven.
const AMONG_SEVEN: [usize; 5] = [0, 1, 3, 5, 6];

pub(crate) fn complaints(language: &Language) -> Vec<String> {
    let steps = |scale: &str, count| (0..count).map(|n| format!("{scale}.{n}")).collect::<Vec<_>>();
    let scales = [steps("ces.five_steps", 5), steps("ces.seven_steps", 7), steps("csat.steps", 5)];
    let others = BESIDE_EACH_OTHER.map(|keys| keys.iter().map(|&key| key.to_owned()).collect());
    let mut found = Vec::new();
    for keys in scales.into_iter().chain(others) {
        for (n, key) in keys.iter().enumerate() {
            let same = keys[..n].iter().find(|other| language.get(other) == language.get(key));
            found.extend(
                same.map(|other| language.complaint(key, format!("also stands at {other}"))),
            );
        }
    }
    for (five, seven) in AMONG_SEVEN.into_iter().enumerate() {
        let (five, seven) = (format!("ces.five_steps.{five}"), format!("ces.seven_steps.{seven}"));
        if language.get(&five) != language.get(&seven) {
            found.push(language.complaint(&seven, format!("not as at {five}")));
        }
    }
    found
}
