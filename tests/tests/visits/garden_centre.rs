//! The report of a garden centre: 13,612 real scores with 3,802 comments, walked through with scripts and without.

use koe_tests::{
    browser::Page,
    client::Lab,
    desk::{open, press, signed_in_at},
    fixtures::Site,
    workerd::Workerd,
    workspace,
};
use serde_json::json;
use std::{fs, sync::OnceLock};

const ID: &str = "garden-centre";
const DAYS: u64 = 40;
/// Rows of an import.
const ROWS: usize = 120;
/// The touchpoints, with their stages.
const TOUCHPOINTS: [(&str, &str); 3] =
    [("browsing", "visit"), ("post-purchase", "purchase"), ("after-support", "support")];
/// All of the answers: the clock of the Lab stands at the end of them.
const RANGE: &str = "from=2026-10-11&to=2026-11-22&lang=en";

/// The cells of a line, as they are written. No comment holds a line's end.
fn cells(line: &str) -> Vec<&str> {
    let mut is_quoted = false;
    line.split(|c| {
        is_quoted ^= c == '"';
        c == ',' && !is_quoted
    })
    .collect()
}

/// The file as tables to import: scores and comments, spread over the days and touchpoints.
fn tables() -> Vec<String> {
    let file = fs::read_to_string(workspace::root().join("tests/data/garden-centre-nps.csv"));
    let file = file.expect("the data is part of the project");
    let rows: Vec<_> = file.lines().skip(1).map(cells).filter(|row| row[2] != "NA").collect();
    let end: jiff::Timestamp = "2026-11-21T02:00:00Z".parse().unwrap();
    let apart = DAYS * 86_400 / rows.len() as u64;
    let line = |(n, row): (usize, &Vec<&str>)| {
        let at = end - std::time::Duration::from_secs(apart * n as u64);
        let touchpoint = TOUCHPOINTS[n % TOUCHPOINTS.len()].0;
        let comment = if row[5] == "NA" { "" } else { row[5] };
        format!("{},{at},{n},{touchpoint},{comment}\n", row[2])
    };
    let lines: Vec<String> = rows.iter().enumerate().map(line).collect();
    let head = "score,answered_at,external_id,touchpoint,comment\n";
    lines.chunks(ROWS).map(|some| head.to_owned() + &some.concat()).collect()
}

/// A Worker in whose storage the answers are. They are imported on a store in memory, which takes seconds.
fn koe() -> &'static Workerd {
    static KOE: OnceLock<Workerd> = OnceLock::new();
    KOE.get_or_init(|| {
        let touchpoints =
            TOUCHPOINTS.map(|(id, stage)| json!({ "id": id, "stage": stage })).to_vec();
        let document = json!({
            "name": "Jardinerie", "origins": ["https://garden.example"], "timezone": "Europe/Paris",
            "locales": ["fr", "en"], "touchpoints": touchpoints,
            "themes": {
                "price": ["prix", "cher", "chère", "tarif", "tarifs"],
                "staff": ["personnel", "vendeur", "vendeurs", "vendeuse", "conseil", "conseils", "accueil"],
                "waiting": ["attente", "caisse", "caisses"],
            },
            "surveys": [{ "id": "shop-nps", "metric": "nps", "goal": "Would they come back?",
                          "touchpoints": TOUCHPOINTS.map(|(id, _)| id) }],
        });
        let lab = Lab::new();
        let site = Site::open(&lab.client(), ID, &document);
        for table in tables() {
            let path = site.path("/imports?survey=shop-nps");
            let call = site.client.post(path).key(&site.write_key).body("text/csv", table);
            call.send().is(200);
        }
        // What imports keep to know a row again is of no use here.
        let is_read = |key: &str| ["site/", "answer/"].iter().any(|kind| key.starts_with(kind));
        let mut entries = lab.entries();
        entries.retain(|entry| entry["key"].as_str().is_some_and(is_read));
        Workerd::filled(&entries)
    })
}

#[track_caller]
fn reads(page: &Page, parts: &[&str]) {
    let text = page.eval("document.querySelector('main').innerText");
    let text = text.as_str().unwrap();
    for part in parts {
        assert!(text.contains(part), "{part}: {text}");
    }
}

/// Presses a link and waits for the page that it leads to.
#[track_caller]
fn follow(page: &Page, selector: &str) {
    page.eval("window.isLeft = true");
    press(page, selector);
    page.until("!window.isLeft && document.readyState === 'complete'");
}

/// 1. The overview has the published score.
/// 2. The trend, week by week, and each touchpoint.
/// 3. The journey, stage by stage.
/// 4. The comments: as many as were written, the themes of the owner's words, and what detractors say.
/// 5. A term leads to the comments that have it.
#[track_caller]
fn is_read(with_scripts: bool) {
    let page = signed_in_at(koe());
    if !with_scripts {
        page.without_scripts();
    }
    page.resize(1240, 900);
    let at = |tab: &str| format!("{}/sites/{ID}{tab}?{RANGE}", koe().url());
    // 1.
    open(&page, &at(""));
    reads(&page, &["53", "52 to 55", "n = 13,612"]);
    // 2.
    follow(&page, ".tabs.top a[href*='/trend']");
    follow(&page, ".segments a[href*='interval=week']");
    reads(&page, &["NPS by week", "By touchpoint", "While browsing", "After a purchase"]);
    let weeks = page.eval("document.querySelectorAll('.series-plot .point').length");
    assert_eq!(weeks, 6);
    // 3.
    follow(&page, ".tabs.top a[href*='/journey']");
    reads(&page, &["Visit", "Purchase", "Support", "n = 4,538", "n = 4,537"]);
    // 4.
    follow(&page, ".tabs.top a[href*='/comments']");
    reads(
        &page,
        &[
            "3,802",
            "The newest 1,200 comments were read",
            "Price",
            "Staff",
            "More among detractors",
            "prix",
        ],
    );
    // 5.
    follow(&page, ".terms a[href*='term=prix']");
    let without = page.eval(
        "[...document.querySelectorAll('.remarks .words')]
        .filter(it => !/prix/i.test(it.textContent)).map(it => it.textContent).join('|')",
    );
    assert_eq!(without, "");
    reads(&page, &["Distinctive term: prix"]);
}

#[test]
fn the_garden_centre_is_read_with_scripts() {
    is_read(true);
}

#[test]
fn the_garden_centre_is_read_without_scripts() {
    is_read(false);
}
