//! What a page costs its visitor: a slow network and a slow processor to meet it with, and what
//! the browser counted meanwhile.

use super::{Browser, Page};
use serde_json::{Value, json};
use std::collections::HashSet;

/// A visitor's device and line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Device {
    /// How many times slower than this machine its processor is.
    pub slower: f64,
    /// What its line brings, in bits a second; as much as can be without.
    pub bits_per_second: Option<u32>,
    /// How long a request waits for its answer at least, in milliseconds.
    pub latency: u32,
}

/// What crossed the network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Transfer {
    /// How many requests were made.
    pub requests: usize,
    /// What came back, headers included, as it was on the wire.
    pub bytes: u64,
}

/// What a page holds in memory after everything unreachable has gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    /// Nodes of documents, those in no tree included.
    pub nodes: u64,
    /// Listeners of events.
    pub listeners: u64,
}

impl Browser {
    /// Opens a tab of somebody who was never here: nothing is cached or stored, and nothing is
    /// shared with any other tab.
    #[track_caller]
    pub fn stranger(&self) -> Page {
        let nobody = self.ask("Target.createBrowserContext", &json!({ "disposeOnDetach": true }));
        let target =
            json!({ "url": "about:blank", "browserContextId": nobody["browserContextId"] });
        let target = self.ask("Target.createTarget", &target);
        let page =
            Page::attach(self.clone(), target["targetId"].as_str().expect("a target has an id"));
        // Durations are summed up from here on, in time of the processor: what else runs on this
        // machine is no cost of the page.
        page.ask("Performance.enable", &json!({ "timeDomain": "threadTicks" }));
        page
    }
}

impl Page {
    /// Gives the visitor another device than this machine.
    #[track_caller]
    pub fn device(&self, device: Device) {
        self.ask("Emulation.setCPUThrottlingRate", &json!({ "rate": device.slower }));
        let throughput = device.bits_per_second.map_or(-1.0, |bits| f64::from(bits) / 8.0);
        let line = json!({
            "offline": false, "latency": device.latency,
            "downloadThroughput": throughput, "uploadThroughput": throughput,
        });
        self.ask("Network.emulateNetworkConditions", &line);
    }

    /// Runs a script in every document to come, before any of its own.
    #[track_caller]
    pub fn before_scripts(&self, source: &str) {
        self.ask("Page.addScriptToEvaluateOnNewDocument", &json!({ "source": source }));
    }

    /// What crossed the network for the document in this tab until so many milliseconds after its
    /// navigation began. A request under way then counts without its bytes.
    #[track_caller]
    pub fn transfer(&self, milliseconds: f64) -> Transfer {
        let document = self.loader();
        let at = |params: &Value| params["timestamp"].as_f64().unwrap_or_default();
        let sent = self.events(|event| {
            let sent = event.method == "Network.requestWillBeSent"
                && event.params["loaderId"] == document.as_str();
            let url = event.params["request"]["url"].as_str().unwrap_or_default();
            (sent && url.starts_with("http")).then(|| event.params.clone())
        });
        let began = sent.iter().find(|sent| sent["requestId"] == document.as_str());
        let end = began.map_or(0.0, at) + milliseconds / 1_000.0;
        let sent: HashSet<_> = sent
            .iter()
            .filter(|sent| at(sent) <= end)
            .filter_map(|sent| sent["requestId"].as_str())
            .collect();
        let bytes = self.events(|event| {
            let (params, finished) = (&event.params, event.method == "Network.loadingFinished");
            let counts = finished && at(params) <= end;
            (counts && sent.contains(params["requestId"].as_str()?))
                .then(|| params["encodedDataLength"].as_f64().unwrap_or_default())
        });
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "lengths are whole and far below 2^52"
        )]
        let bytes = bytes.iter().sum::<f64>() as u64;
        Transfer { requests: sent.len(), bytes }
    }

    /// One of the browser's own running totals for a stranger's tab, such as `ScriptDuration`, in
    /// its unit (durations are in seconds).
    #[track_caller]
    pub fn metric(&self, name: &str) -> f64 {
        let metrics = self.ask("Performance.getMetrics", &json!({}));
        let metrics = metrics["metrics"].as_array().into_iter().flatten();
        metrics.into_iter().find(|metric| metric["name"] == name).map_or_else(
            || panic!("the browser has no metric {name}"),
            |metric| metric["value"].as_f64().unwrap_or_default(),
        )
    }

    /// What the page holds once its garbage is collected.
    #[track_caller]
    pub fn held(&self) -> Held {
        // An object that one collection frees may have held others: the next one frees those.
        for _ in 0..3 {
            self.ask("HeapProfiler.collectGarbage", &json!({}));
        }
        let counters = self.ask("Memory.getDOMCounters", &json!({}));
        let counted = |name: &str| counters[name].as_u64().unwrap_or_default();
        Held { nodes: counted("nodes"), listeners: counted("jsEventListeners") }
    }
}
