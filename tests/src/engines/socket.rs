//! A web socket, as far as a test needs one: text messages to and from a browser on this machine. A
//! crate for it would bring eight others for what is two pages of the standard (RFC 6455).

use std::{
    io::{self, BufRead, BufReader, Read, Write},
    net::TcpStream,
};

/// The end that sends.
pub(super) struct Sender(TcpStream);

/// The end that hears: one message after the other, until the other side closes.
pub(super) struct Receiver {
    stream: BufReader<TcpStream>,
    /// Answers to the other side's pings.
    pongs: Sender,
}

/// Opens one at a path of a port of this machine.
pub(super) fn open(port: u16, path: &str) -> io::Result<(Sender, Receiver)> {
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    stream.set_nodelay(true)?;
    // The key is there to tell a web socket from something that was not meant to be one.
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
         Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    )?;
    let (sender, pongs) = (Sender(stream.try_clone()?), Sender(stream.try_clone()?));
    let mut stream = BufReader::new(stream);
    let mut line = String::new();
    stream.read_line(&mut line)?;
    if !line.contains(" 101 ") {
        return Err(io::Error::other(line));
    }
    while line.trim_end() != "" {
        line.clear();
        stream.read_line(&mut line)?;
    }
    Ok((sender, Receiver { stream, pongs }))
}

const TEXT: u8 = 1;
const CLOSE: u8 = 8;
const PING: u8 = 9;
const PONG: u8 = 10;

/// What stands for a length in the place of one: it follows in so many bytes.
const TWO_BYTES: u8 = 0x7e;
const EIGHT_BYTES: u8 = 0x7f;

impl Sender {
    pub(super) fn text(&mut self, message: &str) -> io::Result<()> {
        self.frame(TEXT, message.as_bytes())
    }

    /// One whole message. A client has to mask what it sends with numbers that nobody can foresee, for
    /// the sake of proxies on the way: here is none, so that any mask does.
    fn frame(&mut self, kind: u8, body: &[u8]) -> io::Result<()> {
        const LAST: u8 = 0x80;
        const MASKED: u8 = 0x80;
        const MASK: u8 = 0x5a;
        let length = body.len() as u64;
        let mut frame = vec![LAST | kind];
        match (u8::try_from(length), u16::try_from(length)) {
            (Ok(short @ 0..TWO_BYTES), _) => frame.push(MASKED | short),
            (_, Ok(middle)) => {
                frame.push(MASKED | TWO_BYTES);
                frame.extend(middle.to_be_bytes());
            }
            _ => {
                frame.push(MASKED | EIGHT_BYTES);
                frame.extend(length.to_be_bytes());
            }
        }
        frame.extend([MASK; 4]);
        frame.extend(body.iter().map(|byte| byte ^ MASK));
        self.0.write_all(&frame)
    }
}

impl Receiver {
    fn bytes<const N: usize>(&mut self) -> io::Result<[u8; N]> {
        let mut bytes = [0; N];
        self.stream.read_exact(&mut bytes).map(|()| bytes)
    }

    /// A part of a message: whether it is the last one, its kind, what is in it.
    fn frame(&mut self) -> io::Result<(bool, u8, Vec<u8>)> {
        let [first, second] = self.bytes()?;
        let length = match second & 0x7f {
            TWO_BYTES => u64::from(u16::from_be_bytes(self.bytes()?)),
            EIGHT_BYTES => u64::from_be_bytes(self.bytes()?),
            short => u64::from(short),
        };
        let mut body = Vec::new();
        Read::by_ref(&mut self.stream).take(length).read_to_end(&mut body)?;
        Ok((first & 0x80 != 0, first & 0x0f, body))
    }
}

impl Iterator for Receiver {
    type Item = Vec<u8>;

    fn next(&mut self) -> Option<Vec<u8>> {
        let mut message = Vec::new();
        loop {
            let (last, kind, body) = self.frame().ok()?;
            match kind {
                CLOSE => return None,
                PING => self.pongs.frame(PONG, &body).ok()?,
                PONG => {}
                _ => {
                    message.extend(body);
                    if last {
                        return Some(message);
                    }
                }
            }
        }
    }
}
