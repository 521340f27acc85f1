//! フォロー in a browser: forty cases are worked on with the keyboard alone, with scripts and without; two people at
//! once; a case from the first look to the next one.

use super::desk_pages::Look;
use koe_tests::{
    browser::{Key, Page},
    desk::{self, press, signed_in},
    fixtures::{Site, documents, with},
    workerd::Workerd,
};
use serde_json::{Value, json};

const CASES: usize = 40;

/// A site whose rule opens a case of each detractor, with so many of them.
fn site(id: &str, cases: usize) -> Site {
    let fields = json!({
        "identity": { "require_signature": false },
        "alerts": [{
            "id": "unhappy", "name": "Unhappy answers", "when": { "bucket": "detractor" }, "to": [],
            "open_case": true,
        }],
        "playbooks": { "post-purchase": { "en": "Send a new lid, call to apologise.", "ja": "交換品を送り、電話でお詫び" } },
    });
    let site = Site::open(&Workerd::shared().client(), id, &with(&documents::shop(), &fields));
    let comments = [
        "The lid arrived chipped. Three days without an answer, refund me.",
        "二重請求の疑い。カード会社に連絡する前に確認を希望。",
        "The shipping cost only shows on the last screen.",
        "المنتج وصل مكسوراً وأريد استرداد المال",
    ];
    for n in 0..cases {
        let mut answer = json!({
            "score": n % 7, "comment": comments[n % comments.len()], "touchpoint": "post-purchase",
            "respondent": { "id": format!("u_{}", n % 30) },
        });
        if n % 2 == 0 {
            answer["contact"] =
                json!({ "email": "taro@example.com", "name": "山田 太郎", "consent": true });
        }
        site.take(&site.answer("shop-nps", &answer));
    }
    site
}

fn address(site: &str, rest: &str) -> String {
    format!("{}/sites/{site}/cases{rest}", Workerd::shared().url())
}

/// How many cases of the page stand like this.
fn standing(circle: &str) -> String {
    format!(
        "document.readyState === 'complete' && document.querySelectorAll('.circle.{circle}').length"
    )
}

/// Presses Tab until the element of that selector has the focus, and tells how often.
#[track_caller]
fn tab_to(page: &Page, selector: &str) -> usize {
    let is_there = format!("document.activeElement.matches({})", json!(selector));
    for keys in 1..=60 {
        page.press(Key::Tab);
        if page.eval(&is_there) == true {
            return keys;
        }
    }
    panic!("Tab does not lead to {selector}");
}

/// 1. Tab leads to the first row's button. Enter marks it as contacted, or as solved where nobody asked for a reply, and
///    the next row's button waits: forty are dealt with by forty times Enter.
/// 2. All that is left is ticked at once and marked as solved.
fn forty_by_keyboard(id: &str, with_scripts: bool) {
    site(id, CASES);
    let page = signed_in();
    if !with_scripts {
        page.without_scripts();
    }
    desk::open(&page, &address(id, "?lang=en"));
    page.until(&format!("{} === {CASES}", standing("open")));
    // 1.
    let to_first = tab_to(&page, ".cases .act button");
    for done in 1..=CASES {
        page.press(Key::Enter);
        let left = CASES - done;
        page.until(&format!("{} === {left}", standing("open")));
        if left > 0 {
            page.until("document.activeElement.matches('.cases .act button[autofocus]')");
        }
    }
    let contacted = page.eval("document.querySelectorAll('.circle.half').length");
    let each = to_first + CASES;
    println!("{CASES} cases by keyboard: {to_first} times Tab, {CASES} times Enter ({each} keys)");
    assert!(each <= 100, "{each} keys");
    assert_eq!(contacted, CASES / 2);
    // 2.
    if with_scripts {
        desk::open(&page, &address(id, "?state=active&lang=en"));
        let mut keys = tab_to(&page, "[data-ticks]");
        page.press(Key::Space);
        page.press(Key::BackTab);
        page.press(Key::BackTab);
        page.until("document.activeElement.value === 'resolved'");
        page.press(Key::Enter);
        keys += 4;
        page.until("document.querySelector('.nothing') !== null");
        println!("the {} that are left, at once: {keys} keys", CASES / 2);
        desk::open(&page, &address(id, "?state=closed&lang=en"));
        page.until(&format!("{} === {CASES}", standing("full")));
    }
    assert!(page.console().is_empty(), "{:?}", page.console());
}

#[test]
fn forty_cases_are_worked_on_by_keyboard() {
    forty_by_keyboard("cases-keyboard", true);
}

#[test]
fn forty_cases_are_worked_on_by_keyboard_without_scripts() {
    forty_by_keyboard("cases-plain", false);
}

/// The list of forty, one case and the figures, in both languages and schemes: pictures, nothing beside the window, and
/// the checker finds nothing.
#[test]
fn the_pages_of_cases_are_whole() {
    let id = "cases-looks";
    let site = site(id, CASES);
    let cases = site.cases();
    let event = |place: usize, event: &Value| site.note(&cases[place], event);
    event(
        0,
        &json!({ "id": "a", "kind": "contacted", "text": "By telephone, a new lid is on its way." }),
    );
    event(1, &json!({ "id": "a", "kind": "resolved", "text": "Sent again" }));
    event(2, &json!({ "id": "a", "kind": "assigned", "assignee": "佐藤" }));
    let page = signed_in();
    for look in [Look { lang: "ja", scheme: "light" }, Look { lang: "en", scheme: "dark" }] {
        page.emulate(&look.features());
        for (name, rest) in [
            ("cases-forty", String::new()),
            ("case", format!("/{}", cases[0]["id"].as_str().unwrap())),
            ("case-figures-told", "/figures".to_owned()),
        ] {
            desk::open(&page, &address(id, &format!("{rest}?lang={}", look.lang)));
            look.at(&page, name);
        }
    }
}

/// 1. Two people see the same list. One marks a case as contacted.
/// 2. The other, whose page is older, marks it as solved: the page says that somebody was first, and what they did.
/// 3. Pressed once more, having seen that, it is solved.
#[test]
fn two_people_at_once_see_what_the_other_did() {
    let id = "cases-two";
    site(id, 1);
    let (one, other) = (signed_in(), signed_in());
    for page in [&one, &other] {
        desk::open(page, &address(id, "?lang=en"));
    }
    // 1.
    press(&one, ".cases .act button");
    one.until(&format!("{} === 1", standing("half")));
    // 2.
    desk::focus(&other, "input[name^='case.']");
    other.press(Key::Space);
    press(&other, ".with-ticked button[value=resolved]");
    other.until("document.querySelector('tr.changed') !== null");
    let told = other.eval("document.querySelector('main').innerText");
    let told = told.as_str().unwrap();
    assert!(told.contains("Somebody did something on one of them first"), "{told}");
    assert!(told.contains("admin: Contacted"), "{told}");
    let findings = other.axe_on_the_page();
    assert_eq!(findings.violations, [""; 0]);
    // 3.
    press(&other, ".cases .act button");
    other.until(&format!("{} === 1", standing("full")));
}

/// 1. An owner opens the case of a comment beside it. 2. They write down what they did, and set a reminder that is wrong:
///    what was typed is kept. 3. Marked as contacted, the page says so and leads to the next case by one key.
#[test]
fn a_case_is_followed_up_from_a_comment() {
    let id = "cases-one";
    let site = site(id, 2);
    site.take(&site.answer(
        "shop-nps",
        &json!({ "score": 8, "comment": "Fine, but call me about the kettle" }),
    ));
    let page = signed_in();
    // 1.
    desk::open(&page, &format!("{}/sites/{id}/comments?q=kettle&lang=en", Workerd::shared().url()));
    press(&page, "form.deciding button[value=open]");
    page.until("location.pathname.includes('/cases/') && document.readyState === 'complete'");
    // 2.
    page.element("textarea[name=text]").click();
    page.type_text("Called, the kettle is fine.");
    page.eval("document.querySelector('details.more').open = true, 0");
    page.eval("document.querySelector('[name=at]').value = '2020-01-01T10:00', 0");
    press(&page, "button[value=remind]");
    page.until("document.querySelector('.note.urgent') !== null");
    assert_eq!(
        page.eval("document.querySelector('textarea').value"),
        "Called, the kettle is fine."
    );
    // 3.
    press(&page, ".acts button[value=contacted]");
    page.until("document.querySelector('.note.done') !== null");
    let told = page.eval("document.querySelector('main').innerText");
    assert!(told.as_str().unwrap().contains("Called, the kettle is fine."), "{told}");
    let here = page.eval("location.pathname");
    page.until("document.activeElement.matches('.note.done a[autofocus]')");
    page.press(Key::Enter);
    page.until(&format!("location.pathname !== {here} && document.readyState === 'complete'"));
    // From case to case the usual step waits for a key as well.
    page.until("document.activeElement.matches('.acts button.primary')");
}
