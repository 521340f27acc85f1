//! `follow-up.md`: what a follow-up needs, as the site document has it.

use super::book::tests_of;
use koe_tests::{
    fixtures::{Site, documents, with},
    workerd::Workerd,
};
use serde_json::Value;

tests_of! { "follow-up.md",
    /// 1. The settings are taken as they are. 2. No page of a visitor is told of them.
    fn the_settings_are_taken(settings) {
        // 1.
        let said: Value = serde_json::from_str(&settings).unwrap();
        let client = Workerd::shared().client();
        let site = Site::open(&client, "guide-follow-up", &with(&documents::shop(), &said));
        let told = client.get(site.path("")).key(&site.write_key).send().json();
        for name in ["promise_hours", "hours", "closed", "playbooks"] {
            assert_eq!(told[name], said[name], "{name}");
        }
        assert_eq!(told["alerts"][0]["open_case"], true);
        // 2.
        let script = client.get("/s/guide-follow-up.js").send().text().to_owned();
        assert!(script.contains("shop-nps"), "{script}");
        for word in ["promise", "hours", "10:00", "2026-12-31", "playbook", "open_case", "電話"] {
            assert!(!script.contains(word), "{word}: {script}");
        }
    }
}
