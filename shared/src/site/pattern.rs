//! URL patterns as one regular expression, worked out once here so that no page has to.

use super::when::Patterns;

impl Patterns {
    /// A JavaScript regular expression of the addresses, from the path on, that fit any pattern and
    /// none with a leading `!`.
    ///
    /// `*` stops where the part ends that it stands in: a path before `?`, a query before `#`.
    #[must_use]
    pub fn expression(&self) -> String {
        let (barred, wanted): (Vec<_>, Vec<_>) =
            self.all().iter().map(String::as_str).partition(|pattern| pattern.starts_with('!'));
        let barred = any(barred.iter().map(|pattern| &pattern[1..]), "(?!(", ")$)");
        let wanted = any(wanted.into_iter(), "(", ")$");
        format!("^{barred}{wanted}")
    }
}

/// Any of the patterns, between what opens and closes the choice; nothing where there is none.
fn any<'p>(patterns: impl Iterator<Item = &'p str>, open: &str, close: &str) -> String {
    let parts: Vec<_> = patterns.map(part).collect();
    if parts.is_empty() { String::new() } else { format!("{open}{}{close}", parts.join("|")) }
}

/// One pattern. A query or fragment that it does not name may be there, whatever it is.
fn part(pattern: &str) -> String {
    let (place, fragment) = split(pattern, '#');
    let (path, query) = split(place, '?');
    let query = query.map_or("(\\?[^#]*)?".to_owned(), |query| literal("?", query, "[^#]*"));
    let fragment = fragment.map_or("(#.*)?".to_owned(), |fragment| {
        // Routers that live in the fragment have their query there, too.
        let rest = if fragment.contains('?') { "" } else { "(\\?.*)?" };
        literal("#", fragment, ".*") + rest
    });
    literal("", path, "[^?#]*") + &query + &fragment
}

fn split(text: &str, mark: char) -> (&str, Option<&str>) {
    text.split_once(mark).map_or((text, None), |(before, after)| (before, Some(after)))
}

/// The mark and the text, taken literally but for the stars.
fn literal(mark: &str, text: &str, star: &str) -> String {
    let mut expression = String::new();
    for c in mark.chars().chain(text.chars()) {
        match c {
            '*' => expression += star,
            '^' | '$' | '\\' | '.' | '+' | '?' | '(' | ')' | '[' | ']' | '{' | '}' | '|' => {
                expression.push('\\');
                expression.push(c);
            }
            _ => expression.push(c),
        }
    }
    expression
}
