//! Importing by a file that a person chooses at the desk.

mod bad;
mod found;
mod pieces;

use axum::Router;
use axum::body::Body;
use serde_json::Value;

use crate::counting::{Counting, Operations};
use crate::deployment::{ADMIN_KEY, Deployment, Reply, put_site, send};
use crate::desk::{Person, field};

const PAGE: &str = "/sites/kokage/import";
const BOUNDARY: &str = "----koe-test";
/// Two rows that are answers, one off the scale, and one without a score.
const TABLE: &str = "score,answered_at,comment,plan\r\n\
    9,2026-11-03 09:05,<b>kind</b>,pro\r\n3,2026-11-03 18:40,,free\r\n11,2026-11-04 10:00,,\r\n,2026-11-04 10:00,,\r\n";

/// A form with these fields, and then the file.
fn form(fields: &[(&str, &str)], file: Option<(&str, &[u8])>) -> Vec<u8> {
    let mut body = Vec::new();
    let mut part = |head: &str, bytes: &[u8]| {
        let head = format!("--{BOUNDARY}\r\nContent-Disposition: form-data; {head}\r\n\r\n");
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n");
    };
    for (name, value) in fields {
        part(&format!("name=\"{name}\""), value.as_bytes());
    }
    if let Some((name, bytes)) = file {
        part(&format!("name=\"file\"; filename=\"{name}\"\r\nContent-Type: text/csv"), bytes);
    }
    body.extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
    body
}

/// A person at the page of the import.
struct Visitor<'a> {
    app: &'a Router,
    person: Person,
    token: String,
}

impl<'a> Visitor<'a> {
    async fn at(app: &'a Router) -> Self {
        let mut person = Person::signed_in(app, ADMIN_KEY).await;
        let page = person.open(app, PAGE).await;
        assert_eq!(page.status, 200, "{}", page.text);
        let token = field(&page.text, "token");
        Self { app, person, token }
    }

    /// Sends a form, with the token first.
    async fn send(&mut self, fields: &[(&str, &str)], file: Option<(&str, &[u8])>) -> Reply {
        let token = self.token.clone();
        let fields: Vec<_> =
            [("token", &*token)].into_iter().chain(fields.iter().copied()).collect();
        self.send_raw(form(&fields, file), &[]).await
    }

    /// Sends a piece, as the script does.
    async fn send_piece(&mut self, fields: &[(&str, &str)], piece: &str) -> Reply {
        let token = self.token.clone();
        let all = [("token", &*token), ("do", "import")];
        let fields: Vec<_> = all.into_iter().chain(fields.iter().copied()).collect();
        let headers = [("accept", "application/json"), ("sec-fetch-dest", "empty")];
        self.send_raw(form(&fields, Some(("a.csv", piece.as_bytes()))), &headers).await
    }

    async fn send_raw(&mut self, body: impl Into<Body>, headers: &[(&str, &str)]) -> Reply {
        let kind = format!("multipart/form-data; boundary={BOUNDARY}");
        let own = [("sec-fetch-site", "same-origin"), ("content-type", &*kind)];
        let headers: Vec<_> = headers.iter().copied().chain(own).collect();
        self.person.send_body(self.app, "POST", PAGE, &headers, body.into()).await
    }

    /// Sends the form of a look as it stands, and what is given in place of its fields.
    async fn import(&mut self, look: &str, instead: &[(&str, &str)]) -> Reply {
        self.send_look(look, &[instead, &[("do", "import")]].concat()).await
    }

    /// The same without importing.
    async fn send_look(&mut self, look: &str, instead: &[(&str, &str)]) -> Reply {
        let fields = fields_of(look);
        let mut sent: Vec<(&str, &str)> = Vec::new();
        for (name, value) in fields.iter().filter(|(name, _)| name != "token") {
            let given = instead.iter().find(|(given, _)| given == name);
            sent.push((name, given.map_or(value.as_str(), |(_, value)| value)));
        }
        sent.extend(instead.iter().filter(|(name, _)| *name == "do"));
        self.send(&sent, None).await
    }
}

/// The fields of the form with a file, as a browser would send them.
fn fields_of(page: &str) -> Vec<(String, String)> {
    let form = page.split("data-upload").nth(1).unwrap().split("</form>").next().unwrap();
    let attribute = |tag: &str, name: &str| {
        let value = tag.split(&format!(" {name}=\"")).nth(1)?.split('"').next()?;
        let value = value.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">");
        Some(value.replace("&amp;", "&"))
    };
    let mut fields = Vec::new();
    for tag in form.split('<') {
        let name = attribute(tag, "name").unwrap_or_default();
        if tag.starts_with("select") {
            fields.push((name, String::new()));
        } else if tag.starts_with("option") && tag.contains(" selected") {
            fields.last_mut().unwrap().1 = attribute(tag, "value").unwrap();
        } else if tag.starts_with("input") && !name.is_empty() && name != "file" {
            fields.push((name, attribute(tag, "value").unwrap_or_default()));
        }
    }
    fields
}

async fn answers(app: &Router) -> Vec<Value> {
    let path = "/v1/sites/kokage/answers?from=2025-01-01&to=2026-12-31";
    send(app, "GET", path, &Value::Null).await.json()["answers"].as_array().unwrap().clone()
}

#[tokio::test]
async fn a_file_is_looked_at_and_then_imported() {
    let app = Deployment::new().isolate();
    put_site(&app, 1).await;
    let mut visitor = Visitor::at(&app).await;
    let file = Some(("answers <1>.csv", TABLE.as_bytes()));
    let look = visitor.send(&[("survey", "shop-nps")], file).await;
    assert_eq!(look.status, 200, "{}", look.text);
    for said in [
        "answers &lt;1&gt;.csv",
        "UTF-8 · separated by commas",
        "2 new, 0 replaced, 0 there already, 2 refused.",
        "&lt;b&gt;kind&lt;/b&gt;",
        "n = 2 · 95% interval",
        "Preliminary: fewer than 30",
        "Line 4",
        "the score is off the scale",
        "it has no score",
        "About 8 writes. The free plan has 1,000 a day, so that is 1 day of it.",
        "about 0.01 dollars",
    ] {
        assert!(look.text.contains(said), "{said}: {}", look.text);
    }
    assert!(!look.text.contains("<b>kind"));
    assert_eq!(answers(&app).await.len(), 0, "nothing is stored");

    let done = visitor.import(&look.text, &[]).await;
    assert_eq!(done.status, 200, "{}", done.text);
    assert!(
        done.text.contains("Imported 2 new, 0 replaced, 0 there already, 2 refused."),
        "{}",
        done.text
    );
    assert_eq!(answers(&app).await.len(), 2);

    // The same once more adds nothing, by the page and by the API: the batch is the same.
    let again = visitor.import(&look.text, &[]).await;
    assert!(again.text.contains("Imported 0 new, 0 replaced, 2 there already"), "{}", again.text);
    let path = "/v1/sites/kokage/imports?survey=shop-nps";
    let api = send(&app, "POST", path, &Value::from(TABLE)).await.json();
    assert_eq!((&api["accepted"], &api["duplicates"]), (&0.into(), &2.into()));
    let listed = visitor.person.open(&app, PAGE).await.text;
    let batch = api["batch"].as_str().unwrap();
    assert_eq!(field(&listed, "undo"), batch);
}

/// What is said of columns becomes what they are, and what was not looked at is looked at first.
#[tokio::test]
async fn columns_are_said_by_hand() {
    let app = Deployment::new().isolate();
    put_site(&app, 1).await;
    let mut visitor = Visitor::at(&app).await;
    let table = "Points;When;Why;Plan;comment\n9;2026-11-03;kind;pro;internal\n";
    let look = visitor.send(&[("survey", "shop-nps")], Some(("a.csv", table.as_bytes()))).await;
    assert_eq!(look.status, 422);
    assert!(look.text.contains("choose it in the table below"), "{}", look.text);
    assert!(look.text.contains(">kind</small>"), "the columns can be chosen: {}", look.text);
    let said = [
        ("column.1", "score"),
        ("column.2", "answered_at"),
        ("column.3", "comment"),
        ("column.4", "segment"),
        ("column.5", ""),
    ];
    // Importing at once is looking first.
    let look = visitor.import(&look.text, &said).await;
    assert!(look.text.contains("The settings changed"), "{}", look.text);
    assert_eq!(answers(&app).await.len(), 0);
    let done = visitor.import(&look.text, &[]).await;
    assert!(done.text.contains("Imported 1 new"), "{}", done.text);
    let stored = &answers(&app).await[0];
    assert_eq!((&stored["score"], &stored["comment"]), (&9.into(), &"kind".into()));
    assert_eq!(stored["segments"]["plan"], "pro");
}

#[tokio::test]
async fn a_batch_is_taken_back() {
    let app = Deployment::new().isolate();
    put_site(&app, 1).await;
    let mut visitor = Visitor::at(&app).await;
    let look = visitor.send(&[("survey", "shop-nps")], Some(("a.csv", TABLE.as_bytes()))).await;
    let done = visitor.import(&look.text, &[]).await;
    let (token, batch) = (visitor.token.clone(), field(&done.text, "undo"));
    let fields = [("token", &*token), ("undo", &*batch)];
    let undone = visitor.person.post(&app, PAGE, &fields).await;
    let to = undone.header("location").unwrap().to_owned();
    assert_eq!((undone.status, to), (303, format!("{PAGE}?batch={batch}&undone=2&left=0")));
    assert_eq!(answers(&app).await.len(), 0);
    let told = visitor.person.open(&app, undone.header("location").unwrap()).await;
    assert!(told.text.contains("Taken back: 2. It can be imported again."), "{}", told.text);
    let gone = visitor.person.post(&app, PAGE, &fields).await;
    assert_eq!(gone.status, 404);
    assert!(gone.text.contains("There is no such import"), "{}", gone.text);
    let left = format!("{PAGE}?batch={batch}&undone=100&left=20");
    let more = visitor.person.open(&app, &left).await;
    assert!(more.text.contains("20 rows are left") && more.text.contains("Go on"));
}

#[tokio::test]
async fn two_people_at_once_lose_nothing() {
    let deployment = Deployment::new().settling(600);
    let app = deployment.isolate();
    put_site(&app, 1).await;
    let mut one = Visitor::at(&app).await;
    let mut other = Visitor::at(&app).await;
    let first = one.send(&[("survey", "shop-nps")], Some(("a.csv", TABLE.as_bytes()))).await;
    let table = TABLE.replace("kind", "slow");
    let second = other.send(&[("survey", "shop-nps")], Some(("b.csv", table.as_bytes()))).await;
    assert_eq!(one.import(&first.text, &[]).await.status, 200);
    let waits = other.import(&second.text, &[]).await;
    assert_eq!((waits.status, waits.header("retry-after")), (409, Some("600")));
    assert!(waits.text.contains("Try again in 600 seconds. The file is still in this page."));
    assert_eq!(one.import(&first.text, &[]).await.status, 200, "its own mark holds up nobody");
    deployment.pass(600);
    let done = other.import(&waits.text, &[]).await;
    assert!(done.text.contains("Imported 1 new"), "{}", done.text);
    assert_eq!(answers(&app).await.len(), 3);
}

/// What a page costs beside its rows: the key, the site, and the list of imports.
#[tokio::test]
async fn a_page_costs_few_operations() {
    let deployment = Deployment::new();
    let counting = Counting::new(&deployment);
    let app = deployment.behind(counting.clone()).isolate();
    put_site(&app, 1).await;
    let mut visitor = Visitor::at(&app).await;
    let all = |spent: Operations| spent.reads + spent.writes + spent.deletes + spent.lists;
    counting.spent();
    visitor.person.open(&app, PAGE).await;
    let start = all(counting.spent());
    let rows = "9,2026-11-03\n".repeat(500);
    let table = format!("score,answered_at\n{rows}");
    visitor.send(&[("survey", "shop-nps")], Some(("a.csv", table.as_bytes()))).await;
    let look = all(counting.spent());
    assert!(start <= 5 && look <= 5, "{start}, {look}");
    let small = "score,answered_at\n9,2026-11-03\n";
    let look = visitor.send(&[("survey", "shop-nps")], Some(("a.csv", small.as_bytes()))).await;
    assert!(all(counting.spent()) <= 10);
    let told = look.text.split("About ").nth(1).unwrap().split(' ').next().unwrap().to_owned();
    visitor.import(&look.text, &[]).await;
    // A row, its source, its late mark, and its request; where an import settles, a mark of that as well.
    assert_eq!((counting.spent().writes, &*told), (4, "5"));
}

#[tokio::test]
async fn the_page_is_in_japanese_too() {
    let app = Deployment::new().isolate();
    put_site(&app, 1).await;
    let mut visitor = Visitor::at(&app).await;
    let fields = [("token", &*visitor.token.clone()), ("survey", "shop-nps")];
    let body = form(&fields, Some(("回答.csv", TABLE.as_bytes())));
    let look = visitor.send_raw(body, &[("accept-language", "ja")]).await;
    for said in [
        "このように読み取りました",
        "4行目",
        "スコアが尺度の外です",
        "参考値（30件未満）",
        "約 8回",
    ] {
        assert!(look.text.contains(said), "{said}: {}", look.text);
    }
}
