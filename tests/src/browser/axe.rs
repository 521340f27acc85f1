//! An accessibility checker, let loose on the prompt or on a page: axe-core, as npm has it. It can look only into
//! a shadow root that is open, as it is under preview.

use super::Page;
use crate::workspace;
use serde_json::Value;
use std::fs;

/// The rules of WCAG 2.2, levels A and AA, that a machine can judge.
const RULES: &str = "{
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
  resultTypes: ['violations', 'incomplete'],
}";

/// What the checker finds: for each rule what is wrong, and with which elements.
#[derive(Debug, Default)]
pub struct Findings {
    /// What is wrong.
    pub violations: Vec<String>,
    /// What it can't tell.
    pub incomplete: Vec<String>,
    /// How many rules it found something to apply to, and kept.
    pub passes: usize,
}

impl Page {
    /// What the checker finds in the prompt.
    #[track_caller]
    pub fn axe(&self) -> Findings {
        self.axe_in("document.querySelector('koe-prompt')")
    }

    /// What the checker finds in the whole page.
    #[track_caller]
    pub fn axe_on_the_page(&self) -> Findings {
        self.axe_in("document")
    }

    #[track_caller]
    fn axe_in(&self, part: &str) -> Findings {
        if self.eval("typeof axe") == "undefined" {
            let file = workspace::root().join("node_modules/axe-core/axe.min.js");
            let source = fs::read_to_string(&file)
                .unwrap_or_else(|error| panic!("{}: {error}: run `npm ci`", file.display()));
            self.eval(&format!("{source};0"));
        }
        let found = self.eval(&format!("axe.run({part}, {RULES})"));
        let list = |name: &str| found[name].as_array().into_iter().flatten();
        Findings {
            violations: list("violations").map(describe).collect(),
            incomplete: list("incomplete").map(describe).collect(),
            passes: list("passes").count(),
        }
    }
}

fn describe(rule: &Value) -> String {
    let nodes = rule["nodes"].as_array().into_iter().flatten();
    let nodes = nodes.map(|node| {
        format!("  {}: {}", text(node, "html"), text(node, "failureSummary").replace('\n', " "))
    });
    let nodes: Vec<_> = nodes.collect();
    format!("{}: {}\n{}", text(rule, "id"), text(rule, "help"), nodes.join("\n"))
}

fn text<'found>(found: &'found Value, name: &str) -> &'found str {
    found[name].as_str().unwrap_or_default()
}
