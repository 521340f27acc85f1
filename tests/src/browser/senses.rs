//! Visitors who see, hear and touch otherwise: text that is set larger, a finger in place of a
//! mouse, and what a screen reader is told.

use super::Page;
use serde_json::{Value, json};

/// What a screen reader is told of one element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// What it is: `radio`, `button`, `region`.
    pub role: String,
    /// What it is called.
    pub name: String,
    /// How changes in it are announced: `polite`, or empty where they are not.
    pub live: String,
    /// The text right in it.
    pub text: String,
}

impl Page {
    /// Sets the size of text that pages begin with, in CSS pixels, as a visitor does in the
    /// browser's settings.
    #[track_caller]
    pub fn text_size(&self, pixels: u32) {
        let sizes = json!({ "standard": pixels, "fixed": pixels * 13 / 16 });
        self.ask("Page.setFontSizes", &json!({ "fontSizes": sizes }));
    }

    /// Makes the tab that of a phone: touched, not pointed at.
    #[track_caller]
    pub fn phone(&self, width: u32, height: u32) {
        let size =
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": true });
        self.ask("Emulation.setDeviceMetricsOverride", &size);
        self.touched(true);
    }

    /// Zooms with two fingers: the page is drawn so many times as large, and a part of it is seen.
    #[track_caller]
    pub fn pinch(&self, times: f64) {
        self.ask("Emulation.setPageScaleFactor", &json!({ "pageScaleFactor": times }));
        self.until(&format!("Math.abs(visualViewport.scale - {times}) < .01"));
    }

    /// Has the visitor touch the screen, or point at it with a mouse.
    #[track_caller]
    pub fn touched(&self, touched: bool) {
        self.ask("Emulation.setTouchEmulationEnabled", &json!({ "enabled": touched }));
    }

    /// What a screen reader is told, in the order it is read in.
    #[track_caller]
    pub fn told(&self) -> Vec<Told> {
        self.ask("Accessibility.enable", &json!({}));
        let tree = self.ask("Accessibility.getFullAXTree", &json!({}));
        let nodes: Vec<_> = tree["nodes"].as_array().into_iter().flatten().collect();
        nodes.iter().filter(|node| node["ignored"] != true).map(|node| told(node, &nodes)).collect()
    }
}

fn told(node: &Value, all: &[&Value]) -> Told {
    let text = |value: &Value| value["value"].as_str().unwrap_or_default().to_owned();
    let properties = node["properties"].as_array().into_iter().flatten();
    let live = properties.into_iter().find(|property| property["name"] == "live");
    let children = node["childIds"].as_array().into_iter().flatten();
    let children =
        children.filter_map(|id| all.iter().find(|child| child["nodeId"] == *id).copied());
    let texts = children.filter(|child| text(&child["role"]) == "StaticText");
    Told {
        role: text(&node["role"]),
        name: text(&node["name"]),
        live: live.map(|property| text(&property["value"])).unwrap_or_default(),
        text: texts.map(|child| text(&child["name"])).collect(),
    }
}
