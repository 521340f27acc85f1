//! A body that is refused: how much of it is taken before the refusal comes.

use koe_tests::{fixtures::Site, patience, workerd::Workerd};
use std::{
    io::{ErrorKind, Read, Write},
    net::TcpStream,
};

/// What is sent at a time; some three megabytes a second.
const CHUNK: usize = 64 * 1_024;
/// What would be sent in the end: far more than any call takes.
const WHOLE: usize = 8_000_000;
/// What may be under way when the refusal is made.
const UNDER_WAY: usize = 512 * 1_024;

/// How much there is of a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Length {
    /// The request says it.
    Announced,
    /// It comes in chunks, until one is empty.
    Unknown,
}

/// Sends a body until the reply begins; the status, and how many bytes were sent.
#[track_caller]
fn sent_until_refused(url: &str, head: &str, length: Length) -> (u16, usize) {
    let host = url.strip_prefix("http://").expect("workerd speaks HTTP");
    let mut stream = TcpStream::connect(host).expect("workerd listens");
    let (framing, before, after) = match length {
        Length::Announced => (format!("content-length: {WHOLE}"), String::new(), ""),
        Length::Unknown => {
            ("transfer-encoding: chunked".to_owned(), format!("{CHUNK:x}\r\n"), "\r\n")
        }
    };
    let head = format!("{head} HTTP/1.1\r\nhost: {host}\r\n{framing}\r\n");
    let head = format!("{head}content-type: application/json\r\n\r\n");
    stream.write_all(head.as_bytes()).expect("workerd reads a head");
    stream.set_nonblocking(true).expect("a socket may be asked without waiting");
    let chunk = [before.as_bytes(), &vec![b' '; CHUNK], after.as_bytes()].concat();
    let (mut reply, mut sent, mut left) = (Vec::new(), 0, 0..0);
    patience::eventually("a reply", || {
        let mut some = [0; 1_024];
        match stream.read(&mut some) {
            Ok(length) => reply.extend_from_slice(&some[..length]),
            Err(error) => assert_eq!(error.kind(), ErrorKind::WouldBlock, "{error}, {sent} sent"),
        }
        if reply.len() > "HTTP/1.1 200".len() {
            return Some(());
        }
        if left.is_empty() && sent < WHOLE - CHUNK {
            left = 0..chunk.len();
        }
        if let Ok(written) = stream.write(&chunk[left.clone()]) {
            left.start += written;
            sent += written;
        }
        None
    });
    let status = String::from_utf8_lossy(&reply[9..12]).parse().expect("a status");
    (status, sent)
}

/// 1. A site document and a key request without a key, of any length: 401 before much was sent.
/// 2. An answer that says it is too long: 413 likewise. One that turns out too long: 413 once it has.
/// 3. After each of these the next request is served as ever: 200.
#[test]
fn a_refused_body_is_not_read_to_its_end() {
    let worker = Workerd::alone();
    let (client, url) = (worker.client(), worker.url());
    let site = Site::shop(&client, "long-bodies");
    let refused = |head: &str, length: Length, status: u16, cap: usize| {
        let (refused, sent) = sent_until_refused(url, head, length);
        assert_eq!(refused, status, "{head} {length:?}");
        assert!(sent <= cap + UNDER_WAY, "{head} {length:?}: {status} after {sent} bytes");
    };
    let (put, post) = (format!("PUT {}", site.path("")), format!("POST {}", site.path("/keys")));
    for length in [Length::Announced, Length::Unknown] {
        for head in [&put, &post] {
            refused(head, length, 401, 0);
            client.get("/healthz").send().is(200);
        }
    }
    for (length, cap) in [(Length::Announced, 0), (Length::Unknown, 32 * 1_024)] {
        refused("POST /v1/answers", length, 413, cap);
        client.get("/healthz").send().is(200);
    }
    let long = || " ".repeat(WHOLE);
    let put = client.put(site.path("")).key(client.admin_key()).body("application/json", long());
    put.send().refuses(413, "body_too_large", None);
    let small = client.put(site.path("")).body("application/json", "{}".to_owned());
    small.send().refuses(401, "key_missing", None);
    let half = client.put(site.path("")).body("application/json", " ".repeat(500_000));
    half.send().refuses(401, "key_missing", None);
    assert_eq!(site.n("shop-nps"), 0);
}
