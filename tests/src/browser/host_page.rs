//! A host page: a small site of a journey's own, on an origin of its own, as an owner's site is
//! another one than the deployment. It knows nothing but the files it was given.

use crate::patience;
use std::{
    collections::HashMap,
    io::{BufRead, BufReader, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

/// A running site. It stops when this is dropped.
#[derive(Debug)]
pub struct HostPage {
    origin: String,
    address: SocketAddr,
    stopped: Arc<AtomicBool>,
}

/// One file of it.
#[derive(Clone, Debug)]
pub struct File {
    content_type: &'static str,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
    late: Duration,
}

/// A file that is a document, as most are.
pub type Html = File;

impl File {
    /// A document.
    pub fn html(body: impl Into<Vec<u8>>) -> Self {
        Self::of("text/html; charset=utf-8", body)
    }

    /// A document of XML.
    pub fn xhtml(body: impl Into<Vec<u8>>) -> Self {
        Self::of("application/xhtml+xml; charset=utf-8", body)
    }

    /// A script.
    pub fn script(body: impl Into<Vec<u8>>) -> Self {
        Self::of("text/javascript; charset=utf-8", body)
    }

    /// A stylesheet.
    pub fn style(body: impl Into<Vec<u8>>) -> Self {
        Self::of("text/css; charset=utf-8", body)
    }

    /// A WebAssembly module.
    pub fn wasm(body: Vec<u8>) -> Self {
        Self::of("application/wasm", body)
    }

    fn of(content_type: &'static str, body: impl Into<Vec<u8>>) -> Self {
        Self { content_type, headers: Vec::new(), body: body.into(), late: Duration::ZERO }
    }

    /// The same from a server that takes so long to answer.
    #[must_use]
    pub fn late(self, late: Duration) -> Self {
        Self { late, ..self }
    }

    /// The same with a response header more, such as a content security policy.
    #[must_use]
    pub fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }
}

impl From<String> for File {
    fn from(body: String) -> Self {
        Self::html(body)
    }
}

impl HostPage {
    /// Serves files by their paths, on a free port.
    pub fn serve(files: impl IntoIterator<Item = (impl Into<String>, File)>) -> Self {
        Self::serve_at("127.0.0.1", files)
    }

    /// Serves files on a host of its own, `shop.localhost`: to the browser that is another site
    /// than any other host, with frames in processes and storage of their own.
    pub fn serve_at(
        host: &str,
        files: impl IntoIterator<Item = (impl Into<String>, File)>,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("some port is free");
        let address = listener.local_addr().expect("a bound socket has one");
        let files = files.into_iter().map(|(path, file)| (path.into(), file));
        let files: Arc<HashMap<String, _>> = Arc::new(files.collect());
        let stopped = Arc::new(AtomicBool::new(false));
        let stop = Arc::clone(&stopped);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                if stop.load(Ordering::Relaxed) {
                    break;
                }
                // A browser opens connections ahead of need and may hang up at any time; none of
                // them holds up another.
                let files = Arc::clone(&files);
                std::thread::spawn(move || stream.and_then(|stream| answer(stream, &files)));
            }
        });
        Self { origin: format!("http://{host}:{}", address.port()), address, stopped }
    }

    /// Its origin, as a site document lists it.
    pub fn origin(&self) -> String {
        self.origin.clone()
    }

    /// The address of one of its files.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.origin)
    }
}

impl Drop for HostPage {
    fn drop(&mut self) {
        self.stopped.store(true, Ordering::Relaxed);
        // Wakes the thread, which waits for a connection.
        let _ = TcpStream::connect(self.address);
    }
}

fn answer(mut stream: TcpStream, files: &HashMap<String, File>) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    let Some(first) = lines.next().transpose()? else { return Ok(()) };
    while lines.next().transpose()?.is_some_and(|line| !line.is_empty()) {}
    let target = first.split(' ').nth(1).unwrap_or("/");
    let path = target.split('?').next().unwrap_or(target);

    let (status, file) = match files.get(path) {
        Some(file) => ("200 OK", file.clone()),
        None => ("404 Not Found", File::html("there is no such file")),
    };
    let File { content_type, headers, body, late } = file;
    patience::late(late);
    write!(stream, "HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\n")?;
    for (name, value) in headers {
        write!(stream, "{name}: {value}\r\n")?;
    }
    write!(stream, "Content-Length: {}\r\nConnection: close\r\n\r\n", body.len())?;
    stream.write_all(&body)
}
