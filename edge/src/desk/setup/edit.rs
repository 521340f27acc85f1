//! A value put into a site document by its path.

use serde_json::{Map, Value};

/// The lists whose entries go by their ids.
const LISTS: [&str; 4] = ["surveys", "touchpoints", "departments", "alerts"];

/// One change of a document.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Edit {
    /// Where, such as `theme.accent` or `surveys.shop-nps.goal`.
    pub(crate) path: String,
    /// What; nothing takes the field out, so that its default holds.
    pub(crate) value: Option<Value>,
}

/// The value at a path.
pub(crate) fn at<'a>(document: &'a Value, path: &str) -> Option<&'a Value> {
    let mut here = document;
    for part in path.split('.') {
        here = match here {
            Value::Array(entries) => entries.iter().find(|entry| is_named(entry, part))?,
            _ => here.get(part)?,
        };
    }
    Some(here)
}

/// Makes a change. An entry that a list does not have yet is put at its end.
pub(crate) fn apply(document: &mut Value, edit: Edit) {
    let parts: Vec<&str> = edit.path.split('.').collect();
    if let (Some(first), Some(_)) =
        (parts.first().filter(|first| LISTS.contains(first)), &edit.value)
        && let Value::Object(fields) = document
    {
        fields.entry(*first).or_insert_with(|| Value::Array(Vec::new()));
    }
    put(document, &parts, edit.value);
}

fn put(here: &mut Value, parts: &[&str], value: Option<Value>) {
    let Some((first, rest)) = parts.split_first() else { return };
    if let Value::Array(entries) = here {
        let place = entries.iter().position(|entry| is_named(entry, first));
        match (place, rest.is_empty(), value) {
            (Some(place), true, None) => drop(entries.remove(place)),
            (Some(place), true, Some(value)) => entries[place] = value,
            (None, true, Some(value)) => entries.push(value),
            (None, _, None) => {}
            (Some(place), false, value) => put(&mut entries[place], rest, value),
            (None, false, value) => {
                let mut entry =
                    Value::Object(Map::from_iter([("id".to_owned(), Value::from(*first))]));
                put(&mut entry, rest, value);
                entries.push(entry);
            }
        }
        return;
    }
    let Value::Object(fields) = here else { return };
    match (rest.is_empty(), value) {
        (true, Some(value)) => drop(fields.insert((*first).to_owned(), value)),
        (true, None) => drop(fields.remove(*first)),
        (false, value) => {
            let is_removal = value.is_none();
            if is_removal && !fields.contains_key(*first) {
                return;
            }
            let empty = || Value::Object(Map::new());
            let inner = fields.entry((*first).to_owned()).or_insert_with(empty);
            // A field that is null is one that is not there.
            if inner.is_null() {
                *inner = empty();
            }
            put(inner, rest, value);
            // What holds nothing any more says nothing.
            if is_removal && inner.as_object().is_some_and(Map::is_empty) {
                fields.remove(*first);
            }
        }
    }
}

fn is_named(entry: &Value, id: &str) -> bool {
    entry.get("id").and_then(Value::as_str) == Some(id)
}

/// The path of a field as the document's rules name it (`surveys[0].goal`), by ids.
pub(crate) fn by_id(document: &Value, field: &str) -> String {
    let mut path = String::new();
    let mut here = Some(document);
    for part in field.split('.') {
        let (name, places) = part.split_once('[').unwrap_or((part, ""));
        here = here.and_then(|here| here.get(name));
        if !path.is_empty() {
            path.push('.');
        }
        path.push_str(name);
        let Some(place) = places.strip_suffix(']') else { continue };
        here = place.parse::<usize>().ok().and_then(|place| here?.get(place));
        match here.and_then(|entry| entry.get("id")).and_then(Value::as_str) {
            Some(id) => {
                path.push('.');
                path.push_str(id);
            }
            // An entry of a plain list is the business of the whole field.
            None => return path,
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[track_caller]
    fn check(before: &Value, path: &str, value: Option<Value>, after: &Value) {
        let mut document = before.clone();
        apply(&mut document, Edit { path: path.to_owned(), value });
        assert_eq!(&document, after, "{path}");
    }

    #[test]
    fn a_value_finds_its_place_and_leaves_it() {
        let document = json!({ "name": "a", "surveys": [{ "id": "x", "goal": "g" }] });
        check(
            &document,
            "name",
            Some(json!("b")),
            &json!({ "name": "b", "surveys": [{ "id": "x", "goal": "g" }] }),
        );
        check(
            &document,
            "surveys.x.subject.ja",
            Some(json!("木")),
            &json!({ "name": "a", "surveys": [{ "id": "x", "goal": "g", "subject": { "ja": "木" } }] }),
        );
        check(
            &document,
            "surveys.y.goal",
            Some(json!("h")),
            &json!({ "name": "a", "surveys": [{ "id": "x", "goal": "g" }, { "id": "y", "goal": "h" }] }),
        );
        check(&document, "surveys.x", None, &json!({ "name": "a", "surveys": [] }));
        check(&document, "theme.accent", None, &document);
        let bare = json!({ "name": "a" });
        check(
            &bare,
            "touchpoints.t.when.url",
            Some(json!("/a")),
            &json!({ "name": "a", "touchpoints": [{ "id": "t", "when": { "url": "/a" } }] }),
        );
        // A touchpoint may have the name of a list.
        check(
            &bare,
            "playbooks.alerts.ja",
            Some(json!("電話する")),
            &json!({ "name": "a", "playbooks": { "alerts": { "ja": "電話する" } } }),
        );
        let one = json!({ "name": "a", "playbooks": { "alerts": { "ja": "電話する" } } });
        check(&one, "playbooks.alerts.ja", None, &bare);
        let rule = json!({ "touchpoints": [{ "id": "t", "when": { "url": "/a" } }] });
        check(&rule, "touchpoints.t.when.url", None, &json!({ "touchpoints": [{ "id": "t" }] }));
    }

    #[test]
    fn a_field_goes_by_ids() {
        let document = json!({ "surveys": [{ "id": "x" }, { "id": "y" }], "origins": ["a"] });
        for (field, path) in [
            ("name", "name"),
            ("surveys[1].question.ja", "surveys.y.question.ja"),
            ("origins[0]", "origins"),
            ("surveys[7].goal", "surveys"),
            ("privacy.min_group", "privacy.min_group"),
        ] {
            assert_eq!(by_id(&document, field), path);
        }
        assert_eq!(at(&document, "surveys.y.id"), Some(&json!("y")));
        assert_eq!(at(&document, "surveys.z.id"), None);
    }
}
