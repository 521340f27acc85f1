//! The browser debugging protocol over the pipe that Chromium itself opens (`--remote-debugging-pipe`).
//!
//! Messages are JSON, each ended by a NUL byte. No port is taken and no web socket is needed, and
//! a browser whose pipe closes ends itself, so no journey can leave one behind. A client crate
//! with a type for every command was tried and left: it added 150 crates and two minutes to the
//! first build for the two dozen commands used here.
//!
//! A thread reads what arrives: replies wait for their caller, events are kept in order. What the
//! commands mean lives in the neighbouring modules.

use crate::patience::Deadline;
use serde_json::{Value, json};
use std::{
    collections::{HashMap, HashSet},
    io::{BufRead, BufReader, Write},
    process::{ChildStdin, ChildStdout},
    sync::{
        Arc, Condvar, Mutex, MutexGuard,
        atomic::{AtomicU64, Ordering},
    },
};

/// Something the browser told without being asked.
#[derive(Clone, Debug)]
pub(crate) struct Event {
    /// The session (one a page) it belongs to; none for the browser itself.
    pub(crate) session: Option<String>,
    /// Such as `Page.loadEventFired`.
    pub(crate) method: String,
    /// As the protocol describes them for that method.
    pub(crate) params: Value,
}

/// An open pipe to one browser.
#[derive(Debug)]
pub(crate) struct Connection {
    pipe: Mutex<ChildStdin>,
    next: AtomicU64,
    inbox: Arc<Inbox>,
}

#[derive(Debug, Default)]
struct Inbox {
    received: Mutex<Received>,
    arrived: Condvar,
}

#[derive(Debug, Default)]
struct Received {
    replies: HashMap<u64, Value>,
    events: Vec<Event>,
    /// Sessions that have ended: nothing asked in them is answered any more.
    ended: HashSet<String>,
    closed: bool,
}

impl Connection {
    /// Takes over both ends of a browser's pipe.
    pub(crate) fn new(pipe: ChildStdin, output: ChildStdout) -> Self {
        let inbox = Arc::new(Inbox::default());
        let reader = Arc::clone(&inbox);
        std::thread::spawn(move || reader.read(BufReader::new(output)));
        Self { pipe: Mutex::new(pipe), next: AtomicU64::new(1), inbox }
    }

    /// Sends a command and waits for its reply, a refusal being the protocol's own message.
    #[track_caller]
    pub(crate) fn ask(
        &self,
        session: Option<&str>,
        method: &str,
        params: &Value,
    ) -> Result<Value, String> {
        let id = self.next.fetch_add(1, Ordering::Relaxed);
        let mut message = json!({ "id": id, "method": method, "params": params });
        if let Some(session) = session {
            message["sessionId"] = session.into();
        }
        let sent = {
            let mut pipe = self.pipe.lock().expect("no thread panics while it writes");
            pipe.write_all(format!("{message}\0").as_bytes()).and_then(|()| pipe.flush())
        };
        sent.unwrap_or_else(|error| panic!("{method}: the browser has gone: {error}"));

        let mut reply = self.wait(method, |received| {
            let gone = || session.is_some_and(|session| received.ended.contains(session));
            let reply = received.replies.remove(&id);
            reply.or_else(|| gone().then(|| json!({ "error": { "message": "it has gone" } })))
        });
        match reply.get("error") {
            Some(error) => Err(error["message"].as_str().unwrap_or("no message").to_owned()),
            None => Ok(reply["result"].take()),
        }
    }

    /// How many events have arrived: a place to look for later ones from.
    pub(crate) fn mark(&self) -> usize {
        self.inbox.lock().events.len()
    }

    /// The events that arrived since `mark` and that `wanted` picks, oldest first.
    pub(crate) fn events<T>(&self, mark: usize, wanted: impl FnMut(&Event) -> Option<T>) -> Vec<T> {
        self.inbox.lock().events[mark..].iter().filter_map(wanted).collect()
    }

    /// Waits for the first event since `mark` that `wanted` picks.
    #[track_caller]
    pub(crate) fn event<T>(
        &self,
        what: &str,
        mark: usize,
        mut wanted: impl FnMut(&Event) -> Option<T>,
    ) -> T {
        self.wait(what, |received| received.events[mark..].iter().find_map(&mut wanted))
    }

    #[track_caller]
    fn wait<T>(&self, what: &str, mut look: impl FnMut(&mut Received) -> Option<T>) -> T {
        let deadline = Deadline::new();
        let mut received = self.inbox.lock();
        loop {
            if let Some(found) = look(&mut received) {
                return found;
            }
            let (closed, passed) = (received.closed, deadline.passed());
            if closed || passed {
                drop(received);
                panic!("{what}: {}", if closed { "the browser has gone" } else { "no reply" });
            }
            received = self
                .inbox
                .arrived
                .wait_timeout(received, deadline.left())
                .expect("no thread panics while it holds the inbox")
                .0;
        }
    }
}

impl Inbox {
    fn lock(&self) -> MutexGuard<'_, Received> {
        self.received.lock().expect("no thread panics while it holds the inbox")
    }

    fn read(&self, mut output: BufReader<ChildStdout>) {
        let mut message = Vec::new();
        while output.read_until(0, &mut message).is_ok_and(|length| length > 0) {
            if let Ok(value) =
                serde_json::from_slice(message.strip_suffix(&[0]).unwrap_or(&message))
            {
                self.keep(value);
            }
            message.clear();
        }
        self.lock().closed = true;
        self.arrived.notify_all();
    }

    fn keep(&self, mut message: Value) {
        let mut received = self.lock();
        if let Some(id) = message["id"].as_u64() {
            received.replies.insert(id, message);
        } else if let Some(method) = message["method"].as_str() {
            let (method, session) = (method.to_owned(), message["sessionId"].as_str());
            let session = session.map(str::to_owned);
            if method == "Target.detachedFromTarget" {
                received.ended.extend(message["params"]["sessionId"].as_str().map(str::to_owned));
            }
            received.events.push(Event { session, method, params: message["params"].take() });
        }
        self.arrived.notify_all();
    }
}
