//! The edge over HTTP on a port of this machine, for tests of the tools: the application as it is, on a
//! storage in memory. It can be told to hang up.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::Request;
use clap::Parser as _;
use jiff::Timestamp;
use koe_edge::{AdminKey, AppState, Config, EntropyError, Limits, MemoryStore, NoWayOut};
use serde_json::Value;
use tower::ServiceExt;

use crate::owner::Owner;

pub(crate) const ADMIN_KEY: &str = "admin-key-of-a-local-edge";

/// Runs a command as it is typed behind `cargo xtask`.
pub(crate) fn xtask(arguments: &[&str]) -> anyhow::Result<()> {
    let cli = crate::Cli::try_parse_from(["cargo xtask"].iter().chain(arguments))?;
    crate::run(cli.command)
}

/// A running edge. It ends with the process.
pub(crate) struct LocalEdge {
    pub(crate) url: String,
    shared: Arc<Shared>,
}

struct Shared {
    app: Router,
    /// Requests that are answered before it hangs up.
    answered: AtomicI64,
    /// Method and path of what was answered.
    log: Mutex<Vec<String>>,
}

impl LocalEdge {
    pub(crate) fn start() -> Self {
        Self::settling(0)
    }

    /// One on which another import has to wait for so many seconds after one.
    pub(crate) fn settling(seconds: u32) -> Self {
        let clock = || Timestamp::try_from(std::time::SystemTime::now()).unwrap();
        let limits = Limits { client: u32::MAX, site: u32::MAX, sign_in: u32::MAX };
        let app = koe_edge::app(AppState {
            store: Arc::new(MemoryStore::new(Arc::new(clock))),
            config: Config {
                admin_key: AdminKey::new(ADMIN_KEY),
                limits,
                import_settle: seconds,
                ..Config::default()
            },
            clock: Arc::new(clock),
            entropy: Arc::new(|bytes| getrandom::fill(bytes).map_err(|_| EntropyError)),
            outgoing: Arc::new(NoWayOut),
        });
        let answered = AtomicI64::new(i64::MAX);
        let shared = Arc::new(Shared { app, answered, log: Mutex::default() });
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let serving = Arc::clone(&shared);
        thread::spawn(move || {
            for stream in listener.incoming() {
                let shared = Arc::clone(&serving);
                thread::spawn(move || shared.serve(&stream.unwrap()));
            }
        });
        Self { url, shared }
    }

    /// A site with a survey `shop-nps`, in Tokyo.
    pub(crate) fn open_site(&self, site: &str) -> Owner {
        let document = serde_json::json!({
            "name": "Kokage", "origins": ["https://shop.example"], "timezone": "Asia/Tokyo",
            "segments": { "plan": ["free", "pro"] },
            "surveys": [{ "id": "shop-nps", "metric": "nps", "goal": "Would they come back?",
                          "touchpoints": ["post-purchase"] }],
        });
        let owner = Owner::new(&self.url, ADMIN_KEY);
        owner.json("PUT", &format!("/v1/sites/{site}"), &document).unwrap();
        owner
    }

    /// Answers so many requests more, and hangs up on those that follow.
    pub(crate) fn hang_up_after(&self, requests: i64) {
        self.shared.answered.store(requests, Ordering::SeqCst);
    }

    /// Method and path of each request since this was asked last.
    pub(crate) fn log(&self) -> Vec<String> {
        std::mem::take(&mut self.shared.log.lock().unwrap())
    }

    /// All answers that a query finds, read page by page as a client would.
    pub(crate) fn answers(&self, site: &str, query: &str) -> Vec<Value> {
        let owner = Owner::new(&self.url, ADMIN_KEY);
        let (mut all, mut at) = (Vec::new(), String::new());
        loop {
            let path = format!("/v1/sites/{site}/answers?limit=1000&{query}{at}");
            let text = owner.get(&path).unwrap().body_mut().read_to_string().unwrap();
            let page: Value = serde_json::from_str(&text).unwrap();
            all.extend(page["answers"].as_array().unwrap().iter().cloned());
            match page["cursor"].as_str() {
                Some(cursor) => at = format!("&cursor={cursor}"),
                None => return all,
            }
        }
    }
}

impl Shared {
    fn serve(&self, stream: &TcpStream) {
        let mut reader = BufReader::new(stream);
        let mut head = Vec::new();
        let mut line = String::new();
        while reader.read_line(&mut line).is_ok_and(|read| read > 0) && line != "\r\n" {
            head.push(std::mem::take(&mut line));
        }
        let Some(first) = head.first() else { return };
        if self.answered.fetch_sub(1, Ordering::SeqCst) <= 0 {
            return;
        }
        let mut words = first.split(' ');
        let (method, path) = (words.next().unwrap(), words.next().unwrap());
        self.log.lock().unwrap().push(format!("{method} {path}"));
        let mut request = Request::builder().method(method).uri(path);
        let mut length = 0;
        for (name, value) in head[1..].iter().filter_map(|line| line.trim_end().split_once(": ")) {
            if name.eq_ignore_ascii_case("content-length") {
                length = value.parse().unwrap();
            }
            request = request.header(name, value);
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body).unwrap();
        let (head, body) = self.answer(request.body(Body::from(body)).unwrap());
        let mut stream = stream;
        let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&body));
    }

    /// The reply's head and body.
    fn answer(&self, request: Request<Body>) -> (String, Vec<u8>) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            let reply = self.app.clone().oneshot(request).await.unwrap();
            let (parts, body) = reply.into_parts();
            let body = to_bytes(body, usize::MAX).await.unwrap().to_vec();
            let length = body.len();
            let mut head = format!("HTTP/1.1 {}\r\ncontent-length: {length}\r\n", parts.status);
            for (name, value) in &parts.headers {
                if name != "content-length" {
                    head.extend([name.as_str(), ": ", value.to_str().unwrap(), "\r\n"]);
                }
            }
            head += "connection: close\r\n\r\n";
            (head, body)
        })
    }
}
