//! The destinations of a rule or a department as a form has them: a field for each channel, one address a line, where the document has
//! one list.

use koe_shared::site::Channel;
use serde_json::{Value, json};

use super::edit::{Edit, at};
use crate::pages::fields::Fields;

/// The addresses of one channel, a line each. `path` is that of the field, such as `alerts.angry.to.email`.
pub(super) fn shown(document: &Value, path: &str, channel: Channel) -> String {
    let list = path.rsplit_once('.').and_then(|(list, _)| at(document, list));
    let list = list.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let lines = list.iter().filter_map(|entry| entry.get(channel.field())?.as_str());
    lines.collect::<Vec<_>>().join("\n")
}

/// The whole list, from the fields of all channels; nothing where the form did not have them.
pub(super) fn edit(path: &str, fields: &Fields) -> Option<Edit> {
    let (list, _) = path.rsplit_once('.')?;
    let typed = |name: &str| fields.get(&format!("{list}.{name}"));
    if !fields.has(path) {
        return None;
    }
    let secret = typed("secret").map(str::trim).filter(|secret| !secret.is_empty());
    let mut entries = Vec::new();
    for channel in Channel::ALL {
        let lines = typed(channel.field()).unwrap_or_default().lines().map(str::trim);
        for address in lines.filter(|line| !line.is_empty()) {
            let mut entry = json!({ channel.field(): address });
            if let (Channel::Webhook, Some(secret)) = (channel, secret) {
                entry["secret"] = json!(secret);
            }
            entries.push(entry);
        }
    }
    Some(Edit { path: list.to_owned(), value: Some(entries.into()) })
}
