//! A deployment whose admin key counts as none.

use koe_edge::config::EXAMPLE_ADMIN_KEY;
use koe_edge::{AdminKey, app};
use serde_json::Value;

use crate::deployment::{ADMIN_KEY, Deployment, answer, document, id, put_site, send};

/// A site that stands · the deployment gets another admin key · none, one under 20 characters and the
/// example's open nothing, and the refusal says why and tells the bound · visitors' calls go on · one of 20
/// opens
#[tokio::test]
async fn an_admin_key_that_counts_as_none_opens_nothing() {
    let deployment = Deployment::new();
    put_site(&deployment.isolate(), 1).await;
    let with = |key: &str| {
        let mut state = deployment.state();
        state.config.admin_key = AdminKey::new(key);
        app(state)
    };
    let (missing, short, example) = ("is not set", "is too short", "is the example's");
    for (key, why) in [
        ("", missing),
        (" ", missing),
        ("a", short),
        ("admin", short),
        (&ADMIN_KEY[..19], short),
        (" nineteen characters ", short),
        (EXAMPLE_ADMIN_KEY, example),
    ] {
        let here = with(key);
        for (method, path, body) in [
            ("PUT", "/v1/sites/another", document(1)),
            ("GET", "/v1/sites/kokage/scores?survey=shop-nps", Value::Null),
            ("PUT", "/v1/releases/koe-0123456789.js", Value::Null),
        ] {
            let refused = send(&here, method, path, &body).await;
            assert_eq!(refused.status, 401, "{key:?} {path}: {}", refused.text);
            assert_eq!(refused.json()["code"], "admin_key_not_set");
            let detail = refused.json()["detail"].as_str().unwrap().to_owned();
            assert!(detail.contains(why) && detail.contains("20 characters or more"), "{detail}");
        }
        assert_eq!(send(&here, "GET", "/s/kokage.js", &Value::Null).await.status, 200);
        assert_eq!(send(&here, "POST", "/v1/answers", &answer(&id(1), 1)).await.status, 202);
    }
    let path = "/v1/sites/kokage/scores?survey=shop-nps";
    assert_eq!(
        send(&with(&ADMIN_KEY[..20]), "GET", path, &Value::Null).await.status,
        401,
        "another"
    );
    assert_eq!(send(&with(ADMIN_KEY), "GET", path, &Value::Null).await.status, 200);
}
