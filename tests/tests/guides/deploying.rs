//! `deploying.md`: the first site. The commands have journeys of their own, in `worker/deploy.rs`.

use super::book::tests_of;
use koe_tests::{fixtures::Site, workerd::Workerd};

tests_of! { "deploying.md",
    /// 1. The document is taken as it is, and the site has its script.
    fn the_first_site_is_taken(a_site) {
        let client = Workerd::shared().client();
        let document = serde_json::from_str(&a_site).unwrap();
        Site::open(&client, "guide-first", &document);
        client.get("/s/guide-first.js").send().is(200);
    }
}
