//! The keys of a site.

use crate::deployment::{ADMIN_KEY, Deployment, put_site};
use crate::desk::{Person, field};

#[tokio::test]
async fn a_key_is_made_shown_for_an_hour_and_revoked() {
    let deployment = Deployment::new();
    let app = deployment.isolate();
    put_site(&app, 1).await;
    let mut person = Person::signed_in(&app, ADMIN_KEY).await;
    let path = "/sites/kokage/keys";
    let page = person.open(&app, path).await.text;
    let (token, form) = (field(&page, "token"), field(&page, "form"));
    let fields = [("token", &*token), ("form", &form), ("name", "Anna"), ("scope", "care")];
    let mut shown = Vec::new();
    for _ in 0..2 {
        let made = person.post(&app, path, &fields).await;
        assert_eq!(made.status, 200, "{}", made.text);
        let key = made.text.split("data-copy=\"koe_").nth(1).unwrap().split('"').next().unwrap();
        shown.push(format!("koe_{key}"));
    }
    assert_eq!(shown[0], shown[1]);
    let listed = person.open(&app, path).await.text;
    assert_eq!(listed.matches("<b>Anna</b>").count(), 1, "{listed}");
    assert!(!listed.contains("koe_kokage"), "a key is shown once");
    let mut anna = Person::signed_in(&app, &shown[0]).await;
    assert_eq!(anna.open(&app, "/sites/kokage").await.status, 200);
    assert_eq!(anna.open(&app, path).await.status, 403);

    deployment.pass(3_700);
    assert_eq!(person.post(&app, path, &fields).await.status, 410);
    for (name, scope, words) in
        [("", "read", "Enter a name."), ("A", "all", "Choose what it may do.")]
    {
        let fields = [("token", &*token), ("form", &form), ("name", name), ("scope", scope)];
        let refused = person.post(&app, path, &fields).await;
        assert_eq!(refused.status, 422);
        assert!(refused.text.contains(words), "{}", refused.text);
    }
    let id = field(&listed, "revoke");
    let gone = person.post(&app, path, &[("token", &token), ("revoke", &id)]).await;
    assert_eq!(gone.status, 303, "{}", gone.text);
    assert_eq!(anna.open(&app, "/sites/kokage").await.status, 401);
}
