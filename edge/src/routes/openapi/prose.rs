//! Descriptions as readers of the document see them, who know neither Rust nor its documentation.

use serde_json::Value;

/// Takes links to Rust's items, and line ends within a paragraph, out of every description.
pub(super) fn polish(document: &mut Value) {
    match document {
        Value::Object(fields) => {
            for (name, value) in fields {
                match value {
                    Value::String(text) if name == "description" || name == "summary" => {
                        *text = plain(text);
                    }
                    value => polish(value),
                }
            }
        }
        Value::Array(values) => values.iter_mut().for_each(polish),
        _ => {}
    }
}

fn plain(text: &str) -> String {
    let paragraphs = text.split("\n\n").map(|paragraph| {
        let is_table_or_list = paragraph.lines().any(|line| line.starts_with(['|', '-']));
        if is_table_or_list { paragraph.to_owned() } else { paragraph.replace('\n', " ") }
    });
    without_links(&paragraphs.collect::<Vec<_>>().join("\n\n"))
}

/// ``[`crate::id::SiteId`](…)`` becomes `` `SiteId` ``.
fn without_links(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, link)) = rest.split_once("[`") {
        plain.push_str(before);
        let Some((path, after)) = link.split_once("`]") else {
            rest = link;
            continue;
        };
        let name = path.rsplit("::").next().unwrap_or(path);
        plain.extend(["`", name, "`"]);
        rest = match after.strip_prefix('(').and_then(|after| after.split_once(')')) {
            Some((_, after)) => after,
            None => after,
        };
    }
    plain + rest
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::polish;

    #[test]
    fn a_description_reads_well_without_rust() {
        let mut document = json!({ "description": "As [`crate::stats::wilson`] and [`Id`](super::Id)\nsay.\n\nThat is all." });
        polish(&mut document);
        assert_eq!(document["description"], "As `wilson` and `Id` say.\n\nThat is all.");
    }

    #[test]
    fn a_table_keeps_its_lines() {
        let table = "| a | b |\n| --- | --- |";
        let mut document = json!([{ "summary": table, "pattern": "[`a\nb`]" }]);
        polish(&mut document);
        assert_eq!(document, json!([{ "summary": table, "pattern": "[`a\nb`]" }]));
    }
}
