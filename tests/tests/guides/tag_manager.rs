//! `tag-manager.md`: snippets put into the page by a script, as tag managers do.

use super::{book::tests_of, stand::Stand};
use koe_tests::browser::Page;
use serde_json::json;

/// What a tag manager does with *Custom HTML*: the markup goes into the page, its scripts are made anew one
/// by one with what they had of type, address and text (no other attribute is sure to survive).
#[track_caller]
fn inject(page: &Page, markup: &str) {
    let inject = "markup => {
        const holder = document.body.appendChild(document.createElement('div'));
        holder.style.display = 'none';
        holder.innerHTML = markup;
        for (const dead of holder.querySelectorAll('script')) {
            const script = document.createElement('script');
            if (dead.src) script.src = dead.src;
            script.async = dead.async;
            script.text = dead.text;
            dead.replaceWith(script);
        }
    }";
    page.eval(&format!("({inject})({}), 0", json!(super::stand::localised(markup, &site(page)))));
}

/// The site that the page is about.
fn site(page: &Page) -> String {
    page.eval("document.querySelector('p').textContent").as_str().unwrap().to_owned()
}

tests_of! { "tag-manager.md",
    /// 1. The tag and then the moment: asked, answered, counted.
    fn a_moment_after_the_tag(the_tag, a_moment) {
        let stand = Stand::with_body("guide-manager", "<p>kokage</p>");
        let page = stand.visit();
        inject(&page, &the_tag);
        page.until("typeof koe.config === 'object'");
        inject(&page, &a_moment);
        page.prompt().score(9).click();
        stand.counts("shop-nps", 1);
        assert_eq!(page.console(), []);
    }

    /// 1. The moment and then the tag: asked as well.
    fn a_moment_before_the_tag(the_tag, a_moment) {
        let stand = Stand::with_body("guide-manager-early", "<p>kokage</p>");
        let page = stand.visit();
        inject(&page, &a_moment);
        inject(&page, &the_tag);
        page.prompt();
    }

    /// 1. Consent is required: nobody is asked until the tag manager has granted it.
    fn consent_by_the_tag_manager(the_tag, a_moment, consent) {
        let fields = json!({ "privacy": { "require_consent": true } });
        let stand = Stand::new("guide-manager-consent", &fields, &[("/", "", "<p>kokage</p>")]);
        let page = stand.visit();
        inject(&page, &the_tag);
        inject(&page, &a_moment);
        page.until("typeof koe.config === 'object'");
        assert!(!page.has_prompt());
        inject(&page, &consent);
        page.prompt();
    }
}
