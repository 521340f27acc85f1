//! A host page: a small site of a journey's own, on an origin of its own, as an owner's site is
//! another one than the deployment. It knows nothing but the pages it was given.

use std::{
    collections::HashMap,
    io::{BufRead, BufReader, Write},
    net::{TcpListener, TcpStream},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

/// A running site. It stops when this is dropped.
#[derive(Debug)]
pub struct HostPage {
    address: String,
    stopped: Arc<AtomicBool>,
}

/// One page of it.
#[derive(Clone, Debug)]
pub struct Html {
    /// Response headers beside the type, such as a content security policy.
    pub headers: Vec<(&'static str, String)>,
    /// The document.
    pub body: String,
}

impl From<String> for Html {
    fn from(body: String) -> Self {
        Self { headers: Vec::new(), body }
    }
}

impl HostPage {
    /// Serves pages by their paths, on a free port.
    pub fn serve(pages: impl IntoIterator<Item = (&'static str, Html)>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("some port is free");
        let address = listener.local_addr().expect("a bound socket has one").to_string();
        let pages: Arc<HashMap<_, _>> = Arc::new(pages.into_iter().collect());
        let stopped = Arc::new(AtomicBool::new(false));
        let stop = Arc::clone(&stopped);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                if stop.load(Ordering::Relaxed) {
                    break;
                }
                // A browser opens connections ahead of need and may hang up at any time; none of
                // them holds up another.
                let pages = Arc::clone(&pages);
                std::thread::spawn(move || stream.and_then(|stream| answer(stream, &pages)));
            }
        });
        Self { address, stopped }
    }

    /// Its origin, as a site document lists it.
    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The address of one of its pages.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }
}

impl Drop for HostPage {
    fn drop(&mut self) {
        self.stopped.store(true, Ordering::Relaxed);
        // Wakes the thread, which waits for a connection.
        let _ = TcpStream::connect(&self.address);
    }
}

fn answer(mut stream: TcpStream, pages: &HashMap<&str, Html>) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    let Some(first) = lines.next().transpose()? else { return Ok(()) };
    while lines.next().transpose()?.is_some_and(|line| !line.is_empty()) {}
    let target = first.split(' ').nth(1).unwrap_or("/");
    let path = target.split('?').next().unwrap_or(target);

    let (status, page) = match pages.get(path) {
        Some(page) => ("200 OK", page.clone()),
        None => ("404 Not Found", Html::from("there is no such page".to_owned())),
    };
    let headers = page.headers.iter().fold(String::new(), |headers, (name, value)| {
        headers
            + name
            + ": "
            + value
            + "
"
    });
    let length = page.body.len();
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\n{headers}\
         Content-Length: {length}\r\nConnection: close\r\n\r\n{}",
        page.body
    )
}
