//! Every page of the desk: as people see it, in pictures kept under `target/koe/screenshots`, as the checker of
//! accessibility sees it, and as far as a keyboard or a phone alone gets.

use koe_tests::{
    browser::{Browser, Device, Key, Page},
    desk::signed_in,
    fixtures::{Site, documents, with},
    patience,
    workerd::{ADMIN_KEY, Workerd},
};
use serde_json::json;

/// The pages of a site, by the names of their pictures.
const PAGES: [(&str, &str); 29] = [
    ("overview", ""),
    ("overview-sample", "?sample=1"),
    ("trend", "/trend"),
    ("trend-sample", "/trend?sample=1"),
    ("comments", "/comments"),
    ("comments-sample", "/comments?sample=1"),
    ("journey", "/journey"),
    ("journey-sample", "/journey?sample=1"),
    ("notes", "/notes"),
    ("settings", "/settings"),
    ("site", "/site"),
    ("touchpoints", "/touchpoints"),
    ("touchpoint", "/touchpoints/thanks"),
    ("surveys", "/surveys"),
    ("survey", "/surveys/shop-nps"),
    ("look", "/look"),
    ("fairness", "/fairness"),
    ("segments", "/segments"),
    ("departments", "/departments"),
    ("department", "/departments/care"),
    ("notices", "/notices"),
    ("notice", "/notices/unhappy"),
    ("promises", "/promises"),
    ("hand-out", "/hand-out"),
    ("check", "/check"),
    ("keys", "/keys"),
    ("import", "/import"),
    ("history", "/history"),
    ("document", "/document"),
];

/// Those that are looked at in forced colours and on paper, too.
const IN_OTHER_MEDIA: [&str; 4] = ["overview-sample", "trend-sample", "survey", "hand-out"];

const SIZES: [(u32, u32); 3] = [(1240, 900), (768, 1024), (390, 844)];

pub(super) fn site(id: &str) -> Site {
    let touchpoints = json!([
        { "id": "post-purchase", "preset": "post-purchase" },
        { "id": "thanks", "when": { "url": "/thanks*" } },
    ]);
    let departments = json!([{ "id": "care", "name": "Customer care", "touchpoints": ["thanks"] }]);
    let alerts = json!([{
        "id": "unhappy", "name": "Unhappy answers", "when": { "bucket": "detractor" },
        "to": [{ "email": "care@shop.example" }], "quiet": { "from": "22:00", "to": "07:00" },
    }]);
    let day = json!(["10:00", "19:00"]);
    let fields = json!({
        "touchpoints": touchpoints, "departments": departments, "alerts": alerts,
        "hours": { "mon": day, "tue": day, "wed": day, "thu": day, "fri": day },
        "closed": ["2026-12-31", "2027-01-01"],
        "playbooks": { "thanks": { "en": "Call within a day.\nSay what happens next." } },
    });
    let shop = with(&documents::shop(), &fields);
    Site::open(&Workerd::shared().client(), id, &shop)
}

fn open(page: &Page, path: &str, lang: &str) {
    let sign = if path.contains('?') { '&' } else { '?' };
    page.goto(&format!("{}{path}{sign}lang={lang}", Workerd::shared().url()));
    page.until(
        "document.readyState === 'complete' && (!document.querySelector('aside.preview')
        || [...document.querySelectorAll('aside.preview iframe')]
            .some(frame => !frame.hidden && frame.contentDocument?.body?.className === 'steps'))",
    );
}

/// Every page, of the site and of the deployment, by its name.
fn paths(site: &str) -> impl Iterator<Item = (&'static str, String)> {
    let of_site = PAGES.map(|(name, path)| (name, format!("/sites/{site}{path}")));
    let own = [("sites", "/".to_owned()), ("new-site", "/new-site".to_owned())];
    of_site.into_iter().chain(own)
}

/// Nothing of the page stands beside the window.
#[track_caller]
fn fits(page: &Page, what: &str) {
    let beside = page.eval(
        "document.documentElement.scrollWidth <= innerWidth ? '' : [...document.querySelectorAll('main *')]
        .filter(it => it.getBoundingClientRect().right > innerWidth + 1)
        .map(it => it.outerHTML.slice(0, 90)).slice(0, 3).join(' | ') || 'something'",
    );
    assert_eq!(beside, "", "{what}");
}

#[track_caller]
fn checker_finds_nothing(page: &Page, what: &str) {
    let findings = page.axe_on_the_page();
    assert_eq!(findings.violations, [""; 0], "{what}");
    assert!(findings.passes > 5, "{what}: hardly anything was looked at: {findings:?}");
}

/// How a person has set the desk.
#[derive(Clone, Copy, Debug)]
pub(super) struct Look {
    pub(super) lang: &'static str,
    pub(super) scheme: &'static str,
}

impl Look {
    /// What the browser is told of it.
    pub(super) fn features(self) -> [(&'static str, &'static str); 2] {
        [("prefers-color-scheme", self.scheme), ("prefers-reduced-motion", "reduce")]
    }

    /// 1. What the tab shows, at three widths: a picture; nothing stands beside the window.
    /// 2. On the desktop and on a phone the checker finds nothing.
    #[track_caller]
    pub(super) fn at(self, page: &Page, name: &str) {
        for (width, height) in SIZES {
            page.resize(width, height);
            self.at_this_size(page, name, (width, height));
        }
    }

    #[track_caller]
    fn at_this_size(self, page: &Page, name: &str, (width, height): (u32, u32)) {
        let what = format!("{name}-{}-{}-{width}", self.lang, self.scheme);
        fits(page, &what);
        page.screenshot(&format!("desk-{what}"));
        if width != 768 {
            whole(page, width, height);
            checker_finds_nothing(page, &what);
        }
    }

    /// What the tab shows in forced colours at three widths, and on paper: pictures of the whole page.
    #[track_caller]
    pub(super) fn other_media(self, page: &Page, name: &str) {
        let [scheme, motion] = self.features();
        page.emulate(&[("forced-colors", "active"), scheme, motion]);
        self.whole_pages(page, &format!("{name}-forced"), &SIZES);
        // A sheet of paper is as wide whatever the window is.
        page.on_paper(&[scheme, motion]);
        self.whole_pages(page, &format!("{name}-print"), &SIZES[..1]);
        page.emulate(&[scheme, motion]);
    }

    #[track_caller]
    fn whole_pages(self, page: &Page, name: &str, sizes: &[(u32, u32)]) {
        for &(width, height) in sizes {
            let what = format!("{name}-{}-{}-{width}", self.lang, self.scheme);
            page.resize(width, height);
            whole(page, width, height);
            fits(page, &what);
            page.screenshot(&format!("desk-{what}"));
        }
    }
}

/// Makes the window as high as the page: nothing stands under the bars that stay in sight.
#[track_caller]
fn whole(page: &Page, width: u32, height: u32) {
    let whole = page.eval("document.documentElement.scrollHeight").as_u64();
    let whole = whole.and_then(|whole| u32::try_from(whole).ok()).unwrap_or(height);
    page.resize(width, whole.max(height));
}

/// Each page, in both languages and schemes, at three widths; some of them in other media, too.
#[track_caller]
fn pictures(lang: &'static str, scheme: &'static str) {
    let id = format!("desk-{lang}-{scheme}");
    let _site = site(&id);
    let page = signed_in();
    let look = Look { lang, scheme };
    page.emulate(&look.features());
    for (name, path) in paths(&id) {
        for size in SIZES {
            page.resize(size.0, size.1);
            open(&page, &path, lang);
            look.at_this_size(&page, name, size);
        }
        if IN_OTHER_MEDIA.contains(&name) {
            look.other_media(&page, name);
        }
    }
    let told: Vec<_> = page.console();
    assert!(told.is_empty(), "{told:?}");
}

#[test]
fn every_page_in_japanese_by_day() {
    pictures("ja", "light");
}

#[test]
fn every_page_in_japanese_by_night() {
    pictures("ja", "dark");
}

#[test]
fn every_page_in_english_by_day() {
    pictures("en", "light");
}

#[test]
fn every_page_in_english_by_night() {
    pictures("en", "dark");
}

/// Every page comes over a slow line, as on a first visit, on the desktop and on a phone: nothing that was drawn
/// moves.
#[test]
fn nothing_moves_while_a_page_comes() {
    let id = "desk-shift";
    let _site = site(id);
    let page = signed_in();
    page.watch();
    page.without_cache();
    page.device(Device { slower: 1.0, bits_per_second: Some(1_600_000), latency: 150 });
    let mut moved = Vec::new();
    for (name, path) in paths(id) {
        for (width, height) in [SIZES[0], SIZES[2]] {
            page.resize(width, height);
            open(&page, &path, "en");
            let watched = page.watched();
            if watched.shift > 0.0 {
                moved.push(format!("{name} at {width}: {} {:?}", watched.shift, watched.shifted));
            }
        }
    }
    assert!(moved.is_empty(), "{}", moved.join("\n"));
}

/// 1. What is typed shows in the preview, without a button.
/// 2. What is wrong is told there, too.
#[test]
fn the_preview_follows_what_is_typed() {
    let id = "desk-preview";
    let _site = site(id);
    let page = signed_in();
    page.resize(1240, 900);
    open(&page, &format!("/sites/{id}/surveys/shop-nps"), "en");
    let shown = |text: &str| {
        let there = format!(
            "[...document.querySelectorAll('aside.preview iframe')].some(frame => !frame.hidden
            && frame.contentDocument?.body?.innerText.includes({}))",
            json!(text)
        );
        page.until(&there);
    };
    // 1.
    shown("How likely are you to recommend");
    let question = "[name='surveys.shop-nps.question.en']";
    let all_of = |field: &str| {
        page.eval(&format!(
            "(it => (it.focus(), it.select()))(document.querySelector(\"{field}\"))"
        ));
    };
    all_of(question);
    page.type_text("Would you come back?");
    shown("Would you come back?");
    assert_eq!(
        page.eval("document.querySelector('[data-changed]').textContent"),
        "1 field changed"
    );
    // 2.
    all_of("[name='surveys.shop-nps.goal']");
    page.type_text(" ");
    shown("Fill this in.");
}

/// Scripts and frames of hosted pages, which live at the same origin, get nothing of the desk.
#[test]
fn a_hosted_page_reaches_nothing_of_the_desk() {
    let id = "desk-apart";
    let _site = site(id);
    let page = signed_in();
    page.goto(&format!("{}/p/{id}/shop-nps", Workerd::shared().url()));
    let settings = json!(format!("/sites/{id}/settings"));
    let got = page.eval(&format!("fetch({settings}).then(reply => reply.status)"));
    assert_eq!(got, 403);
    let framed = page.eval(&format!(
        "new Promise(done => {{
            const frame = document.createElement('iframe');
            frame.onload = () => {{
                let text = '';
                try {{ text = frame.contentDocument.body.innerText }} catch {{}}
                done(text.includes('Segments and privacy'));
            }};
            frame.src = {settings};
            document.body.append(frame);
        }})"
    ));
    assert_eq!(framed, false);
    let opened = page.eval(&format!(
        "new Promise(done => {{
            const other = open({settings});
            setTimeout(() => {{
                let text = '';
                try {{ text = other.document.body.innerText }} catch {{}}
                done(text.includes('Segments and privacy'));
            }}, 1500);
        }})"
    ));
    assert_eq!(opened, false);
}

/// What somebody does to get from one field to the next, and to choose.
trait Way {
    fn type_into(&self, page: &Page, selector: &str, text: &str);
    fn choose(&self, page: &Page, selector: &str);
    fn send(&self, page: &Page, selector: &str);
    fn answer(&self, page: &Page);
}

/// By Tab, Space and Enter.
struct Keyboard;
/// By a finger, on 390 pixels.
struct Phone;

impl Way for Keyboard {
    fn type_into(&self, page: &Page, selector: &str, text: &str) {
        page.tab_to(selector);
        page.type_text(text);
    }
    fn choose(&self, page: &Page, selector: &str) {
        page.tab_to(selector);
        page.press(Key::Space);
    }
    fn send(&self, page: &Page, selector: &str) {
        page.tab_to(selector);
        page.press(Key::Enter);
    }
    fn answer(&self, page: &Page) {
        page.prompt().tab_to("score");
        page.press(Key::Digit(9));
    }
}

impl Way for Phone {
    fn type_into(&self, page: &Page, selector: &str, text: &str) {
        page.element(selector).tap();
        page.type_text(text);
    }
    fn choose(&self, page: &Page, selector: &str) {
        page.element(selector).tap();
    }
    fn send(&self, page: &Page, selector: &str) {
        page.element(selector).tap();
    }
    fn answer(&self, page: &Page) {
        page.prompt().score(9).tap();
    }
}

/// 1. Signing in, a new site, its tag on the page of the check.
/// 2. A touchpoint by address; the survey is asked there.
/// 3. The hosted page is handed out, and answered.
/// 4. The answer is on the overview.
#[track_caller]
fn from_nothing_to_an_answer(way: &dyn Way, id: &str, width: u32) {
    let koe = Workerd::shared().url();
    let page = Browser::start().tab();
    page.resize(width, 844);
    page.goto(&format!("{koe}/new-site?lang=en"));
    // 1.
    way.type_into(&page, "#key", ADMIN_KEY);
    way.send(&page, "form.card button.primary, section.card button.primary");
    page.until("document.querySelector('#name') !== null");
    way.type_into(&page, "#name", "Kokage");
    way.type_into(&page, "#origins", &format!("https://{id}.example"));
    way.send(&page, "form.card button.primary");
    let site = format!("{id}-example");
    page.until(&format!(
        "location.pathname === '/sites/{site}/check' && document.readyState === 'complete'"
    ));
    let tag = page.eval("document.querySelector('main').innerText");
    assert!(tag.as_str().unwrap().contains(&format!("/s/{site}.js")), "{tag}");
    // 2.
    page.goto(&format!("{koe}/sites/{site}/touchpoints?address=/thanks*"));
    way.type_into(&page, "details[open] [name=id]", "thanks");
    way.choose(&page, "details[open] [name='ask+shop-nps']");
    way.send(&page, "details[open] button.primary");
    page.until("location.search.includes('saved=1')");
    // 3.
    let visitor = Browser::start().tab();
    visitor.resize(width, 844);
    visitor.goto(&format!("{koe}/p/{site}/shop-nps?touchpoint=thanks&channel=link&lang=en"));
    way.answer(&visitor);
    // 4.
    patience::eventually("the answer on the overview", || {
        page.goto(&format!("{koe}/sites/{site}"));
        let text = page.eval("document.querySelector('main').innerText");
        text.as_str().unwrap().contains("n = 1").then_some(())
    });
}

#[test]
fn a_keyboard_alone_sets_up_a_site() {
    from_nothing_to_an_answer(&Keyboard, "by-keyboard", 1240);
}

#[test]
fn a_phone_alone_sets_up_a_site() {
    from_nothing_to_an_answer(&Phone, "by-phone", 390);
}
