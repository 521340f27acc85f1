//! `alerts.md`: a rule, a weekly digest, and receivers that check who wrote to them.

use super::book::tests_of;
use koe_tests::{
    fixtures::{Site, documents, with},
    programs::{node, printed, python},
    receiver::Receiver,
    scratch::Scratch,
    workerd::Workerd,
    workspace,
};
use serde_json::{Value, json};
use std::{fs, sync::OnceLock};

const SECRET: &str = concat!("whsec_", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

/// An alert as a receiver gets it: its headers and its body.
fn alert() -> &'static Value {
    static ALERT: OnceLock<Value> = OnceLock::new();
    ALERT.get_or_init(|| {
        let receiver = Receiver::start(node(), "receiver.mjs", SECRET);
        let worker = Workerd::telling(&receiver.host());
        let alerts = json!([{
            "id": "unhappy", "name": "Unhappy", "when": { "bucket": "detractor" },
            "to": [{ "webhook": receiver.url("/ok"), "secret": SECRET }],
        }]);
        let document = with(&documents::shop(), &json!({ "alerts": alerts }));
        let site = Site::open(&worker.client(), "guide-alerts", &document);
        let said = json!({ "score": 1, "comment": "It came broken" });
        site.post(&site.answer("shop-nps", &said)).send().is(202);
        receiver.requests("/ok", "It came broken", 1).swap_remove(0)
    })
}

/// A file with a receiver of the guide in it, and the alert beside it.
fn beside(folder: &Scratch, name: &str, text: &str) -> String {
    let path = folder.path().join(name);
    fs::write(&path, text).unwrap();
    fs::write(folder.path().join("alert.json"), alert().to_string()).unwrap();
    path.to_str().unwrap().to_owned()
}

tests_of! { "alerts.md",
    /// 1. The rule is taken as it is; the document shows it without its secrets.
    fn the_rule_is_taken(rule) {
        let said: Value = serde_json::from_str(&rule).unwrap();
        let client = Workerd::shared().client();
        let site = Site::open(&client, "guide-alert-rule", &with(&documents::shop(), &said));
        let told = client.get(site.path("")).key(&site.write_key).send().json();
        let told = &told["alerts"][0];
        assert_eq!(told["when"], said["alerts"][0]["when"]);
        assert_eq!(told["to"][1], json!({ "slack": "…XXXX" }));
        assert_eq!(told["to"][2], json!({ "webhook": "https://crm.shop.example/koe" }));
    }

    /// 1. The department is taken as it is.
    fn the_digest_is_taken(digest) {
        let said: Value = serde_json::from_str(&digest).unwrap();
        let client = Workerd::shared().client();
        let site = Site::open(&client, "guide-digest", &with(&documents::shop(), &said));
        let told = client.get(site.path("")).key(&site.write_key).send().json();
        assert_eq!(told["departments"], said["departments"]);
    }

    /// 1. A true alert is read. 2. One that somebody has changed is refused.
    fn a_receiver_in_javascript_knows_who_writes(verify_in_javascript) {
        let folder = Scratch::new("guide-alerts-js");
        beside(&folder, "receiver.mjs", &verify_in_javascript);
        let tried = "import { readFileSync } from 'node:fs';
            import { alertOf } from './receiver.mjs';
            const { headers, body } = JSON.parse(readFileSync(new URL('alert.json', import.meta.url)));
            const told = alertOf(body, headers);
            let refused = false;
            try { alertOf(body.replace('broken', 'lovely'), headers) } catch { refused = true }
            console.log(JSON.stringify([told.answers[0].comment, refused]));";
        let path = beside(&folder, "tried.mjs", tried);
        // Packages are found beside the file, or above it.
        let modules = folder.path().join("node_modules");
        std::os::unix::fs::symlink(workspace::root().join("node_modules"), modules).unwrap();
        let told = printed(node().arg(path).env("KOE_SECRET", SECRET));
        assert_eq!(serde_json::from_str::<Value>(&told).unwrap(), json!(["It came broken", true]));
    }

    /// 1. The same.
    fn a_receiver_in_python_knows_who_writes(verify_in_python) {
        let folder = Scratch::new("guide-alerts-py");
        beside(&folder, "receiver.py", &verify_in_python);
        let tried = "
import json, pathlib
from receiver import alert_of
alert = json.loads(pathlib.Path(__file__).with_name('alert.json').read_text())
told = alert_of(alert['body'], alert['headers'])
try:
    alert_of(alert['body'].replace('broken', 'lovely'), alert['headers'])
    refused = False
except Exception:
    refused = True
print(json.dumps([told['answers'][0]['comment'], refused]))
";
        let path = beside(&folder, "tried.py", tried);
        let told = printed(python().arg(path).env("KOE_SECRET", SECRET));
        assert_eq!(serde_json::from_str::<Value>(&told).unwrap(), json!(["It came broken", true]));
    }
}
