//! A rule of the site document that is broken, in plain words at its field.

use koe_shared::site::{SiteError, SiteRule};
use serde_json::Value;

use super::edit::by_id;
use super::input::Input;
use crate::desk::language::Language;
use crate::desk::words::rules;

/// What is wrong with a form.
pub(crate) struct Refusal {
    /// The path of the field; of a field that the form does not have, its own name in the sentence.
    pub(crate) path: String,
    pub(crate) text: String,
}

impl Refusal {
    /// What the document's rules refuse.
    pub(crate) fn of(error: &SiteError, document: &Value, language: Language) -> Self {
        match error {
            SiteError::BrokenJson => Self { path: String::new(), text: error.to_string() },
            SiteError::Field { field, rule } => {
                let path = at_input(by_id(document, field), field, rule);
                // Which of several lines is meant.
                let line = field.strip_suffix(']').and_then(|field| field.rsplit_once('['));
                let line = line.and_then(|(_, place)| place.parse::<usize>().ok());
                let text = rules::say(language, rule);
                let text = match (line, matches!(rule, SiteRule::Repeated(_))) {
                    (Some(line), false) => rules::in_line(language, line + 1, &text),
                    _ => text,
                };
                Self { path, text }
            }
        }
    }

    /// Whether it belongs to a field: the one of its path, or one above or below it.
    pub(crate) fn is_at(&self, input: &Input) -> bool {
        let below = |one: &str, other: &str| {
            one.strip_prefix(other).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        !self.path.is_empty() && (below(&self.path, &input.path) || below(&input.path, &self.path))
    }
}

/// The path of the field of a form. Destinations have a field for each channel, and what is wrong with the whole
/// of its conditions is told at the first of them.
fn at_input(path: String, field: &str, rule: &SiteRule) -> String {
    let has_destinations = path.starts_with("alerts.") || path.starts_with("departments.");
    let is_whole_list = has_destinations && path.rsplit('.').next() == Some("to");
    match field.rsplit_once("].") {
        _ if matches!(rule, SiteRule::MatchesEverything) => format!("{path}.bucket"),
        Some((place, channel)) if place.contains(".to[") => format!("{path}.{channel}"),
        _ if is_whole_list => format!("{path}.email"),
        _ => path,
    }
}

/// How a broken rule is told that has no field on the page.
pub(crate) fn elsewhere(language: Language, refusal: &Refusal) -> String {
    rules::elsewhere(language, &refusal.path, &refusal.text)
}
