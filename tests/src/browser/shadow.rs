//! Shadow roots that are closed to the page's scripts. The protocol looks through them (`pierce`),
//! as a person in front of the screen does.

use super::{Element, Page};
use serde_json::{Value, json};

impl Page {
    /// The shadow root, closed or not, of the first element of a name (`koe-prompt`), if both are
    /// there.
    #[track_caller]
    pub fn shadow_root(&self, name: &str) -> Option<Element<'_>> {
        let whole =
            self.try_ask("DOM.getDocument", &json!({ "depth": -1, "pierce": true })).ok()?;
        let document = match self.frame_id() {
            Some(frame) => {
                &find(&whole["root"], &|node| node["frameId"] == frame)?["contentDocument"]
            }
            None => &whole["root"],
        };
        // Names are in capitals, except in documents of XML.
        let named =
            |node: &Value| node["nodeName"].as_str()?.eq_ignore_ascii_case(name).then_some(());
        let host = find(document, &|node| named(node).is_some())?;
        let root = &host["shadowRoots"][0]["backendNodeId"];
        let resolved = self.try_ask("DOM.resolveNode", &json!({ "backendNodeId": root })).ok()?;
        let object = resolved["object"]["objectId"].as_str()?.to_owned();
        Some(Element::new(self, object))
    }
}

/// The first node that fits, in the order of the document, what is in frames not included.
fn find<'tree>(node: &'tree Value, fits: &impl Fn(&Value) -> bool) -> Option<&'tree Value> {
    if fits(node) {
        return Some(node);
    }
    let below = |kind: &str| node[kind].as_array().into_iter().flatten();
    below("children").chain(below("shadowRoots")).find_map(|child| find(child, fits))
}
