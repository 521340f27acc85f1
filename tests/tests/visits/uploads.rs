//! An owner who imports a file in the browser, piece by piece.

use koe_tests::{
    browser::{Browser, Page},
    fixtures::Site,
    patience,
    workerd::Workerd,
    workspace,
};
use serde_json::{Value, json};
use std::{env, fmt::Write as _, fs, process::Command};

const ROWS: usize = 1_000;

/// Rows with line ends, quotes and commas in their comments. Each stands twice, 500 rows apart; one in a hundred has no
/// score that is a number; the last but one corrects the first.
fn table() -> String {
    let mut table = "answered_at,\"score\",comment,external_id\r\n".to_owned();
    for row in 0..ROWS {
        let (day, minute) = (1 + row % 500 / 250, row % 250 / 5);
        let score = if row % 100 == 99 { "n/a".to_owned() } else { (row % 500 % 11).to_string() };
        let comment = match row % 10 {
            0 => "「また来ます」, \"\"kind\"\"\r\nand quick".to_owned(),
            _ => format!("row {}", row % 500),
        };
        let id = if row == 0 || row == ROWS - 2 { "one" } else { "" };
        let _ = write!(table, "2026-11-{day:02} 10:{minute:02},{score},\"{comment}\",{id}\r\n");
    }
    table
}

fn signed_in(site: &Site) -> Page {
    let page = Browser::start().open(&format!("{}/?lang=en", Workerd::shared().url()));
    page.eval(&format!(
        "document.querySelector('[name=key]').value = {}, 0",
        json!(site.write_key)
    ));
    page.element("form button.primary").click();
    page.until("location.pathname.startsWith('/sites/')");
    page
}

/// Opens the page of the import and chooses a file.
fn choose(page: &Page, site: &Site, name: &str, bytes: &[u8]) {
    page.goto(&format!("{}/sites/{}/import?survey=shop-nps", Workerd::shared().url(), site.id));
    page.until("document.readyState === 'complete'");
    page.eval(&format!(
        "(() => {{ const all = new DataTransfer(); all.items.add(new File([new Uint8Array({})], {}));
        document.querySelector('[name=file]').files = all.files }})()",
        json!(bytes),
        json!(name)
    ));
    page.element("form.card button.primary").click();
}

fn told(page: &Page) -> Value {
    page.eval("document.querySelector('[data-told]').textContent")
}

/// Waits until all pieces are sent, and gives what came of them.
fn sum(page: &Page) -> Value {
    page.until("document.querySelector('[data-after]')?.hidden === false");
    told(page)
}

/// 1. The file is looked at: all its rows, and nothing is stored.
/// 2. It is imported in pieces, stopped, and goes on.
/// 3. The same file again adds nothing, nor does the import tool: both tell equal rows in the same way.
/// 4. It is taken back as a whole.
#[test]
fn a_file_of_a_thousand_rows_is_imported_in_pieces() {
    let site = Site::shop(&Workerd::shared().client(), "uploads-pieces");
    let page = signed_in(&site);
    let file = table();
    choose(&page, &site, "answers.csv", file.as_bytes());
    page.element("[data-running]");
    let text = page.eval("document.querySelector('main').innerText");
    let text = text.as_str().unwrap();
    assert!(text.contains("990 can be imported, 10 are refused."), "{text}");
    assert!(text.contains("n = 989"), "{text}");
    assert_eq!(site.n("shop-nps"), 0);

    page.element("[name=do]").click();
    page.until("document.querySelector('progress').value > 0");
    page.element("[data-stop]").click();
    page.until("document.querySelector('[data-told]').textContent === 'Stopped.'");
    let done = page.eval("document.querySelector('progress').value").as_u64().unwrap();
    assert!((1..999).contains(&done), "{done}");
    page.element("[data-stop]").click();
    // Of the two rows of one id the last is sent.
    assert_eq!(sum(&page), "989 new, 0 replaced, 0 there already, 10 refused.");
    let lines = page.eval("document.querySelector('[data-lines]').children.length");
    assert_eq!(lines, 10);
    let line = page.eval("document.querySelector('[data-lines] li').textContent");
    // A header, and 99 rows before it of which ten have two lines.
    assert_eq!(line, "Line 111: the score is no whole number");
    patience::eventually("the rows to count", || (site.n("shop-nps") == 989).then_some(()));

    choose(&page, &site, "copy.csv", file.as_bytes());
    page.element("[name=do]").click();
    assert_eq!(sum(&page), "0 new, 0 replaced, 989 there already, 10 refused.");
    let by_tool = by_tool(&site, &file);
    assert!(by_tool.starts_with("accepted 0 replaced 0 duplicates 989"), "{by_tool}");

    page.element("[data-after] form button").click();
    page.until(
        "document.querySelector('[data-after] [role=status]').textContent.startsWith('Taken back')",
    );
    assert_eq!(page.console(), []);
}

/// Imports a file by the tool, and gives what it prints.
fn by_tool(site: &Site, file: &str) -> String {
    let folder = workspace::root().join("target/koe");
    let path = folder.join("uploads-pieces.csv");
    fs::create_dir_all(&folder).and_then(|()| fs::write(&path, file)).unwrap();
    let tests = env::current_exe().unwrap();
    let tool = tests.ancestors().nth(2).unwrap().join("xtask");
    let output = Command::new(workspace::made_by("cargo build --package xtask", tool))
        .args(["import", path.to_str().unwrap(), "--site", &site.id, "--survey", "shop-nps"])
        .env("KOE_URL", Workerd::shared().url())
        .env("KOE_KEY", &site.write_key)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    said.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// 1. A file of two megabytes in UTF-16 with a quote in a bare cell: its beginning is looked at, up to a row's end.
/// 2. An open quote at its end is found before anything is sent.
#[test]
fn of_a_large_file_the_beginning_is_looked_at() {
    let site = Site::shop(&Workerd::shared().client(), "uploads-large");
    let page = signed_in(&site);
    let row = "9\t2026-11-03 09:05\t5\" pipe\t\"two\nlines, and \"\"more\"\" of them\"\n";
    page.goto(&format!("{}/sites/{}/import?survey=shop-nps", Workerd::shared().url(), site.id));
    page.until("document.readyState === 'complete'");
    page.eval(&format!(
        "(() => {{ const text = '\\ufeffscore\\tanswered_at\\tpage\\tcomment\\n' + {}.repeat(15000) + '9\\t2026-11-03\\t\\t\"open';
        const all = new DataTransfer(); all.items.add(new File([new Uint16Array([...text].map((c) => c.charCodeAt()))], 'l.tsv'));
        document.querySelector('[name=file]').files = all.files }})()",
        json!(row)
    ));
    page.element("form.card button.primary").click();
    page.element("[data-running]");
    let text = page.eval("document.querySelector('main').innerText");
    let text = text.as_str().unwrap();
    assert!(text.contains("UTF-16LE · separated by tabs"), "{text}");
    assert!(text.contains("only its beginning was read"), "{text}");
    page.element("[name=do]").click();
    page.until("document.querySelector('[data-told]').textContent.includes('Nothing was sent')");
    assert_eq!(
        told(&page),
        "The quote that opens on line 30002 is never closed, so the rows after it can't be told apart. Nothing was sent."
    );
    assert_eq!(site.n("shop-nps"), 0);
}

/// Without the script, whose listeners `submit()` passes by:
/// 1. A small file is looked at, and the page that shows it brings it along to be imported.
/// 2. One of ten megabytes is refused by a page that says the two ways on.
#[test]
fn a_small_file_needs_no_script_and_a_large_one_is_told_why() {
    let site = Site::shop(&Workerd::shared().client(), "uploads-plain");
    let page = signed_in(&site);
    let submit = |text: &str| {
        let import = format!("/sites/{}/import?survey=shop-nps", site.id);
        page.goto(&format!("{}{import}", Workerd::shared().url()));
        page.eval(&format!(
            "(() => {{ const all = new DataTransfer(); all.items.add(new File([{text}], 'a.csv'));
            const form = document.querySelector('form[data-upload]');
            form.elements.file.files = all.files; form.submit() }})()"
        ));
    };
    submit("'score,answered_at,comment\\n9,2026-11-03,\"two\\nlines\"\\n'");
    page.until("document.querySelector('[name=table]') !== null");
    page.eval(
        "(() => { const form = document.querySelector('form[data-upload]');
        const run = Object.assign(document.createElement('input'), { name: 'do', value: 'import', type: 'hidden' });
        form.append(run); form.submit() })()",
    );
    page.until("document.querySelector('main')?.innerText.includes('Imported 1 new') === true");
    patience::eventually("the row to count", || (site.n("shop-nps") == 1).then_some(()));
    submit("'score,answered_at\\n' + '9,2026-11-03\\n'.repeat(800000)");
    page.until(
        "document.querySelector('.error')?.textContent.includes('cargo xtask import') === true",
    );
    assert_eq!(site.n("shop-nps"), 1);
}
