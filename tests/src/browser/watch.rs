//! What can only be seen by whoever watches from the start: layout that shifts, tasks that keep
//! the page from answering. The watcher lives in a script world of its own, so that the page has
//! nothing more than its visitors' pages have.

use super::Page;
use serde::Deserialize;
use serde_json::json;

const WORLD: &str = "watch";

const WATCH: &str = r"
globalThis.watched = { shift: 0, shifted: [], tasks: [], scripts: [] };
const box = ({ x, y, width, height }) => [x, y, width, height].map(Math.round).join(' ');
const observe = (type, each) => {
  const observer = new PerformanceObserver(list => list.getEntries().forEach(each));
  observer.observe({ type, buffered: true });
  return observer;
};
const watching = [
  observe('layout-shift', entry => {
    if (entry.hadRecentInput) return;
    watched.shift += entry.value;
    for (const { node, previousRect, currentRect } of entry.sources)
      watched.shifted.push(`${node?.nodeName}: ${box(previousRect)} -> ${box(currentRect)}, at ${entry.startTime}`);
  }),
  observe('longtask', ({ startTime, duration }) => { watched.tasks.push({ start: startTime, duration }); }),
  observe('long-animation-frame', ({ scripts }) => {
    for (const { sourceURL, startTime, duration } of scripts)
      watched.scripts.push({ url: sourceURL, start: startTime, duration });
  }),
];";

/// Settles after two frames: the observers have then reported all that was drawn before.
const TELL: &str = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => \
                    setTimeout(() => done(watched)))))";

/// What the watcher has seen since the document began.
#[derive(Clone, Debug, Deserialize)]
pub struct Watched {
    /// The sum of all layout shifts but those right after a visitor's input, as browsers and
    /// search engines count them.
    pub shift: f64,
    /// What shifted: its name, unless it is in a shadow root, where it was and where it went, and when.
    pub shifted: Vec<String>,
    /// Tasks of more than 50 ms.
    pub tasks: Vec<Task>,
    /// The scripts that ran for more than 5 ms in frames that took more than 50 ms.
    pub scripts: Vec<Script>,
}

/// A task that kept the page from answering.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Task {
    /// When it began, in milliseconds since the navigation.
    pub start: f64,
    /// How long it took, in milliseconds.
    pub duration: f64,
}

/// A script that held up a frame.
#[derive(Clone, Debug, Deserialize)]
pub struct Script {
    /// Where it came from.
    pub url: String,
    /// When it began, in milliseconds since the navigation.
    pub start: f64,
    /// How long it ran, in milliseconds.
    pub duration: f64,
}

impl Watched {
    /// The long tasks in which a script from this origin ran.
    pub fn tasks_of(&self, origin: &str) -> usize {
        let ran_in = |task: &Task, script: &Script| {
            script.start < task.start + task.duration && task.start < script.start + script.duration
        };
        let of_origin = |script: &&Script| script.url.starts_with(origin);
        let scripts: Vec<_> = self.scripts.iter().filter(of_origin).collect();
        self.tasks.iter().filter(|task| scripts.iter().any(|script| ran_in(task, script))).count()
    }
}

impl Page {
    /// Has every document watched that this tab shows from now on.
    #[track_caller]
    pub fn watch(&self) {
        let script = json!({ "source": WATCH, "worldName": WORLD });
        self.ask("Page.addScriptToEvaluateOnNewDocument", &script);
    }

    /// What was seen of the document in the tab.
    #[track_caller]
    pub fn watched(&self) -> Watched {
        let tree = self.ask("Page.getFrameTree", &json!({}));
        let world = json!({ "frameId": tree["frameTree"]["frame"]["id"], "worldName": WORLD });
        let world = self.ask("Page.createIsolatedWorld", &world);
        let tell = json!({
            "expression": TELL, "contextId": world["executionContextId"],
            "awaitPromise": true, "returnByValue": true,
        });
        let told = self.ask("Runtime.evaluate", &tell)["result"]["value"].take();
        serde_json::from_value(told).expect("the tab was watched from the start of its document")
    }
}
