//! The way to Koe: a gate in front of the Worker, which can be closed, as a network that is gone. It
//! gives a page of Koe's the eye that the host pages of a visit bring themselves.

use super::EYE;
use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    thread::{self, JoinHandle},
};
use ureq::{Agent, http};

/// An open or a closed way to a Worker. It closes when this is dropped.
#[derive(Debug)]
pub struct Gate {
    address: SocketAddr,
    worker: String,
    open: Mutex<Option<(Arc<AtomicBool>, JoinHandle<()>)>>,
}

impl Gate {
    /// Opens one to the Worker at an address (`http://127.0.0.1:8787`).
    #[track_caller]
    pub fn to(worker: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("some port is free");
        let address = listener.local_addr().expect("a bound socket has one");
        let gate = Self { address, worker: worker.to_owned(), open: Mutex::new(None) };
        gate.serve(listener);
        gate
    }

    /// Where Koe is reached through it: another site than the host pages', which are at `127.0.0.1`.
    pub fn url(&self) -> String {
        format!("http://localhost:{}", self.address.port())
    }

    /// Lets nobody through: whoever comes finds nobody who listens.
    #[track_caller]
    pub fn close(&self) {
        let open = self.open.lock().expect("no thread panics while it holds the gate").take();
        let Some((closing, thread)) = open else { return };
        closing.store(true, Ordering::Relaxed);
        // Wakes the thread, which waits for a connection.
        drop(TcpStream::connect(self.address));
        thread.join().expect("the thread of a gate does not panic");
    }

    /// Lets everybody through again.
    #[track_caller]
    pub fn reopen(&self) {
        self.serve(TcpListener::bind(self.address).expect("the port is still free"));
    }

    fn serve(&self, listener: TcpListener) {
        let closing = Arc::new(AtomicBool::new(false));
        let (closed, worker) = (Arc::clone(&closing), self.worker.clone());
        let agent = Agent::config_builder()
            .http_status_as_error(false)
            .allow_non_standard_methods(true)
            .max_redirects(0)
            .max_idle_connections(0)
            .build()
            .new_agent();
        let thread = thread::spawn(move || {
            for stream in listener.incoming() {
                if closed.load(Ordering::Relaxed) {
                    break;
                }
                let (agent, worker) = (agent.clone(), worker.clone());
                // A browser opens connections ahead of need and may hang up at any time; none of
                // them holds up another.
                thread::spawn(move || stream.ok().and_then(|stream| pass(stream, &agent, &worker)));
            }
        });
        *self.open.lock().expect("no thread panics while it holds the gate") =
            Some((closing, thread));
    }
}

impl Drop for Gate {
    fn drop(&mut self) {
        self.close();
    }
}

/// One request on its way there, and its reply on the way back.
fn pass(mut stream: TcpStream, agent: &Agent, worker: &str) -> Option<()> {
    let request = read(&mut stream)?;
    let hosted = request.uri().path().starts_with("/p/");
    if request.uri() == "/eye.js" {
        let head = "Content-Type: text/javascript\r\nCross-Origin-Resource-Policy: cross-origin";
        return reply(&mut stream, "200", head, EYE.as_bytes());
    }
    let (mut parts, body) = request.into_parts();
    parts.uri = format!("{worker}{}", parts.uri).parse().ok()?;
    if hosted {
        // What is changed on its way has to be readable.
        parts.headers.remove(http::header::ACCEPT_ENCODING);
    }
    let answer = agent.run(http::Request::from_parts(parts, body)).ok()?;
    let (parts, body) = answer.into_parts();
    let mut body = body.into_with_config().limit(u64::MAX).read_to_vec().ok()?;
    if hosted {
        let page = String::from_utf8(body).ok()?;
        body = page.replacen("<head>", "<head><script src=\"/eye.js\"></script>", 1).into();
    }
    let ours = ["connection", "content-length", "transfer-encoding", "keep-alive"];
    let kept = parts.headers.iter().filter(|(name, _)| !ours.contains(&name.as_str()));
    let lines = kept.map(|(name, value)| format!("{name}: {}", value.to_str().unwrap_or_default()));
    let head = lines.collect::<Vec<_>>().join("\r\n");
    reply(&mut stream, parts.status.as_str(), &head, &body)
}

fn read(stream: &mut TcpStream) -> Option<http::Request<Vec<u8>>> {
    let mut stream = BufReader::new(stream);
    let mut line = String::new();
    let mut next = || {
        line.clear();
        stream.read_line(&mut line).ok()?;
        Some(line.trim_end().to_owned())
    };
    let first = next()?;
    let (method, rest) = first.split_once(' ')?;
    let (target, _) = rest.split_once(' ')?;
    let mut request = http::Request::builder().method(method).uri(target);
    let mut length = 0;
    while let Some((name, value)) = next()?.split_once(": ") {
        if name.eq_ignore_ascii_case("content-length") {
            length = value.parse().ok()?;
        }
        if !name.eq_ignore_ascii_case("connection") {
            request = request.header(name, value);
        }
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body).ok()?;
    request.body(body).ok()
}

fn reply(stream: &mut TcpStream, status: &str, head: &str, body: &[u8]) -> Option<()> {
    let head = format!(
        "HTTP/1.1 {status} .\r\n{head}\r\nConnection: close\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body)).ok()
}
