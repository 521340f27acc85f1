//! A tree of markup as HTML.

use std::fmt::Write;

use koe_shared::question::{Node, Tag};
use maud::{Escaper, Markup, PreEscaped};

/// A node and all that is in it.
pub(crate) fn markup(node: &Node) -> Markup {
    let mut html = String::new();
    // Writing into a string never fails.
    _ = write(node, &mut html);
    PreEscaped(html)
}

fn write(node: &Node, html: &mut String) -> std::fmt::Result {
    let element = match node {
        Node::Element(element) => element,
        Node::Text(text) => return Escaper::new(html).write_str(text),
    };
    let tag = element.tag.as_str();
    write!(html, "<{tag}")?;
    for (attribute, value) in &element.attributes {
        let name = attribute.as_str();
        write!(html, " {name}")?;
        if value == name {
            continue; // such as `checked`
        }
        html.push_str("=\"");
        Escaper::new(html).write_str(value)?;
        html.push('"');
    }
    html.push('>');
    if element.tag == Tag::Input {
        return Ok(());
    }
    for child in &element.children {
        write(child, html)?;
    }
    write!(html, "</{tag}>")
}

#[cfg(test)]
mod tests {
    use super::markup;

    #[test]
    fn nothing_leaves_its_place_in_the_markup() {
        let tree = serde_json::from_value(serde_json::json!({
            "tag": "label", "attributes": { "class": "a\"b", "title": "<&>" }, "children": [
                { "tag": "input", "attributes": { "checked": "checked", "value": "1" } }, "</label><script>",
            ],
        }))
        .unwrap();
        assert_eq!(
            markup(&tree).into_string(),
            "<label class=\"a&quot;b\" title=\"&lt;&amp;&gt;\"><input checked value=\"1\">\
             &lt;/label&gt;&lt;script&gt;</label>"
        );
    }
}
