//! Receivers of alerts in other languages, which check signatures with libraries that are not ours.

use crate::{lifeline::Lifeline, patience, scratch::Scratch, workspace};
use serde_json::Value;
use std::{
    io::{BufRead, BufReader},
    os::unix::process::CommandExt,
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex},
    thread,
};

/// A running receiver. It stops when this is dropped, or when this process ends.
#[derive(Debug)]
pub struct Receiver {
    process: Child,
    lifeline: Option<Lifeline>,
    port: u16,
    /// What its lifeline removes with it.
    _folder: Scratch,
    requests: Arc<Mutex<Vec<Value>>>,
}

impl Receiver {
    /// Starts one by a command that runs a program of `tests/receivers`, which knows this secret.
    #[track_caller]
    pub fn start(mut command: Command, program: &str, secret: &str) -> Self {
        command
            .arg(workspace::root().join("tests/receivers").join(program))
            .env("KOE_SECRET", secret)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .process_group(0);
        let mut process = command.spawn().unwrap_or_else(|error| panic!("{command:?}: {error}"));
        let folder = Scratch::new("receiver");
        let lifeline = Some(Lifeline::of(&process, folder.path()));
        let printed = process.stdout.take().expect("its output is piped");
        let mut lines = BufReader::new(printed).lines().map_while(Result::ok);
        let port = lines.next().expect("it tells its port");
        let port = port.parse().unwrap_or_else(|_| panic!("{program} told no port but {port:?}"));
        let requests = Arc::new(Mutex::new(Vec::new()));
        let told = Arc::clone(&requests);
        thread::spawn(move || {
            for line in lines {
                let request = serde_json::from_str(&line).expect("each request is a line of JSON");
                told.lock().expect("no test panics with it").push(request);
            }
        });
        Self { process, lifeline, port, _folder: folder, requests }
    }

    /// Where it listens, as `ALERT_HOSTS` names it.
    pub fn host(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// An address of it.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.host())
    }

    /// The requests to a path that hold a text, once there are so many.
    #[track_caller]
    pub fn requests(&self, path: &str, text: &str, count: usize) -> Vec<Value> {
        let is_meant = |request: &&Value| {
            let holds = |part: &Value| part.as_str().is_some_and(|body| body.contains(text));
            request["url"] == path && holds(&request["body"])
        };
        patience::eventually(&format!("{count} requests to {path}"), || {
            let requests = self.requests.lock().expect("no test panics with it");
            let meant: Vec<Value> = requests.iter().filter(is_meant).cloned().collect();
            (meant.len() >= count).then_some(meant)
        })
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        drop(self.lifeline.take());
        let _ = self.process.wait();
    }
}
