//! Which encoding the bytes of a table are in.
//!
//! What is said holds. What is not said is found: a byte order mark, the NULs of UTF-16, UTF-8 that
//! is valid to the end, and for the rest a detector made for legacy text. It is believed where it
//! finds what the contract names, `Shift_JIS` (as Windows writes it) and Latin-1; any other finding is a
//! question to the caller, since comments in a wrong alphabet would look like an import that worked.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{
    EUC_JP, Encoding, REPLACEMENT, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252,
};

use super::decode::Decoder;
use super::error::{NotATable, TableError};

/// Bytes that the first look takes in.
const HEAD: usize = 4_096;

/// The encoding of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Charset {
    pub(super) encoding: &'static Encoding,
    /// The caller said so.
    pub(super) is_given: bool,
}

impl Charset {
    /// UTF-8, as the tool writes.
    pub const UTF_8: Self = Self { encoding: UTF_8, is_given: false };

    /// Finds the encoding of a file that comes in chunks; `given` is what the caller says it is.
    ///
    /// # Errors
    /// An encoding that is unknown or that the file is not in, and a file that is no table.
    pub fn find<C: AsRef<[u8]>, E: From<TableError>>(
        chunks: impl IntoIterator<Item = Result<C, E>>,
        given: Option<&str>,
    ) -> Result<Self, E> {
        let given = given.map(named).transpose()?;
        let mut seen = Seen::new();
        for chunk in chunks {
            seen.pass(chunk?.as_ref())?;
        }
        Ok(seen.charset(given)?)
    }

    /// The usual name, such as `Shift_JIS`.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.encoding.name()
    }
}

fn named(label: &str) -> Result<&'static Encoding, TableError> {
    let label = label.trim().trim_matches('"');
    Encoding::for_label(label.as_bytes())
        .filter(|encoding| *encoding != REPLACEMENT)
        .ok_or_else(|| TableError::UnknownCharset { given: label.chars().take(40).collect() })
}

/// What has been seen of a file so far.
struct Seen {
    head: Vec<u8>,
    is_begun: bool,
    utf8: Trial,
    /// Characters of UTF-8 over ASCII, and places that are invalid in UTF-8.
    characters: usize,
    breaks: usize,
    detector: EncodingDetector,
    shift_jis: Trial,
    has_kana: bool,
    /// The bytes over ASCII that occur.
    high: [bool; 128],
    /// How many there are, and how many pairs begin with a byte as most kanji do.
    high_bytes: usize,
    kanji: usize,
    begins_kanji: bool,
}

impl Seen {
    fn new() -> Self {
        Self {
            head: Vec::with_capacity(HEAD),
            is_begun: false,
            utf8: Trial::new(UTF_8),
            characters: 0,
            breaks: 0,
            detector: EncodingDetector::new(Iso2022JpDetection::Deny),
            shift_jis: Trial::new(SHIFT_JIS),
            has_kana: false,
            high: [false; 128],
            high_bytes: 0,
            kanji: 0,
            begins_kanji: false,
        }
    }

    fn pass(&mut self, chunk: &[u8]) -> Result<(), TableError> {
        let room = HEAD - self.head.len();
        self.head.extend_from_slice(&chunk[..chunk.len().min(room)]);
        if !self.is_begun && self.head.len() >= 8 {
            self.is_begun = true;
            check_kind(&self.head)?;
        }
        self.utf8.pass(chunk);
        for part in chunk.utf8_chunks() {
            self.characters += part.valid().chars().filter(|c| !c.is_ascii()).count();
            self.breaks += usize::from(!part.invalid().is_empty());
        }
        self.detector.feed(chunk, false);
        let is_kana = |c| matches!(c, 'ぁ'..='ん' | 'ァ'..='ヶ');
        self.has_kana |= self.shift_jis.pass(chunk).contains(is_kana);
        for byte in chunk {
            let is_high = !byte.is_ascii();
            if is_high {
                self.high[usize::from(byte - 128)] = true;
                self.high_bytes += 1;
            }
            if self.begins_kanji && is_high {
                self.kanji += 1;
                self.begins_kanji = false;
            } else {
                self.begins_kanji = matches!(byte, 0x81..=0x9f);
            }
        }
        Ok(())
    }

    fn charset(mut self, given: Option<&'static Encoding>) -> Result<Charset, TableError> {
        check_kind(&self.head)?;
        let marked = Encoding::for_bom(&self.head).map(|(encoding, _)| encoding);
        if let Some(given) = given {
            let is_utf_16 = |encoding| [UTF_16LE, UTF_16BE].contains(&encoding);
            return match marked {
                // "UTF-16" alone leaves the order to the mark.
                Some(marked) if marked != given && !(is_utf_16(marked) && is_utf_16(given)) => {
                    Err(TableError::OtherCharset { given: given.name(), found: marked.name() })
                }
                marked => Ok(Charset { encoding: marked.unwrap_or(given), is_given: true }),
            };
        }
        let found = |encoding| Ok(Charset { encoding, is_given: false });
        if let Some(encoding) = marked.or_else(|| utf_16(&self.head)) {
            return found(encoding);
        }
        let Err(damage) = self.utf8.end() else { return found(UTF_8) };
        // Other encodings hit upon a character of UTF-8 now and then, and miss it more often.
        if self.characters > 2 * self.breaks {
            return Err(damage);
        }
        // The detector weighs letters; where most are Latin, some kana weigh too little.
        if self.has_kana && self.shift_jis.end().is_ok() {
            return found(SHIFT_JIS);
        }
        self.detector.feed(&[], true);
        match self.detector.guess(None, Utf8Detection::Deny) {
            guess if guess.is_single_byte() && self.is_rather_kanji() => found(SHIFT_JIS),
            guess if guess == WINDOWS_1252 && self.has_gap_of_latin_1() => Err(damage),
            guess if [SHIFT_JIS, EUC_JP, WINDOWS_1252].contains(&guess) => found(guess),
            guess if self.is_the_same_in_latin_1(guess) => found(WINDOWS_1252),
            guess => Err(TableError::LooksLike { charset: guess.name() }),
        }
    }

    /// Whether it may be `Shift_JIS`, and many of its bytes over ASCII are pairs that begin as most kanji do: in
    /// Latin-1 such pairs are a punctuation mark before an accented letter.
    fn is_rather_kanji(&mut self) -> bool {
        4 * self.kanji > self.high_bytes && self.shift_jis.end().is_ok()
    }

    /// Whether a byte occurs that stands for nothing in Latin-1 as Windows writes it.
    fn has_gap_of_latin_1(&self) -> bool {
        [0x81, 0x8d, 0x8f, 0x90, 0x9d].iter().any(|byte| self.high[byte - 0x80])
    }

    /// Whether what occurs means the same in an encoding as in Latin-1.
    fn is_the_same_in_latin_1(&self, encoding: &'static Encoding) -> bool {
        encoding.is_single_byte()
            && (128..=u8::MAX).zip(self.high).filter(|(_, occurs)| *occurs).all(|(byte, _)| {
                let bytes = [byte];
                let read = |encoding: &'static Encoding| {
                    encoding.decode_without_bom_handling_and_without_replacement(&bytes)
                };
                read(encoding) == read(WINDOWS_1252)
            })
    }
}

/// An encoding on trial: it holds until bytes come that are invalid in it.
struct Trial {
    decoder: Decoder,
    text: String,
    held: Result<(), TableError>,
}

impl Trial {
    fn new(encoding: &'static Encoding) -> Self {
        let decoder = Decoder::new(Charset { encoding, is_given: false });
        Self { decoder, text: String::new(), held: Ok(()) }
    }

    /// Takes a chunk, and returns its text as far as the encoding holds.
    fn pass(&mut self, chunk: &[u8]) -> &str {
        self.text.clear();
        if self.held.is_ok() {
            self.held = self.decoder.push(chunk, &mut self.text);
        }
        &self.text
    }

    /// Whether the whole is in the encoding, or where it is not. Nothing may come afterwards.
    fn end(&mut self) -> Result<(), TableError> {
        self.held.clone()?;
        self.decoder.end(&mut self.text)
    }
}

/// UTF-16 without a mark: ASCII, which every header has, leaves a NUL in each second byte. A blank of
/// Japanese leaves one in the other.
fn utf_16(head: &[u8]) -> Option<&'static Encoding> {
    let nuls = |first: usize| head.iter().skip(first).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (nuls(0), nuls(1));
    let is_many = |nuls: usize, others: usize| nuls > head.len() / 5 && nuls > 8 * others;
    if is_many(odd, even) {
        Some(UTF_16LE)
    } else if is_many(even, odd) {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Refuses what its first bytes say is something else.
fn check_kind(head: &[u8]) -> Result<(), TableError> {
    let begins = |with: &[u8]| head.starts_with(with);
    let text: String = head
        .iter()
        .skip_while(|byte| byte.is_ascii_whitespace())
        .take(16)
        .map(|byte| char::from(byte.to_ascii_lowercase()))
        .collect();
    let what = if begins(b"%PDF-") {
        NotATable::Pdf
    } else if begins(b"PK\x03\x04") {
        NotATable::Zip
    } else if begins(b"\xd0\xcf\x11\xe0") {
        NotATable::OldExcel
    } else if begins(b"\x1f\x8b") {
        NotATable::Gzip
    } else if ["<!doctype", "<html", "<?xml", "<table"].iter().any(|tag| text.starts_with(tag)) {
        NotATable::Html
    } else {
        return Ok(());
    };
    Err(TableError::NotATable { what })
}
