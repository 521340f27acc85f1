//! The prompt as a visitor meets it. Its shadow root is closed to the page's scripts, and stays
//! so: [`super::shadow`] looks through it.

use super::{Element, Page};
use crate::patience;

/// The prompt of a page. Each look-up starts at the document again, since closing and asking
/// anew may move it.
#[derive(Clone, Copy, Debug)]
pub struct Prompt<'page> {
    page: &'page Page,
}

impl Page {
    /// The prompt, once it asks its question.
    #[track_caller]
    pub fn prompt(&self) -> Prompt<'_> {
        self.prompt_in("asking")
    }

    /// The prompt, once it is in a state.
    #[track_caller]
    pub fn prompt_in(&self, state: &str) -> Prompt<'_> {
        let prompt = Prompt { page: self };
        prompt.until(state);
        prompt
    }

    /// The prompt, whatever its state.
    pub fn any_prompt(&self) -> Prompt<'_> {
        Prompt { page: self }
    }

    /// Whether a prompt is in the page now.
    #[track_caller]
    pub fn has_prompt(&self) -> bool {
        self.eval("document.querySelector('koe-prompt') !== null") == true
    }
}

impl<'page> Prompt<'page> {
    /// Waits for a state, as the panel's `data-state` names it.
    #[track_caller]
    pub fn until(self, state: &str) {
        let what = format!("a prompt that is {state}");
        patience::eventually(&what, || (self.state().as_deref() == Some(state)).then_some(()));
    }

    /// The state it is in; none when there is no prompt.
    #[track_caller]
    pub fn state(self) -> Option<String> {
        self.root()?.find("[data-koe=panel]")?.attribute("data-state")
    }

    /// Waits until it has gone from the page.
    #[track_caller]
    pub fn gone(self) {
        patience::eventually("the prompt to go", || (!self.page.has_prompt()).then_some(()));
    }

    /// One of its parts, by its hook: `close`, `comment`, `send`.
    #[track_caller]
    pub fn part(self, hook: &str) -> Element<'page> {
        self.select(&format!("[data-koe={hook}]"))
    }

    /// The radio of a score.
    #[track_caller]
    pub fn score(self, score: u8) -> Element<'page> {
        self.select(&format!("[data-koe=score][value=\"{score}\"]"))
    }

    /// The scores that can be chosen, in their order.
    #[track_caller]
    pub fn scores(self) -> Vec<u8> {
        let _ = self.part("score");
        let read = "function () { return Array.from(this.querySelectorAll('[data-koe=score]'), \
                    radio => Number(radio.value)) }";
        let scores = self.root().map(|root| root.call(read));
        serde_json::from_value(scores.unwrap_or_default()).expect("every score is a number")
    }

    /// Whether a part is there now.
    #[track_caller]
    pub fn has(self, hook: &str) -> bool {
        self.root().is_some_and(|root| root.find(&format!("[data-koe={hook}]")).is_some())
    }

    /// Everything it says.
    #[track_caller]
    pub fn text(self) -> String {
        self.part("panel").text()
    }

    /// The hook that has the focus, with its value where it is a score: `close`, `score 9`.
    #[track_caller]
    pub fn focus(self) -> Option<String> {
        let read = "function () { const { dataset, value } = this.activeElement ?? {}; \
                    return dataset?.koe && (dataset.koe === 'score' ? `score ${value}` : dataset.koe) }";
        self.root()?.call(read).as_str().map(str::to_owned)
    }

    /// Waits until a part has the focus.
    #[track_caller]
    pub fn focused(self, hook: &str) {
        let what = format!("the focus on {hook}");
        patience::eventually(&what, || (self.focus().as_deref() == Some(hook)).then_some(()));
    }

    /// Presses Tab until the focus is on a part.
    #[track_caller]
    pub fn tab_to(self, hook: &str) {
        self.page.tab_until(hook, || {
            self.focus().is_some_and(|focus| focus.split(' ').next() == Some(hook))
        });
    }

    #[track_caller]
    fn select(self, selector: &str) -> Element<'page> {
        patience::eventually(selector, || self.root()?.find(selector))
    }

    #[track_caller]
    fn root(self) -> Option<Element<'page>> {
        self.page.shadow_root("koe-prompt")
    }
}
