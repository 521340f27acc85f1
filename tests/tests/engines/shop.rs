//! The shop that is visited: a page with the tag, and the site that it belongs to.

use koe_tests::{
    browser::{File, HostPage},
    engines::{EYE, Engine, Gate},
    fixtures::{Site, documents, with},
    patience,
    workerd::Workerd,
};
use serde_json::{Value, json};

const BODY: &str = r#"<h1>Kokage</h1><form><input id="search" placeholder="Search"></form>
<button id="bought" type="button" data-koe-touchpoint="post-purchase">Buy</button>
<button id="helped" type="button" data-koe-touchpoint="after-support">Helped</button>
<button id="browsed" type="button" data-koe-touchpoint="browsing">Browse</button>"#;

/// A kind of shop, put together from what makes it different.
#[derive(Clone)]
pub(crate) struct Kind {
    id: String,
    survey: Value,
    style: &'static str,
    body: String,
    policy: Option<&'static str>,
}

impl Kind {
    /// A shop that asks one survey, for visits in one engine.
    pub(crate) fn new(id: &str, engine: Engine, survey: &Value) -> Self {
        let id = format!("{id}-{}", format!("{engine:?}").to_lowercase());
        let survey = with(survey, &json!({ "subject": { "en": "Kokage", "ja": "こかげ道具店" } }));
        Self { id, survey, style: "", body: BODY.into(), policy: None }
    }

    /// The id of its survey.
    pub(crate) fn survey(&self) -> String {
        self.survey["id"].as_str().unwrap().to_owned()
    }

    /// With fields laid over its survey.
    pub(crate) fn asks(self, fields: &Value) -> Self {
        Self { survey: with(&self.survey, fields), ..self }
    }

    /// With a style of its own.
    pub(crate) fn style(self, style: &'static str) -> Self {
        Self { style, ..self }
    }

    /// With more on its page.
    pub(crate) fn with(self, more: &str) -> Self {
        Self { body: self.body + more, ..self }
    }

    /// With a Content-Security-Policy, in which `KOE` stands for Koe's origin.
    pub(crate) fn policy(self, policy: &'static str) -> Self {
        Self { policy: Some(policy), ..self }
    }

    /// Opens it.
    #[track_caller]
    pub(crate) fn open(self) -> Shop {
        let gate = Gate::to(Workerd::shared().url());
        let Self { id, survey, style, body, policy } = self;
        let page = format!(
            r#"<!doctype html><html lang="en"><meta charset="utf-8"><title>Kokage</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">
<link rel="stylesheet" href="/page.css"><script src="/eye.js"></script><script src="/page.js"></script>
<script async src="{}/s/{id}.js"></script><body>{body}</body></html>"#,
            gate.url()
        );
        let mut page = File::html(page);
        if let Some(policy) = policy {
            page = page.header("Content-Security-Policy", policy.replace("KOE", &gate.url()));
        }
        let pages = HostPage::serve([
            ("/", page),
            ("/elsewhere", File::html("<!doctype html><link rel=icon href=data:,><title>Elsewhere</title>")),
            ("/page.css", File::style(style)),
            ("/eye.js", File::script(EYE)),
            ("/page.js", File::script("typeof koe=='function'||(window.koe=function(){(koe.q=koe.q||[]).push(arguments)});
window.told=[];for(const news of ['prompted','answered','dismissed'])koe('on',news,of=>told.push(news))")),
        ]);
        let name = survey["id"].as_str().expect("a survey has an id").to_owned();
        let fields = json!({ "origins": [pages.origin()], "surveys": [survey] });
        let site = Site::open(&Workerd::shared().client(), &id, &with(&documents::shop(), &fields));
        Shop { site, survey: name, pages, gate }
    }
}

/// A shop, and all that stands between it and its scores.
pub(crate) struct Shop {
    pub(crate) site: Site,
    pub(crate) survey: String,
    pub(crate) pages: HostPage,
    pub(crate) gate: Gate,
}

impl Shop {
    /// The address of its page.
    pub(crate) fn url(&self) -> String {
        self.pages.url("/")
    }

    /// The address of its hosted page.
    pub(crate) fn hosted(&self, query: &str) -> String {
        format!("{}/p/{}/{}?{query}", self.gate.url(), self.site.id, self.survey)
    }

    /// Waits until its survey counts so many answers.
    #[track_caller]
    pub(crate) fn counts(&self, n: u64) {
        let what = format!("{} to count {n}", self.survey);
        patience::eventually(&what, || (self.site.n(&self.survey) == n).then_some(()));
    }

    /// How often it was shown, and how often answered.
    #[track_caller]
    pub(crate) fn prompts(&self) -> (u64, u64) {
        let scores = self.site.scores(&format!("survey={}", self.survey));
        let count = |name: &str| scores["prompts"][name].as_u64().unwrap();
        (count("shown"), count("answered"))
    }

    /// The only answer, once it has this revision.
    #[track_caller]
    pub(crate) fn only_answer(&self, revision: u8) -> Value {
        patience::eventually("the only answer", || {
            let listed = self.site.answers(&format!("survey={}", self.survey));
            let [answer] = &listed[..] else { return None };
            (answer["revision"] == revision).then(|| answer.clone())
        })
    }
}
