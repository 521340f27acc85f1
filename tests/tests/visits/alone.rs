//! The prompt alone: the built script and module on a page that plays the sender, so that it can stand
//! in every place and come into every state without a loader, a network or a clock.

use koe_shared::{prompt_content::PromptContent, site::SiteDocument};
use koe_tests::{
    browser::{Browser, HostPage, Html, Page},
    fixtures::{documents, with},
    workerd::Workerd,
    workspace,
};
use serde_json::{Map, Value, json};
use std::fs;

/// The languages it is looked at in: the first one's lines break by phrase, the last one's words are
/// long, and the third runs from right to left.
pub(super) const LANGUAGES: [&str; 4] = ["ja", "en", "ar", "de"];

/// A page of an owner, with a place in its text and the sender's side of the prompt. `ask(how)`
/// shows a prompt; `told` is what the prompt said to the sender.
const PAGE: &str = r##"<!doctype html><html lang="en"><meta charset="utf-8"><title>Kokage</title>
<meta name="viewport" content="width=device-width,initial-scale=1"><link rel="icon" href="data:,">
<style>body { margin: 0; background: #f6f7f8; color: #15191e; font: 16px/1.6 serif }
@media (prefers-color-scheme: dark) { body { background: #121417; color: #eef0f2 } }
main { max-width: 640px; margin: 24px auto; padding: 0 12px } @media (max-width: 479.98px) { main { padding: 0 } }
STYLE</style>
<main><h1>Kokage</h1><p>Lids and pots, <a id="link" href="#top">repaired</a>.</p><div id="slot"></div><p>The end.</p></main>
<script type="module">
const contents = CONTENTS;
const { default: start, show } = await import("/prompt.js");
/** The module comes at once, or when it is let go. */
let go;
const held = new Promise((resolve) => (go = resolve));
if (!location.hash) go();
window.go = go;
const module = start(held.then(() => fetch(location.hash == "#missing" ? "/nowhere" : "WASM")));
module.catch(() => {}); // told by what waits for it
if (!location.hash) await module;
const html = document.documentElement;
const slot = document.getElementById("slot");
let asked = 0;
window.ask = (how) => {
  // One list for each prompt: the one before may still say that it has gone.
  const told = window.told = [];
  window.fate = how.fate ?? "stored";
  const content = structuredClone(contents[`${how.survey}/${how.lang}`]);
  Object.assign(content.theme, how.theme);
  if (how.greeting) content.texts.greeting = how.greeting;
  // A survey that was never asked before: nothing that was written in another scene is kept.
  content.survey += asked++;
  html.lang = content.lang;
  html.dir = content.dir;
  const own = ["page", "frame"].includes(how.placement);
  let stored = false;
  let dismissed = false;
  const order = {
    origin: "https://koe.example",
    config: { site: "kokage" },
    survey: { id: content.survey, placement: how.placement },
    segments: {},
    // Nobody is greeted whom the page has not named.
    person: () => how.greeting ? { name: "-" } : undefined,
    preview: true,
    tell() {},
    ...(own && { placement: how.placement }),
    preselected: how.preselected,
    ...(how.placement == "frame" && { resized: (height) => told.push(height) }),
  };
  const post = {
    deliver(_key, revise) {
      const { outcome, score, comment, contact, publish } = revise().body;
      told.push(outcome ? JSON.parse(JSON.stringify({ score, comment, ...contact, consent: undefined, publish })) : "take_back");
      stored = fate == "stored";
      return fate == "pending" ? new Promise(() => {}) : Promise.resolve(fate);
    },
    sendOnce({ outcome }) { dismissed = outcome == "dismissed" },
    recordOf: () => undefined,
    received: new Proxy({}, { get: () => stored ? new Date(2026, 10, 22, 14, 32).toISOString() : undefined }),
  };
  const gone = () => told.push(dismissed ? "dismissed" : "done");
  const place = own || how.placement == "inline" ? slot : null;
  const home = () => place ?? document.documentElement;
  const standing = show(order, content, place, home, post, gone);
  window.hide = () => standing.end();
};
window.ready = true;
</script></html>"##;

/// The page, served.
pub(super) struct Alone(HostPage);

impl Alone {
    /// A page with a style of its own beside what every page has.
    pub(super) fn styled(style: &str) -> Self {
        let read = |file: &str| {
            fs::read_to_string(workspace::built(file)).expect("`cargo xtask build` writes it")
        };
        let release: Value = serde_json::from_str(&read("release.json")).expect("it is JSON");
        let wasm = release["wasm"].as_str().expect("the release names it");
        let page = PAGE
            .replace("STYLE", style)
            .replace("CONTENTS", &Value::Object(contents()).to_string())
            .replace("WASM", &(Workerd::shared().url().to_owned() + wasm));
        let script = Html::script(read("prompt/prompt.min.js"));
        Self(HostPage::serve([("/", Html::html(page)), ("/prompt.js", script)]))
    }

    /// Opens the page in a browser.
    pub(super) fn open(&self, browser: &Browser) -> Page {
        self.open_at(browser, "")
    }

    /// Opens it so that the module waits for `go()`, at `#held`, or can't be found then, at
    /// `#missing`.
    pub(super) fn open_at(&self, browser: &Browser, fragment: &str) -> Page {
        let page = browser.open(&self.0.url(&format!("/{fragment}")));
        page.until("window.ready === true");
        page
    }

    /// The page without a style of its own, opened.
    pub(super) fn opened() -> Page {
        Self::styled("").open(&Browser::start())
    }
}

/// Shows a prompt: a survey in a language, in a place; `more` is the rest of what the sender says.
#[track_caller]
pub(super) fn ask(page: &Page, survey: &str, lang: &str, placement: &str, more: &Value) {
    let how = json!({ "survey": survey, "lang": lang, "placement": placement });
    page.eval(&format!("ask({}), 0", with(&how, more)));
    page.prompt();
}

/// Shows a prompt whose module is held back.
#[track_caller]
pub(super) fn ask_early(page: &Page, survey: &str, lang: &str, placement: &str) {
    let how = json!({ "survey": survey, "lang": lang, "placement": placement });
    page.eval(&format!("ask({how}), 0"));
    let _ = page.any_prompt().part("panel");
}

/// What the prompt told the sender.
#[track_caller]
pub(super) fn told(page: &Page) -> Value {
    page.eval("told")
}

/// One survey of each kind of scale, in all languages.
fn contents() -> Map<String, Value> {
    let subject = json!({ "subject": {
        "ja": "こかげ道具店", "en": "Kokage", "ar": "متجر كوكاغي", "de": "Kokage",
    } });
    let csat =
        |display: &str| with(&documents::csat(), &json!({ "id": display, "display": display }));
    let nps = json!({ "id": "nps", "ask_contact": ["detractor"], "ask_publish": ["promoter"] });
    let surveys = [
        with(&documents::nps(), &nps),
        with(&documents::ces(5), &json!({ "id": "ces5" })),
        with(&documents::ces(7), &json!({ "id": "ces7" })),
        csat("numbers"),
        csat("stars"),
        csat("faces"),
    ];
    let surveys: Vec<_> = surveys.iter().map(|survey| with(survey, &subject)).collect();
    let document = with(&documents::shop(), &json!({ "locales": LANGUAGES, "surveys": surveys }));
    let document = SiteDocument::parse(document.to_string().as_bytes()).expect("it is legal");
    let mut contents = Map::new();
    for survey in &document.surveys {
        for lang in &document.locales {
            let content = PromptContent::new(&document, survey, lang).to_json();
            let content = serde_json::from_slice(&content).expect("it is JSON");
            contents.insert(format!("{}/{}", survey.id, lang.as_str()), content);
        }
    }
    contents
}
