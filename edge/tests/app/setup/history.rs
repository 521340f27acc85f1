//! The history: an earlier state comes back, unless somebody else was first.

use super::{FORMS, ask, at_the_desk, document, save};
use crate::desk::field;

#[tokio::test]
async fn an_earlier_state_comes_back_from_the_page() {
    let (app, mut person) = at_the_desk().await;
    let before = document(&app).await["name"].clone();
    save(&mut person, &app, FORMS[0], &[("name", "Changed")]).await;
    let path = "/sites/kokage/history";
    let page = person.open(&app, path).await.text;
    assert!(page.contains("Name of the site"), "{page}");
    let entry = field(&page, "entry");
    let shown = person.open(&app, &format!("{path}/{entry}")).await;
    assert!(
        shown.text.contains(&format!("&quot;name&quot;: &quot;{}&quot;", before.as_str().unwrap()))
    );
    let back = ask(&mut person, &app, path, &[("entry", &entry)]).await;
    assert_eq!(back.status, 303, "{}", back.text);
    assert_eq!(document(&app).await["name"], before);
    let nowhere = person.open(&app, &format!("{path}/0000000000000-0000000000000000")).await;
    assert_eq!(nowhere.status, 404);
}

#[tokio::test]
async fn what_was_saved_meanwhile_is_told_before_an_earlier_state_comes_back() {
    let (app, mut person) = at_the_desk().await;
    save(&mut person, &app, FORMS[0], &[("name", "Changed")]).await;
    let path = "/sites/kokage/history";
    let page = person.open(&app, path).await.text;
    let main = page.split("<main").nth(1).unwrap();
    let sent = ["token", "form", "based_on", "entry"].map(|name| (name, field(main, name)));
    save(&mut person, &app, FORMS[0], &[("name", "Changed meanwhile")]).await;
    let sent = sent.each_ref().map(|(name, value)| (*name, &**value));
    let kept = person.post(&app, path, &sent).await;
    let to = "/sites/kokage/history?edited=1";
    assert_eq!((kept.status, kept.header("location")), (303, Some(to)), "{}", kept.text);
    assert_eq!(document(&app).await["name"], "Changed meanwhile");
    assert!(person.open(&app, to).await.text.contains("Nothing was brought back yet."));
}
