//! The owner who notes what was changed, and looks along the journey: without a script, by a finger and by a mouse.

use std::fmt::Write as _;

use jiff::{Timestamp, ToSpan, tz::TimeZone};
use koe_tests::{
    browser::Key,
    desk::{open, signed_in},
    fixtures::{Site, documents, with},
    patience,
    workerd::Workerd,
};
use serde_json::json;

const DAY: i64 = 86_400;

/// The day so many days before today, in Tokyo.
fn day_before(days: i64) -> String {
    let tokyo = TimeZone::get("Asia/Tokyo").unwrap();
    let today = Timestamp::now().to_zoned(tokyo).date();
    today.checked_sub(days.days()).unwrap().to_string()
}

/// A shop with stages, and answers of forty days: better since ten days ago at the cart, few after support.
fn shop(id: &str) -> Site {
    let touchpoints = json!([
        { "id": "browsing", "stage": "visit" }, { "id": "after-sales-call", "stage": "sales" },
        { "id": "cart", "stage": "purchase" }, { "id": "post-purchase", "stage": "purchase" },
        { "id": "unboxing", "stage": "use" }, { "id": "after-support", "stage": "support" },
    ]);
    let survey = |id: &str, metric: &str, touchpoints: serde_json::Value| json!({ "id": id, "metric": metric, "goal": id, "touchpoints": touchpoints });
    let surveys = json!([
        survey("nps", "nps", json!(["browsing", "post-purchase", "after-sales-call", "cart"])),
        survey("ces", "ces", json!(["cart", "after-support"])),
        survey("csat", "csat", json!(["browsing", "after-support"])),
    ]);
    let fields = json!({ "name": "こかげ道具店", "touchpoints": touchpoints, "surveys": surveys, "timezone": "Asia/Tokyo" });
    let site = Site::open(&Workerd::shared().client(), id, &with(&documents::shop(), &fields));
    let mut rows = Vec::new();
    let mut add = |survey: &str, touchpoint: &str, scores: &[u8], days: std::ops::Range<i64>| {
        for day in days {
            for (n, score) in scores.iter().enumerate() {
                let n = i64::try_from(n).unwrap();
                let at = Timestamp::now().as_second() - day * DAY - 3_607 * n;
                let comment = match (*score, n % 4) {
                    (0..=3, 0) => "送料が最後まで分からず、一度やめました。".to_owned(),
                    (0..=4, 1) => format!("Three days and no answer ({day})."),
                    _ => String::new(),
                };
                rows.push(format!("{survey},{score},{at},{touchpoint},{comment},p{n}"));
            }
        }
    };
    add("nps", "browsing", &[10, 9, 8, 6], 1..40);
    add("nps", "cart", &[3, 10, 6], 10..40);
    add("nps", "cart", &[10, 10, 9, 8], 1..10);
    add("nps", "after-sales-call", &[9], 2..5);
    add("ces", "cart", &[5, 4, 4], 1..30);
    add("ces", "after-support", &[2, 4, 5], 1..9);
    add("csat", "browsing", &[5, 4, 2], 1..20);
    add("csat", "after-support", &[1, 2, 5, 5, 4], 1..30);
    for some in rows.chunks(120) {
        let mut table = "survey,score,answered_at,touchpoint,comment,respondent\n".to_owned();
        for row in some {
            let _ = writeln!(table, "{row}");
        }
        let path = site.path("/imports?date_format=unix");
        let import = site.client.post(path).key(&site.write_key).body("text/csv", &*table);
        import.send().is(200);
    }
    site
}

/// 1. The journey at both widths, in both languages and schemes: a picture, which fits; the checker finds nothing.
/// 2. The notes, the same, with the answer to one.
#[test]
fn journey_and_notes_fit_and_are_found_without_fault() {
    let id = "noting-looks";
    let site = shop(id);
    for (at, text) in [
        (day_before(10), "カートの入力欄を 12から 6に減らした"),
        (day_before(1), "送料を商品ページに出した"),
        (day_before(60), "<b>サイト</b>を新しくした"),
    ] {
        let note = json!({ "at": at, "text": text, "touchpoint": (text.starts_with('カ')).then_some("cart") });
        site.client.post(site.path("/notes")).key(&site.write_key).json(&note).send().is(201);
    }
    let page = signed_in();
    for (lang, scheme) in [("ja", "light"), ("en", "dark"), ("en", "light"), ("ja", "dark")] {
        page.emulate(&[("prefers-color-scheme", scheme), ("prefers-reduced-motion", "reduce")]);
        for (name, path) in [("journey", "/journey"), ("notes", "/notes")] {
            for (width, height) in [(1240, 900), (390, 844), (320, 640)] {
                let what = format!("{name}-{lang}-{scheme}-{width}");
                page.resize(width, height);
                let url = format!("{}/sites/{id}{path}?lang={lang}", Workerd::shared().url());
                open(&page, &url);
                let wide = page.eval("document.documentElement.scrollWidth > innerWidth");
                assert_eq!(wide, false, "{what} stands beside the window");
                let whole = page.eval("document.documentElement.scrollHeight").as_u64();
                let whole = whole.and_then(|whole| u32::try_from(whole).ok()).unwrap_or(height);
                page.resize(width, whole.max(height));
                page.screenshot(&format!("noting-{what}"));
                if width == 320 {
                    continue;
                }
                let findings = page.axe_on_the_page();
                assert_eq!(findings.violations, [""; 0], "{what}");
                assert!(findings.passes > 5, "{what}: {findings:?}");
            }
        }
    }
    let told: Vec<_> = page.console();
    assert!(told.is_empty(), "{told:?}");
}

/// 1. Without scripts, by keyboard: a note is typed and sent; it stands there at once.
/// 2. It is asked whether it helped.
/// 3. It is deleted, after one is asked; it is gone at once.
#[test]
fn a_note_is_written_asked_and_deleted_without_scripts() {
    let id = "noting-plain";
    let _site = shop(id);
    let page = signed_in();
    page.without_scripts();
    page.goto(&format!("{}/sites/{id}/journey?lang=en", Workerd::shared().url()));
    let says = |text: &str| {
        patience::eventually(text, || {
            // Between two pages there is none.
            let told = page.eval("document.querySelector('main')?.innerText ?? ''");
            told.as_str().is_some_and(|told| told.contains(text)).then_some(())
        });
    };
    says("Stages are not joined by a line");
    page.tab_to("main a[href$='/notes']");
    page.press(Key::Enter);
    says("There is no note yet.");
    // 1.
    page.tab_to("[name=text]");
    page.type_text("Shorter <i>checkout</i>");
    page.press(Key::Enter);
    says("Added.");
    says("Shorter <i>checkout</i>");
    // 2.
    says("This can be told from");
    // 3.
    page.tab_to("details.more summary");
    page.press(Key::Enter);
    says("It can’t be brought back.");
    page.tab_to("button.danger");
    page.press(Key::Enter);
    says("Deleted.");
    says("There is no note yet.");
}
