//! A field of a form: what it shows of a document, and what it says when it was sent.

use koe_shared::site::Channel;
use serde_json::{Map, Number, Value};

use super::edit::{Edit, at};
use super::hours::HoursWords;
use super::{destinations, hours};
use crate::pages::fields::Fields;

/// A field.
pub(crate) struct Input {
    /// Its path in the document, which is also its name in the form.
    pub(crate) path: String,
    pub(crate) label: String,
    /// How it is meant; or nothing.
    pub(crate) hint: String,
    pub(crate) kind: Kind,
}

/// What may stand in a field.
pub(crate) enum Kind {
    /// A line of text; an empty one that is not required takes the field out.
    Line {
        /// Whether the document can't do without.
        required: bool,
        /// What holds as long as nothing is typed.
        instead: String,
    },
    /// A text of some lines; an empty one takes the field out.
    Paragraph {
        /// What holds as long as nothing is typed.
        instead: String,
    },
    /// A whole number.
    Number,
    /// A number that people write in another unit than the document.
    Scaled {
        /// How many of the people's unit make one of the document's.
        by: f64,
        /// Whether the document takes whole numbers only.
        is_whole: bool,
    },
    /// Yes or no.
    Tick,
    /// Yes, or not said.
    TickIfSet,
    /// The destinations of a rule or a department by one channel, one a line.
    Destinations(Channel),
    /// What signs to the webhooks among them.
    DestinationSecret,
    /// When work begins and ends on a day, in two fields; two empty ones take the day out.
    Hours(HoursWords),
    /// A list, one entry a line.
    Lines,
    /// Address patterns, one a line.
    Patterns,
    /// One of several: what the document says, and what people read. An empty value takes the field out.
    Choice(Vec<(String, String)>),
    /// Any of several.
    Boxes(Vec<(String, String)>),
    /// A colour.
    Colour,
    /// Segments: a name, a colon and its values, one a line.
    Segments,
}

impl Input {
    /// A field without a hint.
    pub(crate) fn new(path: impl Into<String>, label: impl Into<String>, kind: Kind) -> Self {
        Self { path: path.into(), label: label.into(), hint: String::new(), kind }
    }

    /// The same with a hint.
    pub(crate) fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: hint.into(), ..self }
    }

    /// The name of the box of one value.
    pub(crate) fn box_name(&self, value: &str) -> String {
        format!("{}+{value}", self.path)
    }

    /// Fills in what a document says.
    pub(crate) fn fill(&self, document: &Value, fields: &mut Fields) {
        let value = at(document, &self.path).filter(|value| !value.is_null());
        if let Kind::Boxes(choices) = &self.kind {
            let chosen = value.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
            for (one, _) in choices {
                let is_chosen = chosen.iter().any(|chosen| chosen == one.as_str());
                fields.set(&self.box_name(one), if is_chosen { "1" } else { "" });
            }
            return;
        }
        if let Kind::Destinations(channel) = self.kind {
            fields.set(&self.path, destinations::shown(document, &self.path, channel));
            return;
        }
        if let Kind::Hours(_) = self.kind {
            hours::fill(&self.path, value, fields);
            return;
        }
        fields.set(&self.path, value.map_or_else(String::new, |value| self.written(value)));
    }

    fn written(&self, value: &Value) -> String {
        match (&self.kind, value) {
            (Kind::Tick | Kind::TickIfSet, value) => {
                if value == &Value::Bool(true) { "1" } else { "" }.to_owned()
            }
            (Kind::Scaled { by, .. }, value) => value.as_f64().map_or_else(String::new, |number| {
                // Two decimals of people's unit are all that a document's bound can hold.
                let scaled = (number * by * 100.0).round() / 100.0;
                format!("{scaled}")
            }),
            (Kind::Segments, Value::Object(segments)) => {
                let line = |(name, values): (&String, &Value)| {
                    let values = values.as_array().map(Vec::as_slice).unwrap_or_default();
                    let values: Vec<&str> = values.iter().filter_map(Value::as_str).collect();
                    format!("{name}: {}", values.join(", "))
                };
                segments.iter().map(line).collect::<Vec<_>>().join("\n")
            }
            (_, Value::Array(entries)) => {
                entries.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("\n")
            }
            (_, Value::String(text)) => text.clone(),
            (_, value) => value.to_string(),
        }
    }

    /// What a form says about this field; none where it did not have it.
    pub(crate) fn read(&self, fields: &Fields) -> Option<Edit> {
        let edit = |value| Some(Edit { path: self.path.clone(), value });
        let text = fields.get(&self.path).unwrap_or_default();
        let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty()).map(Value::from);
        match &self.kind {
            Kind::Destinations(Channel::Email) => return destinations::edit(&self.path, fields),
            // The first of the channels speaks for all.
            Kind::Destinations(_) | Kind::DestinationSecret => return None,
            Kind::Hours(_) => return hours::read(&self.path, fields),
            Kind::TickIfSet => {
                return edit(fields.is_set(&self.path).then_some(Value::Bool(true)));
            }
            // A browser leaves out what is not ticked.
            Kind::Tick => return edit(Some(Value::Bool(fields.is_set(&self.path)))),
            Kind::Boxes(choices) => {
                let is_ticked =
                    |(value, _): &&(String, String)| fields.is_set(&self.box_name(value));
                let ticked = choices.iter().filter(is_ticked);
                return edit(Some(ticked.map(|(value, _)| Value::from(value.as_str())).collect()));
            }
            _ if !fields.has(&self.path) => return None,
            _ => {}
        }
        let trimmed = text.trim();
        edit(match &self.kind {
            Kind::Line { required: true, .. } | Kind::Colour => Some(trimmed.into()),
            Kind::Line { .. } | Kind::Choice(_) => (!trimmed.is_empty()).then(|| trimmed.into()),
            Kind::Paragraph { .. } => {
                let text = text.replace("\r\n", "\n");
                (!trimmed.is_empty()).then(|| text.trim().into())
            }
            Kind::Number => (!trimmed.is_empty()).then(|| number(trimmed)),
            Kind::Scaled { by, is_whole } => {
                (!trimmed.is_empty()).then(|| scaled(trimmed, *by, *is_whole))
            }
            Kind::Lines => Some(lines().collect()),
            Kind::Patterns => {
                let mut patterns: Vec<Value> = lines().collect();
                match patterns.len() {
                    0 => None,
                    1 => patterns.pop(),
                    _ => Some(patterns.into()),
                }
            }
            Kind::Segments => Some(segments(text)),
            Kind::Tick
            | Kind::TickIfSet
            | Kind::Boxes(_)
            | Kind::Destinations(_)
            | Kind::DestinationSecret
            | Kind::Hours(_) => return None,
        })
    }

    /// What stands in the field, in words, to be laid beside another state.
    pub(crate) fn told(&self, fields: &Fields) -> String {
        let name = |value: &str, choices: &[(String, String)]| {
            let known = choices.iter().find(|(known, _)| known == value);
            known.map_or_else(|| value.to_owned(), |(_, name)| name.clone())
        };
        match &self.kind {
            Kind::Boxes(choices) => {
                let ticked =
                    choices.iter().filter(|(value, _)| fields.is_set(&self.box_name(value)));
                ticked.map(|(_, name)| name.as_str()).collect::<Vec<_>>().join(", ")
            }
            Kind::Hours(words) => hours::told(&self.path, words, fields),
            Kind::Choice(choices) => name(fields.get(&self.path).unwrap_or_default(), choices),
            Kind::Tick | Kind::TickIfSet => {
                if fields.is_set(&self.path) { "✓" } else { "" }.to_owned()
            }
            _ => fields.get(&self.path).unwrap_or_default().replace("\r\n", "\n").trim().to_owned(),
        }
    }
}

/// A number as JSON; other text stays text, and the document's rules refuse it with the bounds.
fn number(text: &str) -> Value {
    text.parse::<u64>().map_or_else(|_| Value::from(text), Value::from)
}

fn scaled(text: &str, by: f64, is_whole: bool) -> Value {
    let number = text.parse::<f64>().ok().map(|number| number / by);
    let value = match number {
        // Whole numbers up to 2^53 are exact.
        Some(number) if is_whole && number.fract().abs() < f64::EPSILON && number >= 0.0 => {
            format!("{number:.0}").parse::<u64>().ok().map(Value::from)
        }
        Some(number) => Number::from_f64(number).map(Value::Number),
        None => None,
    };
    value.unwrap_or_else(|| Value::from(text))
}

fn segments(text: &str) -> Value {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let pairs = lines.map(|line| {
        let (name, values) = line.split_once([':', '：']).unwrap_or((line, ""));
        let values = values.split([',', '、']).map(str::trim).filter(|value| !value.is_empty());
        (name.trim().to_owned(), values.map(Value::from).collect())
    });
    Value::Object(pairs.collect::<Map<String, Value>>())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// A field shows what the document says, and sent back unchanged it says the same.
    #[track_caller]
    fn check(kind: Kind, value: &Value, shown: &str) {
        let input = Input::new("a.b", "", kind);
        let document = json!({ "a": { "b": value } });
        let mut fields = Fields::default();
        input.fill(&document, &mut fields);
        assert_eq!(fields.get("a.b").unwrap_or_default(), shown, "{value}");
        assert_eq!(input.read(&fields).unwrap().value.as_ref(), Some(value), "{shown}");
    }

    #[test]
    fn what_is_shown_is_what_is_read() {
        let line = || Kind::Line { required: true, instead: String::new() };
        check(line(), &json!("木陰"), "木陰");
        check(Kind::Number, &json!(14), "14");
        check(Kind::Scaled { by: 100.0, is_whole: false }, &json!(0.25), "25");
        check(Kind::Scaled { by: 100.0, is_whole: false }, &json!(0.3), "30");
        check(Kind::Scaled { by: 0.001, is_whole: true }, &json!(20_000), "20");
        check(Kind::Scaled { by: 0.001, is_whole: true }, &json!(1_500), "1.5");
        check(Kind::Tick, &json!(true), "1");
        check(Kind::Tick, &json!(false), "");
        check(Kind::Lines, &json!(["a", "b"]), "a\nb");
        check(Kind::Patterns, &json!("/thanks*"), "/thanks*");
        check(Kind::Patterns, &json!(["/a", "!/b"]), "/a\n!/b");
        check(Kind::Segments, &json!({ "plan": ["free", "pro"] }), "plan: free, pro");
    }

    #[test]
    fn boxes_are_a_list_of_what_is_ticked() {
        let choices = ["ja", "en"].map(|value| (value.to_owned(), value.to_uppercase()));
        let input = Input::new("locales", "", Kind::Boxes(choices.to_vec()));
        let mut fields = Fields::default();
        input.fill(&json!({ "locales": ["en"] }), &mut fields);
        assert!(fields.is_set("locales+en") && !fields.is_set("locales+ja"));
        assert_eq!(input.read(&fields).unwrap().value, Some(json!(["en"])));
        assert_eq!(input.told(&fields), "EN");
    }

    #[test]
    fn what_is_no_number_is_left_to_the_rules() {
        let read = |kind, text: &str| {
            let mut fields = Fields::default();
            fields.set("n", text);
            Input::new("n", "", kind).read(&fields).unwrap().value
        };
        assert_eq!(read(Kind::Number, "many"), Some(json!("many")));
        assert_eq!(read(Kind::Number, "-3"), Some(json!("-3")));
        assert_eq!(read(Kind::Number, " "), None);
        assert_eq!(read(Kind::Scaled { by: 100.0, is_whole: false }, "half"), Some(json!("half")));
        assert_eq!(read(Kind::Segments, "plan"), Some(json!({ "plan": [] })));
        assert_eq!(
            read(Kind::Segments, "プラン：無料、有料"),
            Some(json!({ "プラン": ["無料", "有料"] }))
        );
    }
}
