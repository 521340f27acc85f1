//! `comments.md`: themes of the owner's own.

use super::book::tests_of;
use koe_tests::{
    fixtures::{Site, documents, with},
    workerd::Workerd,
};
use serde_json::Value;

tests_of! { "comments.md",
    /// 1. The themes are taken as they are, and the document shows them.
    fn own_themes_are_taken(themes) {
        let said: Value = serde_json::from_str(&themes).unwrap();
        let client = Workerd::shared().client();
        let site = Site::open(&client, "guide-themes", &with(&documents::smallest(), &said));
        let told = client.get(site.path("")).key(&site.write_key).send().json();
        assert_eq!(told["themes"], said["themes"]);
    }
}
