//! Bytes to text, chunk by chunk.

use encoding_rs::DecoderResult;

use super::charset::Charset;
use super::error::TableError;
use super::lines::Lines;

/// Decodes a file that comes in chunks, cut anywhere. A byte order mark is no part of the text.
pub(super) struct Decoder {
    charset: Charset,
    bytes: encoding_rs::Decoder,
    lines: Lines,
}

impl Decoder {
    pub(super) fn new(charset: Charset) -> Self {
        let bytes = charset.encoding.new_decoder_with_bom_removal();
        Self { charset, bytes, lines: Lines::new() }
    }

    /// Appends the text of a chunk.
    pub(super) fn push(&mut self, chunk: &[u8], text: &mut String) -> Result<(), TableError> {
        self.decode(chunk, text, false)
    }

    /// Appends what the end of the bytes leaves. Nothing may be pushed afterwards.
    pub(super) fn end(&mut self, text: &mut String) -> Result<(), TableError> {
        self.decode(&[], text, true)
    }

    fn decode(&mut self, chunk: &[u8], text: &mut String, last: bool) -> Result<(), TableError> {
        let before = text.len();
        let room = self.bytes.max_utf8_buffer_length_without_replacement(chunk.len());
        text.reserve(room.unwrap_or(chunk.len()));
        let mut rest = chunk;
        loop {
            let (result, taken) = self.bytes.decode_to_string_without_replacement(rest, text, last);
            rest = &rest[taken..];
            match result {
                DecoderResult::InputEmpty => break,
                DecoderResult::OutputFull => text.reserve(rest.len() + 16),
                DecoderResult::Malformed(..) => {
                    self.pass(&text[before..]);
                    return Err(self.broken());
                }
            }
        }
        self.pass(&text[before..]);
        Ok(())
    }

    fn pass(&mut self, text: &str) {
        text.bytes().for_each(|byte| self.lines.pass(byte));
    }

    fn broken(&self) -> TableError {
        let (charset, line) = (self.charset.name(), self.lines.line());
        if self.charset.is_given {
            TableError::NotInCharset { charset, line }
        } else {
            TableError::Undecodable { charset, line }
        }
    }
}
