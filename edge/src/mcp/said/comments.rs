//! What visitors wrote.

use serde_json::{Value, json};

use super::Answer;
use super::data::{answer, lines, noted};
use crate::reports::Listing;

/// A page of answers with a comment.
pub(crate) fn comments(listing: &Listing) -> Answer {
    let all = listing.answers.iter().filter_map(|answer| serde_json::to_value(answer).ok());
    let answers: Vec<Value> = all.map(|all| answer(&all)).collect();
    let more = match (&listing.cursor, answers.is_empty()) {
        (Some(_), _) => "More may follow: ask again with the cursor.",
        (None, true) => "No comments.",
        (None, false) => "These are all.",
    };
    let head = format!("Comments: {}, newest first. {more}", answers.len());
    let text = lines(&[head], &answers);
    Answer { text, data: noted(json!({ "answers": answers, "cursor": listing.cursor })) }
}
