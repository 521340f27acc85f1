//! The bounds of a touchpoint.

use super::{Checked, at_most, cut, number, text};
use crate::site::error::{SiteError, SiteRule};
use crate::site::{Patterns, Touchpoint, When};

pub(in crate::site) const MAX_PATTERNS: usize = 20;
pub(in crate::site) const MAX_PATTERN_CHARS: usize = 512;
/// Every page loads it; no selector worth keeping is longer.
const MAX_SELECTOR_CHARS: usize = 256;

impl Touchpoint {
    /// Holds the touchpoint at `place` of its document against its bounds.
    pub(super) fn validate(&self, place: &str) -> Checked {
        let Some(when) = &self.when else { return Ok(()) };
        let When { url, dwell_ms, scroll, in_view, click, exit: _, delay_ms } = when;
        let field = |name| format!("{place}.when.{name}");
        if let Some(url) = url {
            patterns(&field("url"), url)?;
        }
        for (name, selector) in [("in_view", in_view), ("click", click)] {
            if let Some(given) = selector {
                check_selector(&field(name), given)?;
            }
        }
        for (name, wait) in [("dwell_ms", dwell_ms), ("delay_ms", delay_ms)] {
            if let Some(wait) = wait {
                number(&field(name), *wait)?;
            }
        }
        match scroll {
            Some(share) if !(0.0..=1.0).contains(share) => {
                let rule = SiteRule::OutOfBounds { given: share.to_string(), min: 0, max: 1 };
                Err(SiteError::at(field("scroll"), rule))
            }
            _ => Ok(()),
        }
    }
}

fn patterns(field: &str, given: &Patterns) -> Checked {
    let all = given.all();
    if all.is_empty() {
        return Err(SiteError::at(field, SiteRule::Empty));
    }
    at_most(field, all.len(), MAX_PATTERNS)?;
    for (n, pattern) in all.iter().enumerate() {
        let field = match given {
            Patterns::One(_) => field.to_owned(),
            Patterns::Any(_) => format!("{field}[{n}]"),
        };
        text(&field, pattern, MAX_PATTERN_CHARS)?;
        if !pattern.strip_prefix('!').unwrap_or(pattern).starts_with(['/', '*']) {
            return Err(SiteError::at(field, SiteRule::Pattern(cut(pattern))));
        }
    }
    Ok(())
}

/// Only a browser can tell whether a selector is valid; the loader reports one that is not. This
/// checks whether brackets and quotes are closed, which finds most typing errors.
fn check_selector(field: &str, given: &str) -> Checked {
    text(field, given, MAX_SELECTOR_CHARS)?;
    if closes(given) {
        return Ok(());
    }
    Err(SiteError::at(field, SiteRule::Selector(cut(given))))
}

/// Whether brackets and quotes are closed, and nothing stands there that only a style sheet has.
fn closes(selector: &str) -> bool {
    let mut open = Vec::new();
    let mut quote = None;
    let mut chars = selector.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' if chars.next().is_some() => {}
            '\\' => return false,
            c if c.is_control() => return false,
            c if quote == Some(c) => quote = None,
            _ if quote.is_some() => {}
            '"' | '\'' => quote = Some(c),
            '[' => open.push(']'),
            '(' => open.push(')'),
            ']' | ')' if open.pop() == Some(c) => {}
            ']' | ')' | '{' | '}' | ';' | '@' => return false,
            _ => {}
        }
    }
    quote.is_none() && open.is_empty()
}
