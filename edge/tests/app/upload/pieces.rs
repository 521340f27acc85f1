//! Pieces of a file, as the script sends them.

use super::*;

/// Counts and lines, and nothing of what the rows say.
#[tokio::test]
async fn a_piece_is_answered_by_counts_alone() {
    let app = Deployment::new().isolate();
    put_site(&app, 1).await;
    let mut visitor = Visitor::at(&app).await;
    let piece = "score,answered_at,comment,ordinal\n9,2026-11-03,secret,1\nten,2026-11-03,,1\n";
    let fields =
        [("survey", "shop-nps"), ("batch", "abc"), ("first_line", "122"), ("separator", ",")];
    let reply = visitor.send_piece(&fields, piece).await;
    assert_eq!(reply.status, 200, "{}", reply.text);
    assert_eq!(
        reply.text,
        "{\"accepted\":1,\"replaced\":0,\"duplicates\":0,\
         \"rejected\":[{\"line\":123,\"why\":\"the score is no whole number\"}],\"batch\":\"abc\"}"
    );
    assert_eq!(reply.header("cache-control"), Some("private, no-store"));
    let without = piece.replace(",ordinal", "").replace(",1\n", "\n");
    let refused = visitor.send_piece(&fields, &without).await;
    assert_eq!((refused.status, &refused.json()["code"]), (422, &"missing_ordinal".into()));
    let undo = [("token", &*visitor.token.clone()), ("undo", "abc")];
    let headers = [("sec-fetch-site", "same-origin"), ("accept", "application/json")];
    let undone = visitor.person.post_from(&app, PAGE, &headers, &undo).await;
    assert_eq!(undone.text, "{\"undone\":1,\"left\":0}");
}

/// The columns that were said by hand hold in each piece, whose own column stands behind them.
#[tokio::test]
async fn columns_hold_in_every_piece() {
    let app = Deployment::new().isolate();
    put_site(&app, 1).await;
    let mut visitor = Visitor::at(&app).await;
    let fields = [
        ("survey", "shop-nps"),
        ("batch", "abc"),
        ("first_line", "2"),
        ("column.1", "score"),
        ("column.2", "answered_at"),
        ("column.3", ""),
    ];
    for piece in
        ["a,b,comment,ordinal\n9,2026-11-03,no,1\n", "a,b,comment,ordinal\n9,2026-11-03,no,2\n"]
    {
        let reply = visitor.send_piece(&fields, piece).await.json();
        assert_eq!(reply["accepted"], 1, "{reply}");
    }
    let stored = answers(&app).await;
    assert_eq!((stored.len(), &stored[0]["comment"]), (2, &Value::Null));
}

#[tokio::test]
async fn a_piece_waits_for_another_import() {
    let app = Deployment::new().settling(600).isolate();
    put_site(&app, 1).await;
    let mut visitor = Visitor::at(&app).await;
    let piece = "score,answered_at,external_id\n9,2026-11-03,a\n";
    let fields = |batch| [("survey", "shop-nps"), ("first_line", "2"), ("batch", batch)];
    assert_eq!(visitor.send_piece(&fields("one"), piece).await.status, 200);
    assert_eq!(visitor.send_piece(&fields("one"), piece).await.status, 200);
    let waits = visitor.send_piece(&fields("two"), piece).await;
    assert_eq!((waits.status, waits.header("retry-after")), (409, Some("600")));
    assert_eq!(waits.json()["code"], "import_settling");
}
