//! Files that are no tables, forms that are none, and people who may not.

use futures_util::{StreamExt, stream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::*;
use crate::deployment::send_with;
use serde_json::json;

/// Nothing of such a file is stored, and the page says what to do.
#[tokio::test]
async fn what_is_no_table_is_told() {
    let app = Deployment::new().isolate();
    put_site(&app, 1).await;
    let mut visitor = Visitor::at(&app).await;
    let utf_16: Vec<u8> =
        (0..2_000_u16).flat_map(|n| (n.wrapping_mul(7_919) | 1).to_le_bytes()).collect();
    let garbage = [vec![0xff, 0xfe], utf_16].concat();
    let big_quote = format!("score,comment\n9,\"{}", "x".repeat(5_000));
    for (file, said) in [
        (&b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0"[..], ""),
        (b"", "The file is empty"),
        (&garbage, ""),
        (b"PK\x03\x04\x14\0\0\0\x08\0", "a zip"),
        (b"<!doctype html><table></table>", "not a table"),
        (b"%PDF-1.7\n", "a PDF"),
        (b"score\0,answered_at\n9,2026-11-03\n", "NUL"),
        (big_quote.as_bytes(), "never closed"),
        (b"a,b\n1,2\n", "choose it in the table below"),
        (b"score,score,answered_at\n9,9,2026-11-03\n", "could both be the score"),
        (b"score,answered_at\n9,03/11/2026\n", "choose the order of dates"),
    ] {
        let reply = visitor.send(&[("survey", "shop-nps")], Some(("a.csv", file))).await;
        assert_eq!(reply.status, 422, "{said}: {}", reply.text);
        assert!(reply.text.contains("be imported like this"), "{}", reply.text);
        assert!(reply.text.contains(said), "{said}: {}", reply.text);
        let imported = visitor.import(&reply.text, &[]).await;
        assert_eq!(imported.status, 422, "{said}");
    }
    assert_eq!(answers(&app).await.len(), 0);
}

#[tokio::test]
async fn a_survey_that_is_not_there_and_no_file_are_told() {
    let app = Deployment::new().isolate();
    put_site(&app, 1).await;
    let mut visitor = Visitor::at(&app).await;
    let unknown = visitor.send(&[("survey", "no-such")], Some(("a.csv", TABLE.as_bytes()))).await;
    assert_eq!(unknown.status, 422);
    assert!(unknown.text.contains("This site has no survey no-such."), "{}", unknown.text);
    for file in [None, Some(("", &b""[..]))] {
        let none = visitor.send(&[("survey", "shop-nps")], file).await;
        assert_eq!(none.status, 422);
        assert!(none.text.contains("Choose a file.") && none.text.contains("selected>shop-nps"));
    }
    let chosen = visitor.person.open(&app, &format!("{PAGE}?survey=shop-nps")).await;
    assert!(chosen.text.contains("value=\"shop-nps\" selected"), "{}", chosen.text);
}

/// More rows than a request may bring are looked at, and the page says the two ways on. More bytes are not read.
#[tokio::test]
async fn a_large_file_is_told_the_two_ways_on() {
    let app = Deployment::new().isolate();
    put_site(&app, 1).await;
    let mut visitor = Visitor::at(&app).await;
    let rows = |n: usize| {
        let row = |row| format!("{},2026-11-{:02} 09:{:02},\n", row % 11, row % 20 + 1, row % 60);
        format!("score,answered_at,comment\n{}", (0..n).map(row).collect::<String>())
    };
    let many = visitor.send(&[("survey", "shop-nps")], Some(("a.csv", rows(121).as_bytes()))).await;
    assert_eq!(many.status, 200);
    assert!(many.text.contains("cargo xtask import"), "{}", many.text);
    assert!(!many.text.contains("value=\"import\""));
    assert!(many.text.contains("121 can be imported, 0 are refused."), "{}", many.text);
    let forced = visitor.import(&many.text, &[]).await;
    assert_eq!((forced.status, answers(&app).await.len()), (200, 0));
    let scripted = [("survey", "shop-nps"), ("by_script", "4000")];
    let many = visitor.send(&scripted, Some(("a.csv", rows(121).as_bytes()))).await;
    assert!(many.text.contains("value=\"import\"") && many.text.contains("data-running"));
    assert!(!many.text.contains("name=\"table\""), "the script holds the file");
    let large = rows(60_000);
    let large = visitor.send(&[("survey", "shop-nps")], Some(("a.csv", large.as_bytes()))).await;
    assert_eq!(large.status, 413);
    assert!(large.text.contains("cargo xtask import") && large.text.contains("name=\"file\""));
    assert!(large.text.contains("for one request. One request takes"), "{}", large.text);
}

#[tokio::test]
async fn hostile_cells_are_text() {
    let app = Deployment::new().isolate();
    put_site(&app, 1).await;
    let mut visitor = Visitor::at(&app).await;
    let evil = "\"\"><script>alert(1)</script>";
    let table = format!(
        "score,answered_at,comment,\"{evil}\"\n9,2026-11-03,\"{evil}\",\"{evil}\"\n\"{evil}\",2026-11-03,,\n"
    );
    let name = "%22><script>alert(2)</script>.csv";
    let look = visitor.send(&[("survey", "shop-nps")], Some((name, table.as_bytes()))).await;
    assert_eq!(look.status, 200, "{}", look.text);
    assert!(!look.text.contains("<script>alert"), "{}", look.text);
    assert!(
        look.text.contains("&lt;script&gt;alert(1)")
            && look.text.contains("&lt;script&gt;alert(2)")
    );
    assert!(visitor.import(&look.text, &[]).await.text.contains("Imported 1 new"));
}

/// The token stands first, and nothing behind a wrong one is looked at: a file that is too large is not told so. It
/// is received all the same, or the browser would not show the refusal.
#[tokio::test]
async fn the_token_is_checked_before_the_file_is_looked_at() {
    let app = Deployment::new().isolate();
    put_site(&app, 1).await;
    let mut visitor = Visitor::at(&app).await;
    let file = Some(("a.csv", TABLE.as_bytes()));
    for fields in [
        vec![("token", "00")],
        vec![("token", "")],
        vec![("survey", "shop-nps"), ("token", &*visitor.token.clone())],
        vec![],
    ] {
        let reply = visitor.send_raw(form(&fields, file), &[]).await;
        assert_eq!(reply.status, 403, "{fields:?}");
        assert!(reply.text.contains("choose the file again"), "{}", reply.text);
    }
    let received = Arc::new(AtomicUsize::new(0));
    let end = format!("\r\n--{BOUNDARY}--\r\n").len();
    for (token, status) in [("00", 403), (&*visitor.token.clone(), 413)] {
        received.store(0, Ordering::Relaxed);
        let counted = Arc::clone(&received);
        let begun = form(&[("token", token)], Some(("a.csv", b"score\n")));
        let begun = begun[..begun.len() - end].to_vec();
        let chunks = std::iter::once(begun).chain(std::iter::repeat_n(vec![b'x'; 64 * 1_024], 50));
        let body = stream::iter(chunks).map(move |chunk| {
            counted.fetch_add(chunk.len(), Ordering::Relaxed);
            Ok::<_, std::io::Error>(chunk)
        });
        let reply = visitor.send_raw(Body::from_stream(body), &[]).await;
        assert_eq!(reply.status, status);
        assert!(received.load(Ordering::Relaxed) > 50 * 64 * 1_024, "{received:?}");
    }
}

#[tokio::test]
async fn a_form_that_is_none_is_told() {
    let app = Deployment::new().isolate();
    put_site(&app, 1).await;
    let mut visitor = Visitor::at(&app).await;
    let token = visitor.token.clone();
    let whole = form(&[("token", &token)], Some(("a.csv", TABLE.as_bytes())));
    let lf = String::from_utf8(whole.clone()).unwrap().replace("\r\n", "\n").into_bytes();
    let second = form(&[("token", &token), ("a", &"x".repeat(5_000))], None);
    let many: Vec<String> = (0..300).map(|n| format!("f{n}")).collect();
    let many: Vec<(&str, &str)> =
        [("token", &*token)].into_iter().chain(many.iter().map(|n| (&**n, "1"))).collect();
    let not_base64 = form(&[("token", &token), ("table", "%%%")], None);
    for body in
        [lf, whole[..whole.len() - 8].to_vec(), second, form(&many, None), not_base64, Vec::new()]
    {
        let reply = visitor.send_raw(body, &[]).await;
        assert_eq!(reply.status, 400, "{}", reply.text);
        assert!(reply.text.contains("Choose the file again"), "{}", reply.text);
    }
    let headers = [("sec-fetch-site", "same-origin"), ("content-type", "multipart/form-data")];
    let reply = visitor.person.send_body(&app, "POST", PAGE, &headers, whole.into()).await;
    assert_eq!(reply.status, 400);
}

#[tokio::test]
async fn who_may_not_and_whose_session_is_over_is_told() {
    let deployment = Deployment::new();
    let app = deployment.isolate();
    put_site(&app, 1).await;
    let made = json!({ "name": "a reader", "scope": "read" });
    let made = send(&app, "POST", "/v1/sites/kokage/keys", &made).await.json();
    let mut reader = Person::signed_in(&app, made["key"].as_str().unwrap()).await;
    assert_eq!(reader.open(&app, PAGE).await.status, 403);
    let token = field(&reader.open(&app, "/sites/kokage").await.text, "token");
    let mut reader = Visitor { app: &app, person: reader, token };
    assert_eq!(reader.send(&[], Some(("a.csv", TABLE.as_bytes()))).await.status, 403);
    assert_eq!(reader.send_piece(&[("survey", "shop-nps")], TABLE).await.status, 403);

    let mut visitor = Visitor::at(&app).await;
    deployment.pass(13 * 3_600);
    let over = visitor.send(&[], Some(("a.csv", TABLE.as_bytes()))).await;
    assert_eq!((over.status, field(&over.text, "next")), (401, PAGE.to_owned()));
    assert!(over.text.contains("the file was not kept"), "{}", over.text);
    let headers =
        [("sec-fetch-site", "cross-site"), ("content-type", "multipart/form-data; boundary=x")];
    let foreign =
        send_with(&app, "POST", &format!("{}{PAGE}", crate::desk::HERE), &headers, &Value::Null)
            .await;
    assert_eq!(foreign.status, 403);
}
