//! Each part of the desk, with its script and without any.
//!
//! Everything is done by keys: where no script runs, the browser tells nobody that a page stands still, and the
//! mouse would miss. The focus is put where it is needed; that Tab comes there is in [`super::desk_pages`].

mod door;
mod reading;
mod reports;
mod saving;
mod setting_up;

use koe_tests::{
    browser::{Browser, Key, Page},
    workerd::{ADMIN_KEY, Workerd},
};
use serde_json::{Value, json};

/// Whether the desk's script runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Script {
    Runs,
    IsOff,
}

/// A visit, as a test with the script and as one without.
macro_rules! either_way {
    ($($name:ident => $visit:expr;)+) => {
        $(mod $name {
            use super::*;

            #[test]
            fn with_the_script() {
                $visit(Script::Runs);
            }

            #[test]
            fn without_a_script() {
                $visit(Script::IsOff);
            }
        })+
    };
}
use either_way;

impl Script {
    /// The id of a site of this visit's own.
    fn site(self, id: &str) -> String {
        format!("{id}-{}", if self == Self::Runs { "script" } else { "plain" })
    }
}

/// A person at the desk, in English, who shares no cookie with anybody.
struct Person {
    page: Page,
    script: Script,
}

impl Person {
    #[track_caller]
    fn comes(browser: &Browser, script: Script) -> Self {
        let page = browser.stranger();
        page.resize(1240, 900);
        if script == Script::IsOff {
            page.without_scripts();
        }
        Self { page, script }
    }

    /// Signs in at the door.
    #[track_caller]
    fn signed_in(browser: &Browser, script: Script, key: &str) -> Self {
        let person = Self::comes(browser, script);
        person.open("/");
        person.fill("#key", key);
        person.send("form button.primary");
        person.until("document.querySelector('form.sign-out') !== null");
        person
    }

    #[track_caller]
    fn admin(browser: &Browser, script: Script) -> Self {
        Self::signed_in(browser, script, ADMIN_KEY)
    }

    #[track_caller]
    fn open(&self, path: &str) {
        let sign = if path.contains('?') { '&' } else { '?' };
        self.page.goto(&format!("{}{path}{sign}lang=en", Workerd::shared().url()));
    }

    /// What the page tells by its elements.
    #[track_caller]
    fn look(&self, expression: &str) -> Value {
        self.page.eval(expression)
    }

    #[track_caller]
    fn until(&self, expression: &str) {
        self.page.until(expression);
    }

    /// The text of the page has all of these parts.
    #[track_caller]
    fn reads(&self, parts: &[&str]) {
        let text = self.look("document.querySelector('main').innerText");
        for part in parts {
            assert!(text.as_str().unwrap().contains(part), "{part}: {text}");
        }
    }

    /// Puts the focus on an element, unfolding what it is in.
    #[track_caller]
    fn focus(&self, selector: &str) {
        let found = json!(selector);
        let folded = format!(
            "(it => {{ const fold = it.closest('details:not([open])');
            if (!fold || it.matches('summary')) return false;
            fold.querySelector('summary').focus();
            return true }})(document.querySelector({found}))"
        );
        drop(self.page.element(selector));
        if self.look(&folded) == true {
            self.page.press(Key::Enter);
            self.until(&format!("document.querySelector({found}).closest('details').open"));
        }
        let focused = format!(
            "(it => (it.focus(), it.matches('input:not([type=checkbox], [type=radio]), textarea') && it.select(),
            document.activeElement === it))(document.querySelector({found}))"
        );
        assert_eq!(self.look(&focused), true, "{selector} takes no focus");
    }

    /// Types into a field, in the place of what stands there.
    #[track_caller]
    fn fill(&self, selector: &str, text: &str) {
        self.focus(selector);
        self.page.type_text(text);
    }

    /// Ticks a box, or picks a radio.
    #[track_caller]
    fn tick(&self, selector: &str) {
        self.focus(selector);
        self.page.press(Key::Space);
        self.until(&format!("document.querySelector({}).checked", json!(selector)));
    }

    /// Presses a button or a link that stays on the page.
    #[track_caller]
    fn press(&self, selector: &str) {
        self.focus(selector);
        self.page.press(Key::Enter);
    }

    /// Presses a button or a link, and waits for the page that it leads to.
    #[track_caller]
    fn send(&self, selector: &str) {
        self.look("window.isLeft = true");
        self.press(selector);
        self.until("!window.isLeft && document.readyState === 'complete'");
    }

    /// Where the page is, with its query but for the language.
    #[track_caller]
    fn place(&self) -> String {
        let place = self.look("location.pathname + location.search.replace(/[?&]lang=en/, '')");
        place.as_str().unwrap().to_owned()
    }

    /// Buttons that need a script are there with it, and hidden without.
    #[track_caller]
    fn has_buttons_of_the_script(&self, selector: &str) {
        let shown =
            format!("[...document.querySelectorAll({})].map(it => !it.hidden)", json!(selector));
        let shown = self.look(&shown);
        let shown = shown.as_array().unwrap();
        assert!(!shown.is_empty(), "{selector}");
        assert!(
            shown.iter().all(|shown| *shown == (self.script == Script::Runs)),
            "{selector}: {shown:?}"
        );
    }
}
