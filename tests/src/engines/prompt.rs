//! The prompt as its visitor meets it, in the page or in a frame.

#![allow(
    clippy::return_self_not_must_use,
    reason = "every step gives the prompt on, so that the next may follow it; the last has none"
)]

use super::tab::{Tab, key, point};
use crate::patience;
use serde_json::{Value, json};

/// The prompt of a tab.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'tab> {
    tab: &'tab Tab,
    inside: bool,
}

impl<'tab> Asked<'tab> {
    pub(super) fn new(tab: &'tab Tab, inside: bool) -> Self {
        Self { tab, inside }
    }

    /// The JSON of an expression where the prompt is drawn; null while there is nothing to ask.
    pub fn look(self, expression: &str) -> Value {
        self.tab.try_eval(self.inside, expression).unwrap_or_default()
    }

    /// Waits until an expression is true where the prompt is drawn.
    #[track_caller]
    pub fn sees(self, expression: &str) -> Self {
        patience::eventually(expression, || (self.look(expression) == true).then_some(()));
        self
    }

    /// Waits for a state, as the panel's `data-state` names it.
    #[track_caller]
    pub fn until(self, state: &str) -> Self {
        self.sees(&format!("eye.find('[data-koe=panel]')?.dataset.state == {}", json!(state)))
    }

    /// Waits until it says some words.
    #[track_caller]
    pub fn says(self, words: &str) -> Self {
        self.sees(&format!("eye.find('[data-koe=panel]')?.textContent.includes({})", json!(words)))
    }

    /// Waits until it has gone from the page.
    #[track_caller]
    pub fn gone(self) {
        self.tab.until("!document.querySelector('koe-prompt')");
    }

    /// Clicks the radio of a score.
    #[track_caller]
    pub fn score(self, score: u8) -> Self {
        self.tap(&format!("[data-koe=score][value='{score}']"))
    }

    /// Clicks a part, by its hook: `close`, `comment`, `send`.
    #[track_caller]
    pub fn click(self, hook: &str) -> Self {
        self.tap(&format!("[data-koe={hook}]"))
    }

    /// Presses keys one after the other, where the focus is.
    #[track_caller]
    pub fn press(self, keys: &str) -> Self {
        self.tab.press_in(self.inside, keys);
        self
    }

    /// What has the focus: a hook, with its value where it is a score.
    pub fn focus(self) -> Value {
        self.look(
            "(({ dataset, value } = {}) => dataset?.koe == 'score' ? `score ${value}` : dataset?.koe)\
             (eye.root()?.activeElement ?? undefined)",
        )
    }

    /// Waits until a part has the focus.
    #[track_caller]
    pub fn focused(self, hook: &str) -> Self {
        patience::eventually(hook, || (self.focus() == hook).then_some(()));
        self
    }

    /// Presses Tab until the focus is on a part.
    #[track_caller]
    pub fn tab_to(self, hook: &str) -> Self {
        /// More than any page of the visits has elements to go through.
        const STOPS: usize = 40;
        let there =
            || self.focus().as_str().is_some_and(|focus| focus.split(' ').next() == Some(hook));
        let stops = (0..STOPS).take_while(|_| !there());
        let pressed = stops.inspect(|_| _ = self.press(key::TAB)).count();
        assert!(pressed < STOPS, "Tab never comes to {hook}");
        self
    }

    #[track_caller]
    fn tap(self, selector: &str) -> Self {
        let of = format!("eye.box({})", json!(selector));
        let middle = patience::eventually(selector, || point(&self.look(&of)));
        self.tab.click_at(self.inside, middle);
        self
    }
}
