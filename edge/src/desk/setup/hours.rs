//! The hours of a day as a form has them: a field for the beginning and one for the end, where the document has a pair.

use maud::{Markup, html};
use serde_json::{Value, json};

use super::edit::Edit;
use crate::desk::form::Field;
use crate::desk::icons;
use crate::pages::fields::Fields;

/// What stands beside the two fields.
pub(crate) struct HoursWords {
    /// What the first is called.
    pub(crate) from: &'static str,
    /// What the second is called.
    pub(crate) until: &'static str,
    /// What stands between them.
    pub(crate) between: &'static str,
}

/// The names of the two fields of a pair, which has this path.
fn names(path: &str) -> [String; 2] {
    ["from", "until"].map(|name| format!("{path}+{name}"))
}

/// Fills in the pair of a document.
pub(super) fn fill(path: &str, pair: Option<&Value>, fields: &mut Fields) {
    for (place, name) in names(path).iter().enumerate() {
        let time = pair.and_then(|pair| pair.get(place)).and_then(Value::as_str);
        fields.set(name, time.unwrap_or_default());
    }
}

/// The pair that was typed; of two empty fields none. Nothing where the form did not have them.
pub(super) fn read(path: &str, fields: &Fields) -> Option<Edit> {
    let names = names(path);
    if !names.iter().any(|name| fields.has(name)) {
        return None;
    }
    let [from, until] = names.map(|name| time(fields.get(&name).unwrap_or_default()));
    let is_empty = from.is_empty() && until.is_empty();
    Some(Edit { path: path.to_owned(), value: (!is_empty).then(|| json!([from, until])) })
}

/// A time as the document has it: people leave out the zero of `09:30`.
fn time(typed: &str) -> String {
    let typed = typed.trim();
    if typed.find(':') == Some(1) { format!("0{typed}") } else { typed.to_owned() }
}

/// What stands in the two fields, in words.
pub(super) fn told(path: &str, words: &HoursWords, fields: &Fields) -> String {
    let typed = names(path).map(|name| fields.get(&name).unwrap_or_default().trim());
    if typed == [""; 2] { String::new() } else { typed.join(words.between) }
}

/// The two fields in a row, with the name of the day before them.
pub(super) fn control(field: &Field<'_>, words: &HoursWords, values: &Fields) -> Markup {
    let id = |what: &str| format!("{}-{what}", field.name);
    let hint = Some(id("hint")).filter(|_| !field.hint.is_empty());
    let described: Vec<String> = hint.into_iter().chain(field.error.map(|_| id("error"))).collect();
    let described = (!described.is_empty()).then(|| described.join(" "));
    let [from, until] = names(field.name);
    let time = |name: &str, label: &str| {
        html! {
            input.text name=(name) value=(values.get(name).unwrap_or_default()) maxlength="5" autocomplete="off"
                aria-label=(format!("{} {label}", field.label)) aria-describedby=[&described]
                aria-invalid=[field.error.map(|_| "true")];
        }
    };
    html! {
        div.field.hours.wrong[field.error.is_some()] role="group" aria-labelledby=(id("day")) {
            span id=(id("day")) { (field.label) }
            (time(&from, words.from))
            span aria-hidden="true" { (words.between) }
            (time(&until, words.until))
            @if let Some(text) = field.error {
                p.error id=(id("error")) { (icons::alert()) span { (text) } }
            }
            @if !field.hint.is_empty() { p.hint id=(id("hint")) { (field.hint) } }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Edit, HoursWords, fill, read, told};
    use crate::pages::fields::Fields;

    const PATH: &str = "hours.mon";

    fn typed(from: &str, until: &str) -> Fields {
        let mut fields = Fields::default();
        fields.set("hours.mon+from", from);
        fields.set("hours.mon+until", until);
        fields
    }

    #[test]
    fn two_fields_are_a_pair_and_two_empty_ones_are_none() {
        for (from, until, expected) in [
            ("10:00", "19:00", Some(json!(["10:00", "19:00"]))),
            (" 9:30 ", "24:00", Some(json!(["09:30", "24:00"]))),
            ("10:00", "", Some(json!(["10:00", ""]))),
            ("", "", None),
            (" ", "", None),
        ] {
            let edit = Edit { path: PATH.to_owned(), value: expected };
            assert_eq!(read(PATH, &typed(from, until)), Some(edit), "{from} {until}");
        }
        assert_eq!(read(PATH, &Fields::default()), None);
    }

    #[test]
    fn what_is_shown_is_what_is_read() {
        for pair in [json!(["10:00", "19:00"]), Value::Null] {
            let mut fields = Fields::default();
            fill(PATH, Some(&pair), &mut fields);
            let read = read(PATH, &fields).and_then(|edit| edit.value);
            assert_eq!(read.unwrap_or_default(), pair);
        }
        let words = HoursWords { from: "from", until: "until", between: " to " };
        assert_eq!(told(PATH, &words, &typed("10:00", "19:00")), "10:00 to 19:00");
        assert_eq!(told(PATH, &words, &typed("", "")), "");
    }
}
