//! The debugging protocol of a browser: commands with replies, and events, all of them JSON.
//!
//! Chromium opens a pipe for it (`--remote-debugging-pipe`), where each message ends by a NUL byte. No
//! port is taken and no web socket is needed, and a browser whose pipe closes ends itself, so no
//! journey can leave one behind. Firefox speaks the same shape over a web socket, which
//! [`crate::engines`] brings. A client crate with a type for every command was tried and left: it
//! added 150 crates and two minutes to the first build for the two dozen commands used here.
//!
//! A thread reads what arrives: replies wait for their caller, events are kept in order. What the
//! commands mean lives in the neighbouring modules.

use crate::patience::Deadline;
use serde_json::{Value, json};
use std::{
    collections::{HashMap, HashSet},
    fmt,
    io::{self, BufRead, BufReader, Write as _},
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

/// Sends one message.
type Write = Box<dyn FnMut(&str) -> io::Result<()> + Send>;

/// An open connection to one browser.
pub(crate) struct Connection {
    write: Mutex<Write>,
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
    pub(crate) fn piped(mut pipe: ChildStdin, output: ChildStdout) -> Self {
        let write = move |message: &str| {
            pipe.write_all(format!("{message}\0").as_bytes()).and_then(|()| pipe.flush())
        };
        let messages = BufReader::new(output).split(0).map_while(Result::ok);
        Self::new(Box::new(write), messages)
    }

    /// Takes over a way to send messages, and those that come.
    pub(crate) fn new(
        write: Write,
        messages: impl Iterator<Item = Vec<u8>> + Send + 'static,
    ) -> Self {
        let inbox = Arc::new(Inbox::default());
        let reader = Arc::clone(&inbox);
        std::thread::spawn(move || reader.read(messages));
        Self { write: Mutex::new(write), next: AtomicU64::new(1), inbox }
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
            let mut write = self.write.lock().expect("no thread panics while it writes");
            write(&message.to_string())
        };
        sent.unwrap_or_else(|error| panic!("{method}: the browser has gone: {error}"));

        let mut reply = self.wait(method, |received| {
            let gone = || session.is_some_and(|session| received.ended.contains(session));
            let reply = received.replies.remove(&id);
            reply.or_else(|| gone().then(|| json!({ "error": { "message": "it has gone" } })))
        });
        match reply.get("error") {
            // Chromium's errors hold their message, Firefox's stand beside it.
            Some(error) => {
                let message = error.get("message").unwrap_or(&reply["message"]);
                Err(message.as_str().unwrap_or("no message").to_owned())
            }
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

impl fmt::Debug for Connection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Connection")
    }
}

impl Inbox {
    fn lock(&self) -> MutexGuard<'_, Received> {
        self.received.lock().expect("no thread panics while it holds the inbox")
    }

    fn read(&self, messages: impl Iterator<Item = Vec<u8>>) {
        for message in messages {
            if let Ok(value) = serde_json::from_slice(&message) {
                self.keep(value);
            }
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
