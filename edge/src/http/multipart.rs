//! `multipart/form-data`, part by part as it comes: what stands first in a form is known before the rest is read.
//!
//! It reads what browsers write and refuses everything else: no preamble, lines that end in CRLF, a head of at most
//! two kibibytes, fields that are named. Nothing is read past a bound. A crate for it (`multer`) brings a parser
//! of HTTP and one of media types along, which the Worker needs for nothing else.

use std::fmt;

use axum::body::{Body, BodyDataStream};
use futures_util::StreamExt;
use http::HeaderMap;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};

/// The type of a form with a file.
const FORM_DATA: &str = "multipart/form-data";
/// Bytes of a part's head, at most: a browser writes two or three lines, of which one holds the file's name.
const MOST_HEAD: usize = 2 * 1_024;
/// Characters of a boundary, at most (RFC 2046).
const MOST_BOUNDARY: usize = 70;

/// A form on its way in.
pub(crate) struct Multipart {
    chunks: BodyDataStream,
    /// What has come and was not given away yet.
    buffer: Vec<u8>,
    /// A line end, two hyphens and the boundary.
    delimiter: Vec<u8>,
    /// Bytes that have come.
    read: usize,
    /// Bytes that come at most, and that the sender has announced.
    limit: usize,
    announced: usize,
    is_first: bool,
}

/// A field of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Part {
    pub(crate) name: String,
    /// The name of a file, where the field is one. A field without a chosen file has an empty name.
    pub(crate) file: Option<String>,
    pub(crate) bytes: Vec<u8>,
}

/// Why a form can't be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MultipartError {
    /// Another content type, or one without a boundary.
    NotAForm,
    /// What came can't be read as a form, or broke off.
    Broken,
    /// The form or a part of it is over its bound.
    TooLarge { limit: usize },
}

impl fmt::Display for MultipartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAForm => write!(f, "the body is not {FORM_DATA} with a boundary"),
            Self::Broken => write!(f, "the form is malformed or broke off"),
            Self::TooLarge { limit } => write!(f, "the form is over {limit} bytes"),
        }
    }
}

/// Whether a request brings such a form.
pub(crate) fn is_multipart(headers: &HeaderMap) -> bool {
    let essence = content_type(headers).split(';').next().unwrap_or_default();
    essence.trim().eq_ignore_ascii_case(FORM_DATA)
}

impl Multipart {
    /// A form of at most `limit` bytes. Nothing is read yet.
    pub(crate) fn new(
        headers: &HeaderMap,
        body: Body,
        limit: usize,
    ) -> Result<Self, MultipartError> {
        let boundary = boundary(content_type(headers)).filter(|_| is_multipart(headers));
        let boundary = boundary.ok_or(MultipartError::NotAForm)?;
        let announced = headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok());
        Ok(Self {
            chunks: body.into_data_stream(),
            // The first boundary has no line before it.
            buffer: b"\r\n".to_vec(),
            delimiter: format!("\r\n--{boundary}").into_bytes(),
            read: 0,
            limit,
            announced: announced.and_then(|length| length.parse().ok()).unwrap_or_default(),
            is_first: true,
        })
    }

    /// The next part, of at most `most` bytes; none at the end.
    pub(crate) async fn next(&mut self, most: usize) -> Result<Option<Part>, MultipartError> {
        if self.is_first {
            self.is_first = false;
            // Nothing may stand before it.
            self.take_until_delimiter(0).await.map_err(|_| MultipartError::Broken)?;
        } else if self.announced > self.limit {
            return Err(MultipartError::TooLarge { limit: self.limit });
        }
        match self.take(2).await?.as_slice() {
            b"--" => return Ok(None),
            b"\r\n" => {}
            _ => return Err(MultipartError::Broken),
        }
        let (name, file) = self.head().await?;
        let bytes = self.take_until_delimiter(most).await?;
        Ok(Some(Part { name, file, bytes }))
    }

    /// The name of a part, and that of its file.
    async fn head(&mut self) -> Result<(String, Option<String>), MultipartError> {
        let length = loop {
            let seen = &self.buffer[..self.buffer.len().min(MOST_HEAD)];
            match find(seen, b"\r\n\r\n") {
                Some(length) => break length,
                None if self.buffer.len() >= MOST_HEAD => return Err(MultipartError::Broken),
                None => self.fill().await?,
            }
        };
        let head = self.take(length + 4).await?;
        let head = str::from_utf8(&head).map_err(|_| MultipartError::Broken)?;
        let disposition = head.split("\r\n").find_map(|line| {
            let (name, value) = line.split_once(':')?;
            name.eq_ignore_ascii_case("content-disposition").then_some(value)
        });
        let parameters = disposition.and_then(|value| value.trim().strip_prefix("form-data"));
        let parameters = parameters.ok_or(MultipartError::Broken)?;
        let name = parameter(parameters, "name").ok_or(MultipartError::Broken)?;
        Ok((name, parameter(parameters, "filename")))
    }

    /// What comes before the next delimiter, which is passed over.
    async fn take_until_delimiter(&mut self, most: usize) -> Result<Vec<u8>, MultipartError> {
        let mut searched = 0;
        loop {
            if let Some(place) = find(&self.buffer[searched..], &self.delimiter) {
                let length = searched + place;
                if length > most {
                    return Err(MultipartError::TooLarge { limit: most });
                }
                let taken = self.take(length).await?;
                self.take(self.delimiter.len()).await?;
                return Ok(taken);
            }
            // The end of what is there may be the beginning of a delimiter.
            searched = (self.buffer.len() + 1).saturating_sub(self.delimiter.len());
            if searched > most {
                return Err(MultipartError::TooLarge { limit: most });
            }
            self.fill().await?;
        }
    }

    async fn take(&mut self, length: usize) -> Result<Vec<u8>, MultipartError> {
        while self.buffer.len() < length {
            self.fill().await?;
        }
        let rest = self.buffer.split_off(length);
        Ok(std::mem::replace(&mut self.buffer, rest))
    }

    /// Reads a chunk.
    async fn fill(&mut self) -> Result<(), MultipartError> {
        let chunk = self.chunks.next().await.ok_or(MultipartError::Broken)?;
        let chunk = chunk.map_err(|_| MultipartError::Broken)?;
        self.read += chunk.len();
        if self.read > self.limit {
            return Err(MultipartError::TooLarge { limit: self.limit });
        }
        self.buffer.extend_from_slice(&chunk);
        Ok(())
    }
}

fn content_type(headers: &HeaderMap) -> &str {
    headers.get(CONTENT_TYPE).and_then(|given| given.to_str().ok()).unwrap_or_default()
}

fn boundary(content_type: &str) -> Option<&str> {
    let mut parameters = content_type.split(';').skip(1).filter_map(|part| part.split_once('='));
    let (_, given) = parameters.find(|(name, _)| name.trim().eq_ignore_ascii_case("boundary"))?;
    let boundary = given.trim().trim_matches('"');
    let is_legal = boundary.bytes().all(|byte| byte.is_ascii_graphic());
    (is_legal && (1..=MOST_BOUNDARY).contains(&boundary.len())).then_some(boundary)
}

/// A parameter in quotes. Browsers write a quote and line ends within as `%22`, `%0D` and `%0A`.
fn parameter(parameters: &str, wanted: &str) -> Option<String> {
    let mut rest = parameters;
    loop {
        rest = rest.trim_start().strip_prefix(';')?;
        let (name, behind) = rest.split_once("=\"")?;
        let (value, after) = behind.split_once('"')?;
        if name.trim().eq_ignore_ascii_case(wanted) {
            return Some(value.replace("%22", "\"").replace("%0D", "").replace("%0A", " "));
        }
        rest = after;
    }
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    let first = *wanted.first()?;
    let mut from = 0;
    loop {
        let place = from + bytes.get(from..)?.iter().position(|byte| *byte == first)?;
        if bytes[place..].starts_with(wanted) {
            return Some(place);
        }
        from = place + 1;
    }
}

#[cfg(test)]
mod tests;
