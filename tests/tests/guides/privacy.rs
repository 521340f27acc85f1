//! `privacy.md`: the one call in it. What is kept, and when, is read by `visits/privacy.rs`.

use super::{
    book::tests_of,
    stand::{Stand, TAG},
};
use serde_json::json;

tests_of! { "privacy.md",
    /// 1. Consent is required: nobody is asked before the call, then for the moment that has come already.
    fn consent_is_said_in_a_call(consent) {
        let body = format!("{TAG}<script>koe('touchpoint', 'post-purchase')</script>");
        let fields = json!({ "privacy": { "require_consent": true } });
        let stand = Stand::new("guide-privacy", &fields, &[("/", "", &body)]);
        let page = stand.visit();
        page.until("typeof koe.config === 'object'");
        assert!(!page.has_prompt());
        page.eval(&format!("{{ {consent} }}"));
        page.prompt();
    }
}
