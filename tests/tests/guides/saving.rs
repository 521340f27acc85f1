//! `saving.md`: what the two replies of a save look like.

use super::book::tests_of;
use koe_tests::{
    fixtures::{Site, documents, with},
    workerd::Workerd,
};
use serde_json::{Value, json};

/// The names of an object's fields.
fn names(of: &Value) -> Vec<&String> {
    of.as_object().unwrap().keys().collect()
}

tests_of! { "saving.md",
    /// 1. The site is saved again. 2. A save upon the first state is told as the guide says. 3. So is the history.
    fn a_save_upon_an_older_state_is_told(a_conflict, a_history) {
        let site = Site::open(&Workerd::shared().client(), "guide-saving", &documents::smallest());
        let call = || site.client.put(site.path("")).key(&site.write_key);
        let first = site.client.get(site.path("")).key(&site.write_key).send();
        let first = first.header("etag").unwrap().to_owned();
        // 1.
        let renamed = |name: &str| with(&documents::smallest(), &json!({ "name": name }));
        call().json(&renamed("Kokage")).send().is(200);
        // 2.
        let told = call().header("if-match", &first).json(&renamed("Other")).send();
        told.is(412);
        let (told, said) = (told.json(), serde_json::from_str::<Value>(&a_conflict).unwrap());
        for name in ["status", "code"] {
            assert_eq!(told[name], said[name], "{name}");
        }
        let sentence = |of: &Value| of["detail"].as_str().unwrap().split(';').next().map(str::to_owned);
        assert_eq!(sentence(&told), sentence(&said));
        assert!(told["fields"].is_array() && told["current"]["name"] == said["current"]["name"]);
        // 3.
        let history = site.client.get(site.path("/history")).key(&site.write_key).send().json();
        let said: Value = serde_json::from_str(&a_history).unwrap();
        assert_eq!(names(&history["history"][0]), names(&said["history"][0]));
    }
}
