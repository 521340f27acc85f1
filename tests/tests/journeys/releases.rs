//! Released files: what a deployment serves now, and what pages still name from before.

use crate::edge;
use koe_tests::fixtures::Site;
use serde_json::json;
use sha2::{Digest, Sha256};

const OLD: &str = "globalThis.koe_old = true;\n";

/// The name that a release gives to contents.
fn named(name: &str, extension: &str, contents: &[u8]) -> String {
    let digest = Sha256::digest(contents);
    let hash = digest[..5].iter().fold(String::new(), |hash, byte| hash + &format!("{byte:02x}"));
    format!("{name}-{hash}.{extension}")
}

/// 1. A file of an old release is kept: 201, and again: 200.
/// 2. It is served under its old address: 200, immutable, of its type, to any page, byte for byte.
#[test]
fn a_kept_file_is_served_for_ever() {
    let client = edge();
    let wasm: Vec<u8> = (0..=255).chain(b"\0asm".iter().copied()).collect();
    for (name, extension, contents, content_type) in [
        ("old", "js", OLD.as_bytes(), "text/javascript; charset=utf-8"),
        ("old-page", "css", b"a{}", "text/css; charset=utf-8"),
        ("old", "wasm", &wasm, "application/wasm"),
        ("empty", "js", b"", "text/javascript; charset=utf-8"),
    ] {
        let file = named(name, extension, contents);
        let put = || {
            let call = client.put(format!("/v1/releases/{file}")).key(client.admin_key());
            call.body("application/octet-stream", contents).send()
        };
        let kept = put().is(201).json();
        assert_eq!(kept, json!({ "path": format!("/a/{file}"), "bytes": contents.len() }));
        assert_eq!(put().is(200).json(), kept);
        let served = client.get(format!("/a/{file}")).origin("https://shop.example").send();
        for (header, value) in [
            ("content-type", content_type),
            ("cache-control", "public, max-age=31536000, immutable"),
            ("access-control-allow-origin", "*"),
            ("cross-origin-resource-policy", "cross-origin"),
            ("x-content-type-options", "nosniff"),
        ] {
            served.is(200).has(header, value);
        }
        assert!(served.bytes() == contents, "{file}");
    }
}

/// 1. No key, nobody's, and keys of a site, whatever their scope: 401, 401, 403.
/// 2. Names that no released file has, contents that are not what the name says: 422.
/// 3. Over 1 MiB: 413. Nothing of all that is served: 404, to any page.
#[test]
fn only_what_its_name_says_is_kept() {
    let client = edge();
    let site = Site::shop(&client, "no-release");
    let file = named("other", "js", OLD.as_bytes());
    let put = |file: &str, key: &str, contents: &[u8]| {
        let call = client.put(format!("/v1/releases/{file}")).body("text/javascript", contents);
        if key.is_empty() { call.send() } else { call.key(key).send() }
    };
    put(&file, "", OLD.as_bytes()).refuses(401, "key_missing", None);
    put(&file, "nobody-s", OLD.as_bytes()).refuses(401, "key_unknown", None);
    for key in [&site.read_key, &site.write_key] {
        put(&file, key, OLD.as_bytes()).refuses(403, "scope_too_small", None);
    }
    let admin = client.admin_key();
    for name in ["other.js", "other-0123456789.html", "Other-0123456789.js", "other-0123.js"] {
        put(name, admin, b"x").refuses(422, "invalid_file_name", Some("file")).says(name);
    }
    let refused = put(&file, admin, b"something else");
    refused.refuses(422, "file_hash_differs", Some("file")).says(&file[6..16]);
    let large = vec![b'x'; 1_024 * 1_024 + 1];
    put(&named("large", "js", &large), admin, &large).refuses(413, "body_too_large", None);
    for file in [&file, "other-0123456789.js", "other.js", "..%2Fsite%2Fdemo"] {
        let missing = client.get(format!("/a/{file}")).send();
        missing.is(404).has("access-control-allow-origin", "*").has("cache-control", "no-store");
    }
}

/// 1. The release: 200 without a key: its version, every file with its hash, and the loader to pin.
#[test]
fn a_release_names_its_files() {
    let release = edge().get("/v1/release").send().is(200).json();
    assert!(release["version"].as_str().is_some_and(|version| !version.is_empty()), "{release}");
    let files = release["files"].as_array().unwrap();
    assert!(files.len() >= 6, "sender, prompt, module, page, its script, loader: {release}");
    for file in files {
        assert!(file["path"].as_str().is_some_and(|path| path.starts_with("/a/")), "{file}");
        assert!(file["integrity"].as_str().is_some_and(|hash| hash.starts_with("sha384-")));
    }
    assert!(files.iter().any(|file| file["path"] == release["pinned"]), "{release}");
}

/// 1. A site's configuration as data: 200, what its script holds, cacheable alike, and the hashes of
///    the files it names. The same tag again: 304.
/// 2. A site that is not there: 404 as a problem that any page can read.
#[test]
fn a_pinned_loader_fetches_its_configuration() {
    let site = Site::shop(&edge(), "pinned");
    let get = || site.client.get("/s/pinned.json").origin("https://shop.example");
    let reply = get().send();
    for (header, value) in [
        ("content-type", "application/json"),
        ("cache-control", "public, max-age=300, stale-while-revalidate=86400"),
        ("access-control-allow-origin", "*"),
        ("cross-origin-resource-policy", "cross-origin"),
    ] {
        reply.is(200).has(header, value);
    }
    let etag = reply.header("etag").expect("an ETag").to_owned();
    get().header("if-none-match", &etag).send().is(304);

    let mut config = reply.json();
    let integrity = config.as_object_mut().unwrap().remove("integrity").unwrap();
    let assets = config["assets"].as_object().unwrap();
    assert_eq!(integrity.as_object().unwrap().len(), assets.len(), "{integrity}");
    for path in assets.values() {
        let hash = &integrity[path.as_str().unwrap()];
        assert!(hash.as_str().is_some_and(|hash| hash.starts_with("sha384-")), "{path}: {hash}");
    }
    let script = site.client.get("/s/pinned.js").send().is(200).text().to_owned();
    assert!(script.contains(&reply.text().split(",\"integrity\"").next().unwrap()[1..]));
    let missing = site.client.get("/s/no-such-site.json").send();
    missing.refuses(404, "unknown_site", Some("site")).has("access-control-allow-origin", "*");
}
