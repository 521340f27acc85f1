//! コメント in a browser: what visitors wrote is read, narrowed and searched, with scripts and without, and what
//! they wrote stays text of its own.

use koe_tests::{
    browser::{Key, Page},
    desk::{self, focus, press, signed_in},
    fixtures::{Site, documents},
    workerd::Workerd,
};
use serde_json::{Value, json};

/// Comments as strangers send them.
fn hostile() -> [String; 6] {
    [
        "<script>document.title = 'taken'</script> <img src=x onerror=\"document.title='taken'\">"
            .to_owned(),
        "\u{202e}desrever si siht\u{202c} and this is not".to_owned(),
        "👎".repeat(2_000),
        "x".repeat(4_000),
        "الخدمة سيئة جدا".to_owned(),
        "It arrived broken, still no reply".to_owned(),
    ]
}

fn open(page: &Page, path: &str) {
    desk::open(page, &format!("{}{path}", Workerd::shared().url()));
}

/// The comments of the list, as they are seen.
fn listed(page: &Page) -> Vec<String> {
    let texts = page.eval("[...document.querySelectorAll('.remarks .words')].map(it => it.querySelector('bdi').textContent)");
    let texts = texts.as_array().unwrap().iter();
    texts.map(|text| text.as_str().unwrap().to_owned()).collect()
}

#[track_caller]
fn is_whole(page: &Page, with_scripts: bool, what: &str) {
    let beside = page.eval("document.documentElement.scrollWidth <= innerWidth");
    assert_eq!(beside, Value::Bool(true), "{what}: something stands beside the window");
    let title = page.eval("document.title");
    assert!(title.as_str().unwrap().starts_with("Comments"), "{what}: {title}");
    // The checker is a script itself.
    if with_scripts {
        let findings = page.axe_on_the_page();
        assert_eq!(findings.violations, [""; 0], "{what}");
    }
}

/// 1. Hostile comments are listed, the urgent one first; nothing runs, nothing stands beside the window.
/// 2. A long one opens; a kind, a bucket and a search narrow the list, and can be undone.
/// 3. All of it again without scripts.
#[track_caller]
fn read_and_narrowed(id: &str, with_scripts: bool) {
    let site = Site::open(&Workerd::shared().client(), id, &documents::shop());
    for comment in hostile() {
        let answer = site.answer("shop-nps", &json!({ "score": 2, "comment": comment }));
        site.take(&answer);
    }
    let page = signed_in();
    if !with_scripts {
        page.without_scripts();
    }
    // 1.
    let path = format!("/sites/{id}/comments");
    for (width, height) in [(1240, 900), (390, 844), (320, 700)] {
        page.resize(width, height);
        open(&page, &format!("{path}?lang=en"));
        is_whole(&page, with_scripts, &format!("{width}"));
    }
    page.resize(1240, 900);
    let all = listed(&page);
    assert_eq!((all.len(), all[0].as_str()), (6, "It arrived broken, still no reply"));
    let directions = page.eval(
        "[...document.querySelectorAll('.remarks .words bdi')].map(it => getComputedStyle(it).unicodeBidi)
        .every(it => it === 'isolate')",
    );
    assert_eq!(directions, Value::Bool(true));
    // 2.
    press(&page, ".remarks details.words summary");
    page.until("document.querySelector('.remarks details.words').open");
    press(&page, ".kinds a");
    page.until("location.search.includes('only=urgent') && document.readyState === 'complete'");
    assert_eq!(listed(&page).len(), 1);
    press(&page, ".kinds a[aria-current]");
    page.until("!location.search.includes('only') && document.readyState === 'complete'");
    focus(&page, ".finding input[type=search]");
    page.type_text("NOT");
    page.press(Key::Enter);
    page.until("location.search.includes('q=NOT') && document.readyState === 'complete'");
    assert_eq!(listed(&page).len(), 1);
    press(&page, ".chosen a");
    page.until("!location.search.includes('q=') && document.readyState === 'complete'");
    assert_eq!(listed(&page).len(), 6);
    press(&page, ".parts a:last-child");
    page.until("location.search.includes('bucket=promoter') && document.readyState === 'complete'");
    assert_eq!(listed(&page).len(), 0);
    is_whole(&page, with_scripts, "an empty list");
    let told: Vec<_> = page.console();
    assert!(told.is_empty(), "{told:?}");
}

#[test]
fn comments_are_read_and_narrowed() {
    read_and_narrowed("comments-scripted", true);
}

/// 3.
#[test]
fn comments_are_read_and_narrowed_without_scripts() {
    read_and_narrowed("comments-plain", false);
}
