//! A page of an owner who follows a guide, on an origin and with a site of its own.

use koe_tests::{
    browser::{Browser, File, HostPage, Page},
    fixtures::{Site, documents, with},
    patience,
    workerd::Workerd,
};
use serde_json::{Value, json};

/// The tag as the guides have it, for snippets that are about something else.
pub(crate) const TAG: &str = "\
<script>typeof koe=='function'||(window.koe=function(){(koe.q=koe.q||[]).push(arguments)})</script>
<script async src=\"https://koe.example/s/kokage.js\"></script>";

/// Where the owner of a guide has a page.
pub(crate) struct Stand {
    pub(crate) site: Site,
    pages: HostPage,
}

impl Stand {
    /// A site of the usual three surveys and one page, with this in its body.
    #[track_caller]
    pub(crate) fn with_body(site: &str, body: &str) -> Self {
        Self::new(site, &json!({}), &[("/", "", body)])
    }

    /// A site with some fields of its own, and pages: path, headers and body of each. The address of
    /// the deployment and the site's id are put into what the guides say.
    #[track_caller]
    pub(crate) fn new(site: &str, fields: &Value, pages: &[(&'static str, &str, &str)]) -> Self {
        Self::on(Workerd::shared(), site, fields, pages)
    }

    /// The same on a deployment of its own.
    #[track_caller]
    pub(crate) fn on(
        koe: &Workerd,
        site: &str,
        fields: &Value,
        pages: &[(&'static str, &str, &str)],
    ) -> Self {
        let localised = |text: &str| at(koe, text, site);
        let pages = HostPage::serve(pages.iter().map(|(path, headers, body)| {
            let page = File::html(localised(&document(body)));
            let headers = localised(headers);
            let headers = headers.lines().filter_map(|line| line.split_once(": "));
            // A name has to live as long as the site; a test is short.
            let page = headers
                .fold(page, |page, (name, value)| page.header(name.to_owned().leak(), value));
            (*path, page)
        }));
        let usual = json!({ "locale": "en", "origins": [pages.origin()] });
        let document = with(&with(&documents::shop(), &usual), fields);
        let site = Site::open(&koe.client(), site, &document);
        Self { site, pages }
    }

    /// A new visitor's look at the page.
    #[track_caller]
    pub(crate) fn visit(&self) -> Page {
        self.visit_at("/")
    }

    /// A new visitor's look at one of the pages.
    #[track_caller]
    pub(crate) fn visit_at(&self, path: &str) -> Page {
        Browser::start().open(&self.pages.url(path))
    }

    /// Waits until a survey counts so many answers.
    #[track_caller]
    pub(crate) fn counts(&self, survey: &str, n: u64) {
        let what = format!("{survey} to count {n}");
        patience::eventually(&what, || (self.site.n(survey) == n).then_some(()));
    }

    /// The only answer of a survey, once it is there.
    #[track_caller]
    pub(crate) fn only_answer(&self, survey: &str) -> Value {
        patience::eventually("the only answer", || {
            let listed = self.site.answers(&format!("survey={survey}"));
            let [answer] = &listed[..] else { return None };
            Some(answer.clone())
        })
    }
}

/// A document with this in its body.
pub(crate) fn document(body: &str) -> String {
    format!(
        r#"<!doctype html><html lang="en"><meta charset="utf-8"><title>Kokage</title>
<link rel="icon" href="data:,"><body>
{body}
</body></html>"#
    )
}

/// What a guide says, for this deployment and this site.
pub(crate) fn localised(text: &str, site: &str) -> String {
    at(Workerd::shared(), text, site)
}

fn at(koe: &Workerd, text: &str, site: &str) -> String {
    text.replace("https://koe.example", koe.url()).replace("kokage", site)
}

/// Whether the browser refused anything, as it says on the console.
pub(crate) fn refusals(page: &Page) -> Vec<String> {
    page.browser_log().into_iter().map(|(text, _)| text).collect()
}
