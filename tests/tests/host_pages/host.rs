//! The host of the pages: what it serves, and what a visit does on any of them.

use koe_tests::{
    browser::{Browser, File, HostPage, Page},
    fixtures::{Site, with},
    patience,
    workerd::Workerd,
    workspace,
};
use serde_json::{Value, json};
use std::{fs, time::Duration};

mod bundle;

pub(crate) use bundle::bundle_file;

/// Where the prompt is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// In the page itself.
    Page,
    /// In a frame of Koe's origin, since the page's policy forbids WebAssembly.
    Frame,
}

/// The policy of [`Place::Frame`].
const POLICY: &str = "script-src 'self' 'unsafe-inline' {{KOE}}; connect-src 'self' {{KOE}}; \
                      frame-src 'self' {{KOE}}";

/// Makes a test of each function for both places.
macro_rules! in_page_and_frame {
    ($($visit:ident),* $(,)?) => { $(
        mod $visit {
            #[test]
            fn in_the_page() {
                super::$visit(crate::host::Place::Page);
            }

            #[test]
            fn in_a_frame() {
                super::$visit(crate::host::Place::Frame);
            }
        }
    )* };
}
pub(crate) use in_page_and_frame;

/// A host that is about to be served.
pub(crate) struct Kokage {
    id: String,
    place: Place,
    /// Documents and scripts, in which `{{KOE}}` and `{{SITE}}` are filled in.
    texts: Vec<(String, String)>,
    /// How long the server takes for which of them.
    late: Vec<(&'static str, Duration)>,
    files: Vec<(String, File)>,
    fields: Value,
}

impl Kokage {
    /// With all files of `tests/hosts/pages`. `name` is of the test, for the site's id.
    pub(crate) fn new(name: &str, place: Place) -> Self {
        let place_name = if place == Place::Page { "page" } else { "frame" };
        let folder = fs::read_dir(workspace::root().join("tests/hosts/pages")).unwrap();
        let texts = folder.map(|entry| {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            (format!("/{name}"), fs::read_to_string(path).unwrap())
        });
        let kokage = Self {
            id: format!("{name}-{place_name}"),
            place,
            texts: texts.collect(),
            late: Vec::new(),
            files: Vec::new(),
            fields: json!({}),
        };
        kokage.text("/empty.html", r#"<!doctype html><link rel="icon" href="data:,">"#)
    }

    /// With a document or a script of its own, in which `{{KOE}}` and `{{SITE}}` are filled in.
    pub(crate) fn text(mut self, path: &str, text: &str) -> Self {
        self.texts.push((path.into(), text.into()));
        self
    }

    /// With a page like most: `head` stands before Koe's tag, `body` after it.
    pub(crate) fn page(self, path: &str, head: &str, body: &str) -> Self {
        self.text(path, &page(head, body))
    }

    /// With a file of an npm package.
    pub(crate) fn package(self, path: &str, file: &str) -> Self {
        let file = workspace::made_by("npm ci", workspace::root().join("node_modules").join(file));
        self.file(path, File::script(fs::read(file).unwrap()))
    }

    /// With a script made of npm packages, bundled as its owner bundles it.
    pub(crate) fn bundle(self, path: &str, source: &str) -> Self {
        self.text(path, &bundle::bundle(source))
    }

    /// With a file, served as it is.
    pub(crate) fn file(mut self, path: &str, file: File) -> Self {
        self.files.push((path.into(), file));
        self
    }

    /// With a server that takes its time over one of the texts.
    pub(crate) fn late(mut self, path: &'static str, milliseconds: u64) -> Self {
        self.late.push((path, Duration::from_millis(milliseconds)));
        self
    }

    /// With fields laid over its site document.
    pub(crate) fn fields(self, fields: Value) -> Self {
        Self { fields, ..self }
    }

    /// Serves it, and sets its site up.
    pub(crate) fn serve(self) -> Host {
        let Self { id, place, texts, late, files, fields } = self;
        let texts = texts.into_iter().map(|(path, text)| {
            let file = served(&path, &text, &id, place);
            let takes = late.iter().find(|(of, _)| *of == path).map(|(_, takes)| *takes);
            (path, file.late(takes.unwrap_or_default()))
        });
        let pages = HostPage::serve_at("shop.localhost", texts.chain(files));
        let document = fs::read_to_string(workspace::root().join("tests/hosts/pages/site.json"));
        let document = document.unwrap().replace("{{ORIGIN}}", &pages.origin());
        let document = with(&serde_json::from_str(&document).unwrap(), &fields);
        let site = Site::open(&Workerd::shared().client(), &id, &document);
        Host { site, pages, place }
    }
}

/// A page like most.
pub(crate) fn page(head: &str, body: &str) -> String {
    format!(
        r#"<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>Kokage</title>
{head}
<script>typeof koe=='function'||(window.koe=function(){{(koe.q=koe.q||[]).push(arguments)}})</script>
<script async src="{{{{KOE}}}}/s/{{{{SITE}}}}.js"></script>
{body}"#
    )
}

/// A text as it is served.
fn served(path: &str, text: &str, site: &str, place: Place) -> File {
    let complete =
        |text: &str| text.replace("{{KOE}}", Workerd::shared().url()).replace("{{SITE}}", site);
    let text = complete(&without_policy(text, place));
    let (document, file) = match path.rsplit_once('.') {
        Some((_, "html")) => (true, File::html(text)),
        Some((_, "xhtml")) => (true, File::xhtml(text)),
        _ => (false, File::script(text)),
    };
    if document && place == Place::Frame {
        file.header("Content-Security-Policy", complete(POLICY))
    } else {
        file
    }
}

/// A page that brings its policy along has none where the prompt is to stand in the page.
fn without_policy(text: &str, place: Place) -> String {
    let policy = |line: &&str| place == Place::Page && line.contains("Content-Security-Policy");
    text.lines().filter(|line| !policy(line)).collect::<Vec<_>>().join("\n")
}

/// A host that is served, and its site.
pub(crate) struct Host {
    pub(crate) site: Site,
    pub(crate) pages: HostPage,
    place: Place,
}

impl Host {
    /// Opens a page in a browser of its own.
    #[track_caller]
    pub(crate) fn visit(&self, path: &str) -> Page {
        let page = Browser::start().tab();
        self.goto(&page, path);
        page
    }

    /// Opens a page in a tab.
    #[track_caller]
    pub(crate) fn goto(&self, page: &Page, path: &str) {
        page.goto(&self.pages.url(path));
    }

    /// Opens a page whose service worker is in charge of it from the start.
    #[track_caller]
    pub(crate) fn visit_with_worker(&self, worker: &str, path: &str) -> Page {
        let page = self.visit("/empty.html");
        page.eval(&format!("navigator.serviceWorker.register('{worker}').then(() => 0)"));
        page.until("navigator.serviceWorker.ready.then(() => true)");
        self.goto(&page, path);
        page.until("navigator.serviceWorker.controller !== null");
        page
    }

    /// Where the question is asked, once it is: the page, or the frame in it.
    #[track_caller]
    pub(crate) fn asked(&self, page: &Page) -> Page {
        let inside = self.drawn(page);
        inside.prompt();
        inside
    }

    /// Where the prompt is drawn, whatever its state.
    #[track_caller]
    pub(crate) fn drawn(&self, page: &Page) -> Page {
        let (inside, place) = drawn(page);
        assert_eq!(place, self.place);
        inside
    }

    /// A score is tapped, a comment written and sent; the prompt says thanks, and both have arrived,
    /// once.
    #[track_caller]
    pub(crate) fn takes_an_answer(&self, inside: &Page, survey: &str, score: u8) {
        let prompt = inside.prompt();
        prompt.score(score).click();
        prompt.until("commenting");
        prompt.part("comment").click();
        prompt.focused("comment");
        inside.type_text("木陰が好き");
        prompt.part("send").click();
        prompt.until("thanked");
        patience::eventually("the only answer, with its comment", || {
            let listed = self.site.answers(&format!("survey={survey}"));
            let [answer] = &listed[..] else { return None };
            let told = (&answer["score"], &answer["comment"]);
            (told == (&json!(score), &json!("木陰が好き"))).then_some(())
        });
    }

    /// The only answer of a survey, once it has this revision.
    #[track_caller]
    pub(crate) fn only_answer(&self, survey: &str, revision: u8) -> Value {
        patience::eventually("the only answer", || {
            let listed = self.site.answers(&format!("survey={survey}"));
            let [answer] = &listed[..] else { return None };
            (answer["revision"] == revision).then(|| answer.clone())
        })
    }

    /// How many prompts of a survey were shown, answered, dismissed and ignored.
    #[track_caller]
    pub(crate) fn prompts(&self, survey: &str) -> [u64; 4] {
        let scores = self.site.scores(&format!("survey={survey}"));
        ["shown", "answered", "dismissed", "ignored"]
            .map(|name| scores["prompts"][name].as_u64().unwrap())
    }

    /// Nobody was asked as yet: no prompt on the page, no clock, nothing counted.
    #[track_caller]
    pub(crate) fn nothing_is_spent(&self, page: &Page, survey: &str) {
        assert!(!page.has_prompt(), "a prompt stands on the page");
        self.no_clock_is_set(page, survey);
    }

    /// No clock, nothing counted.
    #[track_caller]
    pub(crate) fn no_clock_is_set(&self, page: &Page, survey: &str) {
        let clocks = page.eval("Object.keys(localStorage).filter(key => /:prompted/.test(key))");
        assert_eq!(clocks, json!([]), "a clock is set");
        assert_eq!(self.prompts(survey), [0; 4], "somebody counts as asked");
    }
}

/// Where the question is asked, wherever that is: some pages are no place for the module, whatever their
/// policy.
#[track_caller]
pub(crate) fn asked_anywhere(page: &Page) -> Page {
    let (inside, _) = drawn(page);
    inside.prompt();
    inside
}

#[track_caller]
fn drawn(page: &Page) -> (Page, Place) {
    patience::eventually("a prompt", || {
        let root = page.shadow_root("koe-prompt")?;
        if let Some(frame) = root.find("iframe") {
            return Some((frame.frame(), Place::Frame));
        }
        root.find("[data-koe=panel]").map(|_| (page.clone(), Place::Page))
    })
}

/// Waits for the loader.
#[track_caller]
pub(crate) fn loaded(page: &Page) {
    page.until("typeof koe === 'function' && 'config' in koe");
}

/// What the loader decides about a survey now: `prompt` or the reason why not.
#[track_caller]
pub(crate) fn decision(page: &Page, survey: &str) -> String {
    let decisions = page.eval("new Promise(done => koe('why', done))");
    let of = decisions.as_array().into_iter().flatten().find(|of| of["survey"] == survey);
    let of = of.unwrap_or_else(|| panic!("nothing is decided about {survey}: {decisions}"));
    of["decision"].as_str().unwrap_or_default().to_owned()
}

/// What a field of the prompt holds.
#[track_caller]
pub(crate) fn value(inside: &Page, hook: &str) -> Value {
    inside.any_prompt().part(hook).call("function () { return this.value }")
}
