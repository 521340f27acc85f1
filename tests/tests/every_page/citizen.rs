//! The steps of every visit, and what each of them must leave as it was.
//!
//! 1. The page without the tag: its looks and its global names are kept for comparison.
//! 2. The page with it, at rest: the same looks, one global more, `koe`; nothing shifted,
//!    nothing on the console.
//! 3. The visitor has scrolled and is in the page's search field; the moment comes: the prompt
//!    stands, and the page is as it was, focus and scroll included.
//! 4. A score is tapped, a comment typed on the keyboard and sent: none of the page's shortcuts
//!    fire, and the page hears nothing of the keys.
//! 5. The page's own shortcuts and clicks work while the prompt stands.
//! 6. The prompt is closed: the page is as it was, and nothing has shifted in all that time.
//! 7. The answer has arrived, with score and comment, once; one prompt was shown.

use crate::host::Host;
use koe_tests::{
    browser::{Browser, Key, Looks, Page},
    patience,
};
use serde_json::json;

/// What the visitor types; by key where it could be a shortcut.
const COMMENT: &str = "s/j 木陰が好き";

/// A host page and a browser, on which the steps are taken.
pub(crate) struct Citizen<'host> {
    host: &'host Host,
    page: Page,
    before: Looks,
}

/// Takes all steps on a page that is like any other from where Koe stands.
#[track_caller]
pub(crate) fn visits(host: &Host) {
    let citizen = Citizen::arrives(host, &Browser::start());
    citizen.is_asked();
    citizen.answers();
    citizen.leaves();
}

impl<'host> Citizen<'host> {
    /// Steps 1 and 2.
    #[track_caller]
    pub(crate) fn arrives(host: &'host Host, browser: &Browser) -> Self {
        let bare = browser.open(&host.pages.url("/bare"));
        // An app draws itself once it has started.
        bare.element("#search");
        let (looks, names) = (bare.looks(), bare.globals());
        bare.close();

        let page = host.visit(browser, "/");
        page.looks().are(&looks, "with the tag");
        let added: Vec<_> = page.globals().difference(&names).cloned().collect();
        assert!(added.iter().all(|name| name == "koe"), "global names: {added:?}");
        let watched = page.watched();
        assert!(watched.shift.abs() < f64::EPSILON, "the page shifted: {watched:?}");

        page.element("#search").click();
        page.eval("scrollTo(0, 60), 0");
        page.until("scrollY === Math.min(60, document.documentElement.scrollHeight - innerHeight)");
        let before = page.looks();
        let citizen = Self { host, page, before };
        citizen.is_quiet();
        citizen
    }

    pub(crate) fn page(&self) -> &Page {
        &self.page
    }

    /// Step 3.
    #[track_caller]
    pub(crate) fn is_asked(&self) {
        let page = &self.page;
        page.eval("koe('touchpoint', 'post-purchase'), 0");
        let prompt_page = self.prompt_page();
        prompt_page.prompt();
        page.screenshot(&format!("every-page-{}", self.host.site.id));
        page.looks().are(&self.before, "while the prompt stands");
        assert_eq!(page.eval("document.activeElement.id"), "search", "the focus was taken");
    }

    /// Steps 4 and 5.
    #[track_caller]
    pub(crate) fn answers(&self) {
        let page = &self.page;
        let prompt_page = self.prompt_page();
        let prompt = prompt_page.prompt();
        page.eval("shortcuts.length = clicks = 0, 0");
        prompt.score(9).click();
        prompt.until("commenting");
        prompt.part("comment").click();
        prompt.focused("comment");
        for key in ['s', '/', 'j'] {
            page.press(Key::Letter(key));
        }
        page.type_text(&COMMENT[3..]);
        let heard = page.eval("shortcuts");
        assert_eq!(heard, json!([]), "the page's shortcuts fire while a comment is typed");
        prompt.part("send").click();
        prompt.until("thanked");

        let (shortcuts, clicks) = (page.eval("shortcuts.length"), page.eval("clicks"));
        page.element("em").click();
        page.press(Key::Letter('j'));
        let heard = page.eval("shortcuts").as_array().cloned().unwrap_or_default();
        let since = &heard[usize::try_from(shortcuts.as_u64().unwrap()).unwrap()..];
        assert_eq!(
            since,
            ["keydown j", "keypress j", "keyup j"],
            "keys of the page were swallowed"
        );
        let clicked = page.eval("clicks").as_f64().unwrap() - clicks.as_f64().unwrap();
        assert!(
            (clicked - 1.0).abs() < f64::EPSILON,
            "the page was told of {clicked} clicks, not 1"
        );
    }

    /// Steps 6 and 7.
    #[track_caller]
    pub(crate) fn leaves(&self) {
        let page = &self.page;
        let prompt_page = self.prompt_page();
        prompt_page.prompt_in("thanked").part("close").click();
        patience::eventually("the prompt to go", || (!page.has_prompt()).then_some(()));
        page.looks().are(&self.before, "once the prompt was closed");
        let watched = page.watched();
        assert!(watched.shift.abs() < f64::EPSILON, "the page shifted: {watched:?}");
        self.is_quiet();
        self.arrived_once();
    }

    /// Step 7.
    #[track_caller]
    pub(crate) fn arrived_once(&self) {
        let answer = self.host.only_answer("shop-nps", 2);
        assert_eq!((&answer["score"], &answer["comment"]), (&json!(9), &json!(COMMENT)));
        assert_eq!(self.host.site.n("shop-nps"), 1);
        assert_eq!(self.host.prompts("shop-nps"), (1, 1));
    }

    /// Nothing is on the console, neither of ours nor of the browser's about us.
    #[track_caller]
    pub(crate) fn is_quiet(&self) {
        let (lines, log) = (self.page.console(), self.page.browser_log());
        assert!(lines.is_empty() && log.is_empty(), "on the console: {lines:?}, {log:?}");
    }

    /// Where the prompt is drawn: in the page, or, where the page allows no WebAssembly, in a
    /// frame of Koe's own origin.
    #[track_caller]
    fn prompt_page(&self) -> Page {
        patience::eventually("a prompt", || {
            self.is_quiet();
            let root = self.page.shadow_root("koe-prompt")?;
            if let Some(frame) = root.find("iframe") {
                return Some(frame.frame());
            }
            root.find("[data-koe=panel]").map(|_| self.page.clone())
        })
    }
}
