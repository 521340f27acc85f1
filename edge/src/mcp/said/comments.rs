//! What visitors wrote.

use serde_json::{Value, json};

use super::Answer;
use super::data::{answer, lines, noted};
use crate::reports::Listing;

/// A page of answers with a comment.
pub(crate) fn comments(listing: &Listing) -> Answer {
    let answers: Vec<Value> = listing.answers.iter().map(answer).collect();
    let more = match (&listing.cursor, answers.is_empty()) {
        (Some(_), _) => "More may follow: ask again with the cursor.",
        (None, true) => "No comments.",
        (None, false) => "These are all.",
    };
    let head = format!("Comments: {}, newest first. {more}", answers.len());
    let text = lines(&[head], &answers);
    Answer { text, data: noted(json!({ "answers": answers, "cursor": listing.cursor })) }
}
