//! The same texts as English has, with the same gaps for names.

use crate::language::Language;

/// What a text may leave open.
pub(crate) const GAPS: [&str; 4] = ["{subject}", "{name}", "{length}", "{most}"];

pub(crate) fn complaints(language: &Language, english: &Language) -> Vec<String> {
    let missing = english.texts.keys().filter(|key| !language.texts.contains_key(*key));
    let unknown = language.texts.keys().filter(|key| !english.texts.contains_key(*key));
    let mut found: Vec<String> = missing
        .map(|key| language.complaint(key, "missing"))
        .chain(unknown.map(|key| language.complaint(key, "unknown")))
        .collect();
    for (key, text) in &language.texts {
        let Some(model) = english.texts.get(key) else { continue };
        if text.is_empty() {
            found.push(language.complaint(key, "empty"));
        }
        let mut rest = text.clone();
        for gap in GAPS {
            let (given, wanted) = (text.matches(gap).count(), model.matches(gap).count());
            if given != wanted {
                let wanted = if wanted == 1 { "once" } else { "not at all" };
                found.push(language.complaint(key, format!("{gap} {wanted}, not {given} times")));
            }
            rest = rest.replace(gap, "");
        }
        if rest.contains(['{', '}']) {
            found.push(language.complaint(key, "a brace that is no gap"));
        }
    }
    found
}
