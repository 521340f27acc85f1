//! Nothing to show, hostile texts, addresses that can't be asked, and more comments than are read.

use super::{COMMENTS, HOUR, document, listed, mixed, nps, open, put, says, shop};
use crate::counting::Counting;
use crate::deployment::{ADMIN_KEY, Deployment, put_site};
use crate::desk::Person;
use crate::reading::text;
use crate::told::Told;

/// no answer · answers without comments · four · a filter that leaves four, and one that leaves none
#[tokio::test]
async fn where_there_is_little_the_page_says_so_and_shows_no_zero() {
    let empty = shop(&[]).await;
    let told =
        says(&empty, "", &["See it with sample data", "— No comments in this period yet."]).await;
    assert!(!told.contains(" 0 "), "{told}");
    says(&empty, "lang=ja", &["この期間のコメントはまだありません。"]).await;
    let silent = shop(&[nps(HOUR, 3), nps(2 * HOUR, 9)]).await;
    says(&silent, "", &["— No comments in this period yet."]).await;
    let four: Vec<Told<'_>> =
        (1..=4).map(|n| nps(n * HOUR, 2).says("the delivery was late").at("browsing")).collect();
    let few = shop(&four).await;
    says(
        &few,
        "",
        &[
            "All 4 Detractors 4 Passives 0 Promoters 0",
            "Delivery 4 comments NPS — n = 4, Shown from 5 answers",
            "Shown from 5 comments of detractors and 5 of promoters.",
        ],
    )
    .await;
    let filtered = "touchpoint=browsing&channel=web&locale=en";
    says(&few, filtered, &["Detractors 4", "Shown from 5 answers"]).await;
    let told = says(&few, "touchpoint=post-purchase", &["No comments match this filter."]).await;
    assert!(!told.contains(" 0 ") && !told.contains("Themes"), "{told}");
    assert!(!told.contains("sample data"), "{told}");
}

#[tokio::test]
async fn visitors_texts_are_texts_whatever_they_hold() {
    let emoji = "👎".repeat(2_000);
    let word = "x".repeat(4_000);
    let hostile = [
        "<script>alert(1)</script> and <img src=x onerror=alert(1)>",
        "\u{202e}gnp.elif\u{202c} and more",
        "</bdi></li></ul> done",
        "\"><a href=\"javascript:alert(1)\">x</a> y",
        &emoji,
        &word,
        "http://evil.example/login now",
    ];
    let told: Vec<Told<'_>> = hostile
        .iter()
        .zip(1..)
        .map(|(text, n)| nps(n * HOUR, 1).says(text).at("browsing"))
        .collect();
    let shop = shop(&told).await;
    let page = open(&shop, "").await;
    for markup in ["<script>alert", "<img", "</bdi></li></ul> done", "javascript:alert(1)\">"] {
        assert!(!page.contains(markup), "{markup}");
    }
    assert!(!page.contains("href=\"http://evil.example"));
    assert!(page.contains("<bdi>&lt;script&gt;alert(1)&lt;/script&gt; and"), "{page}");
    assert!(page.contains("<bdi>\u{202e}gnp.elif\u{202c} and more</bdi>"));
    // What is long is folded, and whole all the same.
    assert!(page.contains(&format!("<summary><bdi>{}…</bdi>", "x".repeat(500))));
    assert!(page.contains(&format!("<bdi>{word}</bdi>")) && page.contains(&emoji));
    // What a visitor typed comes back from the search as text, too.
    let search = "q=%3Cscript%3Ealert(1)%3C%2Fscript%3E";
    let page = open(&shop, search).await;
    assert!(!page.contains("<script>alert"), "{page}");
    assert_eq!(listed(&page).len(), 1);
}

#[tokio::test]
async fn what_can_not_be_asked_is_refused_with_a_way_out() {
    let shop = shop(&mixed()).await;
    let app = shop.isolate();
    let mut person = Person::signed_in(&app, ADMIN_KEY).await;
    for query in
        ["order=oldest", "only=nice", "bucket=fans", "page=0", "page=x", "survey=none", "unknown=1"]
    {
        let reply = person.open(&app, &format!("{COMMENTS}?{query}")).await;
        assert_eq!(reply.status, 422, "{query}: {}", reply.text);
    }
    // A choice of other reports comes along, and does nothing here.
    let reply = person.open(&app, &format!("{COMMENTS}?compare=previous")).await;
    assert_eq!(reply.status, 200);
    let nobody = Person::default().open(&app, COMMENTS).await;
    assert_eq!(nobody.status, 401);
}

#[tokio::test]
async fn a_sample_fills_it_and_is_stored_nowhere() {
    let whole = Deployment::new();
    put_site(&whole.isolate(), 1).await;
    let counting = Counting::new(&whole);
    let deployment = whole.behind(counting.clone());
    let app = deployment.isolate();
    let mut person = Person::signed_in(&app, ADMIN_KEY).await;
    counting.spent();
    let reply = person.open(&app, &format!("{COMMENTS}?sample=1")).await;
    let spent = counting.spent();
    // The one list tells whether the site has cases, for the tabs.
    assert_eq!((reply.status, spent.writes, spent.lists), (200, 0, 1), "{}", reply.text);
    let told = text(&reply.text);
    for expected in [
        "Sample data",
        "Urgent",
        "Strongest contrary voices",
        "Themes",
        "Distinctive terms",
        "n = ",
    ] {
        assert!(told.contains(expected), "{expected}: {told}");
    }
}

/// 12,000 keys of which 4,800 have a comment: the newest 2,000 are read, the counts by bucket are of all. Beside
/// the tallies that takes 30 operations at most.
#[tokio::test]
async fn the_newest_2_000_are_read_by_30_operations_and_the_counts_are_of_all() {
    let whole = Deployment::new();
    put(&whole, &document()).await;
    for n in 0..12_000_u64 {
        let ago = HOUR + i64::try_from(n).unwrap() * 3_000;
        let told = nps(ago, [0, 7, 10, 10, 3][(n % 5) as usize]);
        let told = if n % 5 < 2 { told.says("the delivery took ages") } else { told };
        told.store(&*whole.store, n).await;
    }
    whole.settle().await;
    let counting = Counting::new(&whole);
    let deployment = whole.behind(counting.clone());
    let app = deployment.isolate();
    let mut person = Person::signed_in(&app, ADMIN_KEY).await;
    person.open(&app, "/sites/kokage/comments?from=2026-01-01&to=2026-01-02").await;
    counting.since();
    let page = person.open(&app, COMMENTS).await;
    let calls = counting.since();
    assert_eq!(page.status, 200, "{}", page.text);
    let told = text(&page.text);
    assert!(told.contains("All 4,800 Detractors 2,400 Passives 2,400 Promoters 0"), "{told}");
    assert!(told.contains("The newest 2,000 comments were read."), "{told}");
    assert!(told.contains("Delivery 2,000 comments"), "{told}");
    let beside = calls.iter().filter(|call| call.ends_with(" answer")).count();
    assert!(beside <= 30, "{beside} beside the tallies: {calls:#?}");
    println!("{} operations, {beside} of answers", calls.len());
}
