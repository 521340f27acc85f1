//! `assistants.md`: the list of servers of an assistant.

use super::book::tests_of;
use koe_tests::{assistant::Assistant, fixtures::Site, workerd::Workerd};
use serde_json::{Value, json};

tests_of! { "assistants.md",
    /// 1. An assistant that reads the list finds the tools, with the address and the key of a site.
    fn an_assistant_finds_the_tools(servers) {
        let worker = Workerd::shared();
        let site = Site::shop(&worker.client(), "guide-assistants");
        let listed: Value = serde_json::from_str(&servers).unwrap();
        let mut server = listed["mcpServers"]["koe"].clone();
        let bearer = server["headers"]["Authorization"].as_str().unwrap();
        let (scheme, key) = bearer.split_once(' ').unwrap();
        assert_eq!((scheme, key.split('_').next()), ("Bearer", Some("koe")));
        server["headers"]["Authorization"] = json!(format!("{scheme} {}", site.read_key));
        let url = server["url"].as_str().unwrap().replace("https://koe.example", worker.url());
        server["url"] = json!(url);
        for assistant in Assistant::ALL {
            let told = assistant.ask(&server, &json!([["scores", { "metric": "nps" }]]));
            assert_eq!(told["tools"].as_array().unwrap().len(), 4, "{assistant:?}");
            let said = told["results"][0]["content"][0]["text"].as_str().unwrap();
            assert!(said.starts_with("NPS: no answers (n = 0, "), "{said}");
        }
    }
}
