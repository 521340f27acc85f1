//! Holds a document against its bounds, field by field, in the order of the document.

pub(super) mod alert;
pub(super) mod follow_up;
pub(super) mod site;
pub(super) mod survey;
pub(super) mod touchpoint;

use std::collections::BTreeSet;
use std::fmt::Display;

use super::bounds::whole_numbers;
use super::error::{SiteError, SiteRule};
use crate::locale::Localized;

type Checked = Result<(), SiteError>;

/// As much of a value as a message can bear.
fn cut(given: &str) -> String {
    given.chars().take(80).collect()
}

/// A text that must say something.
fn text(field: &str, given: &str, max: usize) -> Checked {
    if given.trim().is_empty() {
        return Err(SiteError::at(field, SiteRule::Empty));
    }
    let chars = given.chars().count();
    if chars > max {
        return Err(SiteError::at(field, SiteRule::TooLong { chars, max }));
    }
    Ok(())
}

/// The same in every language.
fn texts(field: &str, given: &Localized, max: usize) -> Checked {
    given.iter().try_for_each(|(locale, given)| text(&format!("{field}.{locale}"), given, max))
}

fn number(field: &str, given: u32) -> Checked {
    let name = field.rsplit('.').next().unwrap_or(field);
    let bounds = whole_numbers(name);
    if bounds.contains(&given) {
        return Ok(());
    }
    let rule = SiteRule::OutOfBounds {
        given: given.to_string(),
        min: *bounds.start(),
        max: *bounds.end(),
    };
    Err(SiteError::at(field, rule))
}

fn at_most(field: &str, given: usize, max: usize) -> Checked {
    if given > max {
        return Err(SiteError::at(field, SiteRule::TooMany { given, max }));
    }
    Ok(())
}

/// Entries that may stand in their list once only. `place` names the field of the n-th.
fn once_each<T: Ord + Display>(
    entries: impl IntoIterator<Item = T>,
    place: impl Fn(usize) -> String,
) -> Checked {
    let mut seen = BTreeSet::new();
    for (n, entry) in entries.into_iter().enumerate() {
        if seen.contains(&entry) {
            return Err(SiteError::at(place(n), SiteRule::Repeated(cut(&entry.to_string()))));
        }
        seen.insert(entry);
    }
    Ok(())
}
