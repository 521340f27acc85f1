//! A host page of some kind: served twice, with the tag at `/` and without it at `/bare`, so that
//! what the tag adds to the page can be told from what the page is.
//!
//! Neither is painted before it is whole: a button that is painted before its text has been read
//! grows, and a shift of the page's own making can't be told from the tag's.

use koe_tests::{
    browser::{Browser, File, HostPage, Page},
    fixtures::{Site, documents, with},
    patience,
    workerd::Workerd,
};
use serde_json::{Value, json};

/// What the page's own script does: shortcuts, as most libraries know them, and a count of what
/// it is told of clicks. Its style is in a file, too, so that every policy allows it.
const SCRIPT: &str = r"
typeof koe=='function'||(window.koe=function(){(koe.q=koe.q||[]).push(arguments)});
var shortcuts = [], clicks = 0;
for (const type of ['keydown', 'keypress', 'keyup'])
  document.addEventListener(type, event => {
    if (!/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) shortcuts.push(type + ' ' + event.key);
  });
document.addEventListener('click', () => { clicks++; });";

const STYLE: &str = "* { letter-spacing: .02em } button { color: teal; font: italic 18px serif }
body { margin: 2em; background: ivory } div { border: 1px dotted silver; height: 80vh }
h1::before { content: '◆' } p { color: #444; line-height: 2 }";

const BODY: &str = r##"<h1>Kokage</h1>
<p>A page with <a href="#order">a link</a> and <em>a style</em> of its own.</p>
<form><input id="search" placeholder="Search"></form>
<button id="bought" type="button" data-koe-touchpoint="post-purchase">Buy</button>
<div><p>The middle of the page.</p></div><div><p>The end of the page.</p></div>"##;

/// A kind of host page, put together from what makes it different.
pub(crate) struct Kind {
    id: &'static str,
    /// Attributes of the root element.
    root: &'static str,
    /// Attributes of the page's own script element.
    script: &'static str,
    style: Option<String>,
    head: String,
    body: String,
    tag: String,
    headers: Vec<(&'static str, String)>,
    files: Vec<(&'static str, File)>,
    fields: Value,
}

impl Kind {
    /// A page like most: its script and its style in files of its own. `id` is the site's.
    pub(crate) fn new(id: &'static str) -> Self {
        Self {
            id,
            root: r#"lang="en""#,
            script: "",
            style: Some(STYLE.into()),
            head: "{tag}".into(),
            body: BODY.into(),
            tag: format!(r#"<script async src="{}/s/{id}.js"></script>"#, koe()),
            headers: Vec::new(),
            files: vec![("/page.js", File::script(SCRIPT))],
            fields: json!({}),
        }
    }

    /// With other attributes of the root element than `lang="en"`.
    pub(crate) fn root(self, root: &'static str) -> Self {
        Self { root, ..self }
    }

    /// With attributes of its own script element: `nonce="…"`.
    pub(crate) fn script(self, script: &'static str) -> Self {
        Self { script, ..self }
    }

    /// With more style.
    pub(crate) fn style(mut self, style: &str) -> Self {
        self.style.get_or_insert_default().push_str(style);
        self
    }

    /// Without any style of its own.
    pub(crate) fn unstyled(self) -> Self {
        Self { style: None, ..self }
    }

    /// With another head below its script, in which `{tag}` stands for the tag.
    pub(crate) fn head(self, head: &str) -> Self {
        Self { head: head.into(), ..self }
    }

    /// With another body, in which `{tag}` stands for the tag.
    pub(crate) fn body(self, body: &str) -> Self {
        Self { body: body.into(), ..self }
    }

    /// With more at the end of its body, where `{tag}` stands for the tag.
    pub(crate) fn ending(mut self, end: &str) -> Self {
        self.body += end;
        self
    }

    /// With another tag than the usual one, in which `{tag}` stands for that.
    pub(crate) fn tag(mut self, tag: &str) -> Self {
        self.tag = tag.replace("{tag}", &self.tag);
        self
    }

    /// Its tag, for another page.
    pub(crate) fn tag_alone(&self) -> String {
        self.tag.clone()
    }

    /// With a response header.
    pub(crate) fn header(mut self, name: &'static str, value: &str) -> Self {
        self.headers.push((name, value.replace("{koe}", koe())));
        self
    }

    /// With one more file.
    pub(crate) fn file(mut self, path: &'static str, file: File) -> Self {
        self.files.push((path, file));
        self
    }

    /// With fields laid over its site document.
    pub(crate) fn fields(self, fields: Value) -> Self {
        Self { fields, ..self }
    }

    /// Serves it, and sets its site up.
    pub(crate) fn serve(self) -> Host {
        self.serve_at("shop.localhost")
    }

    /// [`Kind::serve`], on another host.
    pub(crate) fn serve_at(self, host: &str) -> Host {
        let (tagged, bare) = (self.document(&self.tag), self.document(""));
        let style = File::style(self.style.unwrap_or_default());
        let mut files = self.files;
        files.extend([("/", tagged), ("/bare", bare), ("/page.css", style)]);
        let pages = HostPage::serve_at(host, files);
        let document = with(&documents::shop(), &json!({ "origins": [pages.origin()] }));
        let site = Site::open(&Workerd::shared().client(), self.id, &with(&document, &self.fields));
        Host { site, pages }
    }

    fn document(&self, tag: &str) -> File {
        let Self { root, script, .. } = self;
        let (head, body) = (self.head.replace("{tag}", tag), self.body.replace("{tag}", tag));
        let style =
            self.style.as_ref().map_or("", |_| r#"<link rel="stylesheet" href="/page.css">"#);
        let document = File::html(format!(
            r##"<!doctype html><html {root}><head><meta charset="utf-8"><title>Kokage</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">
<link rel="expect" href="#end" blocking="render">{style}<script {script} src="/page.js"></script>{head}</head>
<body>{body}<template id="end"></template></body></html>"##
        ));
        self.headers.iter().fold(document, |file, (name, value)| file.header(name, value))
    }
}

/// Where Koe is deployed.
pub(crate) fn koe() -> &'static str {
    Workerd::shared().url()
}

/// A host page that is served, and its site.
pub(crate) struct Host {
    pub(crate) site: Site,
    pub(crate) pages: HostPage,
}

impl Host {
    /// Opens it, watched from its first moment on, and waits until the loader is there and the
    /// network rests.
    #[track_caller]
    pub(crate) fn visit(&self, browser: &Browser, path: &str) -> Page {
        let page = browser.tab();
        page.watch();
        page.goto(&self.pages.url(path));
        page.until("typeof koe === 'function' && 'config' in koe");
        page.rest();
        page
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

    /// How many prompts of a survey were shown, and how many of them answered.
    #[track_caller]
    pub(crate) fn prompts(&self, survey: &str) -> (u64, u64) {
        let scores = self.site.scores(&format!("survey={survey}"));
        let count = |name: &str| scores["prompts"][name].as_u64().unwrap();
        (count("shown"), count("answered"))
    }
}
