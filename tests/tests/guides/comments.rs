//! `comments.md`: themes of the owner's own, and published comments in a frame on the shop's page.

use super::{
    book::tests_of,
    stand::{Stand, refusals},
};
use koe_tests::{
    fixtures::{Site, documents, with},
    patience,
    workerd::Workerd,
};
use serde_json::{Value, json};

tests_of! { "comments.md",
    /// 1. The themes are taken as they are, and the document shows them.
    fn own_themes_are_taken(themes) {
        let said: Value = serde_json::from_str(&themes).unwrap();
        let client = Workerd::shared().client();
        let site = Site::open(&client, "guide-themes", &with(&documents::smallest(), &said));
        let told = client.get(site.path("")).key(&site.write_key).send().json();
        assert_eq!(told["themes"], said["themes"]);
    }

    /// 1. What may be quoted is approved by the API. 2. The shop's page shows it in a frame, as it was written.
    /// 3. Taken back by its visitor, it is gone.
    fn what_is_published_stands_in_a_frame(voices_frame) {
        let stand = Stand::with_body("guide-voices", &voices_frame);
        let site = &stand.site;
        // 1.
        let said = json!({
            "score": 10, "comment": "Kind people, <b>good</b> kettle", "publish": true,
            "contact": { "name": "Hana", "consent": true },
        });
        let id = site.take(&site.answer("shop-nps", &said));
        let client = Workerd::shared().client();
        let voice = patience::eventually("the voice", || {
            let listed = client.get(site.path("/voices")).key(&site.write_key).send().is(200).json();
            Some(listed["voices"][0]["answer"]["id"].as_str()?.to_owned())
        });
        let path = site.path(&format!("/voices/{voice}"));
        let decision = json!({ "approved": true, "revision": 1 });
        client.put(path).key(&site.write_key).json(&decision).send().is(200);
        // 2.
        let feed = format!("/voices/{}.json", site.id);
        let published = || client.get(&feed).send().is(200).json()["voices"].clone();
        patience::eventually("it is published", || (published()[0]["name"] == "Hana").then_some(()));
        let page = stand.visit();
        let frame = page.element("iframe").frame();
        let told = patience::eventually("the frame", || {
            let told = frame.eval("document.body?.innerText ?? ''").as_str()?.to_owned();
            told.contains("Hana").then_some(told)
        });
        assert!(told.contains("Kind people, <b>good</b> kettle"), "{told}");
        assert!(told.contains("published with permission"), "{told}");
        assert_eq!(refusals(&page), Vec::<String>::new());
        page.screenshot("guide-voices");
        // 3.
        site.withdraw(&id).is(204);
        patience::eventually("it is gone", || (published() == json!([])).then_some(()));
    }
}
