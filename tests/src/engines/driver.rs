//! What is asked of an engine. Tabs go by the engine's own names for them.

use serde_json::Value;
use std::fmt;

/// A window of an engine, with its tabs.
pub(super) trait Driver: fmt::Debug + Send + Sync {
    /// The tab that was there first.
    fn first(&self) -> String;

    /// A new tab, in front of the others.
    fn another(&self) -> String;

    /// Goes to an address and waits until the page has loaded.
    fn goto(&self, tab: &str, url: &str);

    /// Goes back by one page and waits until it is there.
    fn back(&self, tab: &str);

    /// The JSON of an expression in a page, or in the frame of the prompt in it; a promise is awaited.
    /// Refused with what was thrown, or why there is nothing to ask.
    fn eval(&self, tab: &str, inside: bool, expression: &str) -> Result<Value, String>;

    /// Moves mouse and keys: the actions of WebDriver, which both engines know. Points are those of
    /// the tab's window.
    fn act(&self, tab: &str, actions: &Value);

    /// Closes a tab at once, as a visitor does.
    fn close(&self, tab: &str);

    /// A picture of what the visitor sees, as base64.
    fn picture(&self, tab: &str) -> String;

    /// What the browser itself wrote on its console about the page, where its driver tells.
    fn console(&self) -> Vec<String> {
        Vec::new()
    }
}
