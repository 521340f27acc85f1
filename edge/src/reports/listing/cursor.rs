//! Where a page ended, as a text that only this call reads.
//!
//! A list of storage goes on at a page, a reply may end within one. So the cursor holds where that
//! list page began and the last answer passed on: at most one page is read twice.
//!
//! A cursor belongs to its question. On another site, or with another filter, it would lead to a list that
//! begins in the middle or is empty, which looks like an answer. So it carries a seal, which nobody can
//! make up, and any other is refused.

use hmac::{Hmac, KeyInit, Mac};
use koe_shared::id::SurveyId;
use sha2::Sha256;

use crate::answers::{RespondentId, ScanPosition};
use crate::hex;
use crate::reports::query::{Params, QueryError};
use crate::sites::Site;
use crate::store::keys::Block;

/// What only says how much of a list is given, and how: it may differ from page to page.
const FREE: [&str; 3] = ["cursor", "limit", "format"];
/// Digits of a seal.
const SEAL_DIGITS: usize = 16;

/// The question that a cursor belongs to.
pub(in crate::reports) struct Question<'a> {
    secret: &'a [u8],
    asked: String,
}

impl<'a> Question<'a> {
    /// A list of answers, by its parameters.
    pub(super) fn of_answers(site: &'a Site, params: &Params) -> Self {
        Self::new(site, &format!("answers\n{}", params.beside(&FREE)))
    }

    /// The answers of a person.
    pub(super) fn of_person(site: &'a Site, id: &RespondentId) -> Self {
        Self::new(site, &format!("person\n{}", id.as_str()))
    }

    /// A list of cases, by its parameters.
    pub(in crate::reports) fn of_cases(site: &'a Site, params: &Params) -> Self {
        Self::new(site, &format!("cases\n{}", params.beside(&FREE)))
    }

    /// The persons who answered a survey.
    pub(in crate::reports) fn of_people(site: &'a Site, survey: &SurveyId, asked: &str) -> Self {
        Self::new(site, &format!("people\n{survey}\n{asked}"))
    }

    fn new(site: &'a Site, asked: &str) -> Self {
        Self::sealed_with(site.record.import_secret(), format!("{}\n{asked}", site.id))
    }

    fn sealed_with(secret: &'a [u8], asked: String) -> Self {
        Self { secret, asked }
    }

    fn seal(&self, position: &str) -> String {
        let mac = Hmac::<Sha256>::new_from_slice(self.secret);
        let mac = mac.expect("HMAC takes a key of any length");
        // Other things are made with the same secret: each use has a word of its own.
        let mac = mac.chain_update("cursor\n").chain_update(&self.asked).chain_update("\n");
        let digest = mac.chain_update(position).finalize();
        let mut seal = hex::encode(&digest.into_bytes());
        seal.truncate(SEAL_DIGITS);
        seal
    }

    pub(in crate::reports) fn encode(&self, position: &ScanPosition) -> String {
        let ScanPosition { block, cursor, last_id } = position;
        let parts = [block.digits(), last_id, cursor.as_deref().unwrap_or_default()];
        self.sealed(&parts.join("."))
    }

    pub(in crate::reports) fn decode(&self, text: &str) -> Result<ScanPosition, QueryError> {
        read(&self.opened(text)?).ok_or(QueryError::Cursor)
    }

    /// A position of whatever form, with its seal.
    pub(in crate::reports) fn sealed(&self, position: &str) -> String {
        hex::encode(format!("{}.{position}", self.seal(position)).as_bytes())
    }

    /// The position in a cursor that is of this question.
    pub(in crate::reports) fn opened(&self, text: &str) -> Result<String, QueryError> {
        let text = hex::decode(text).and_then(|bytes| String::from_utf8(bytes).ok());
        let parts = text.as_deref().and_then(|text| text.split_once('.'));
        let (seal, position) = parts.ok_or(QueryError::Cursor)?;
        if seal != self.seal(position) {
            return Err(QueryError::Cursor);
        }
        Ok(position.to_owned())
    }
}

fn read(text: &str) -> Option<ScanPosition> {
    let mut parts = text.splitn(3, '.');
    let (digits, last_id, cursor) = (parts.next()?, parts.next()?, parts.next()?);
    let is_id = last_id.len() == 32 && last_id.bytes().all(|byte| byte.is_ascii_hexdigit());
    if !is_id && !last_id.is_empty() {
        return None;
    }
    Some(ScanPosition {
        block: Block::from_digits(digits)?,
        cursor: (!cursor.is_empty()).then(|| cursor.to_owned()),
        last_id: last_id.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn question(asked: &str) -> Question<'static> {
        Question::sealed_with(b"secret", asked.to_owned())
    }

    fn position(digits: &str) -> ScanPosition {
        let block = Block::from_digits(digits).unwrap();
        ScanPosition { block, cursor: Some("AAAA".to_owned()), last_id: String::new() }
    }

    #[test]
    fn a_cursor_of_another_question_or_secret_is_refused() {
        let cursor = question("answers").encode(&position("82"));
        assert_eq!(question("answers").decode(&cursor), Ok(position("82")));
        assert_eq!(question("persons").decode(&cursor), Err(QueryError::Cursor));
        let other = Question::sealed_with(b"another", "answers".to_owned());
        assert_eq!(other.decode(&cursor), Err(QueryError::Cursor));
    }

    #[test]
    fn a_cursor_of_which_one_digit_is_changed_is_refused() {
        let question = question("answers");
        let cursor = question.encode(&position("82"));
        for at in 0..cursor.len() {
            for digit in ["0", "7", "f"].into_iter().filter(|digit| *digit != &cursor[at..=at]) {
                let changed = format!("{}{digit}{}", &cursor[..at], &cursor[at + 1..]);
                assert_eq!(question.decode(&changed), Err(QueryError::Cursor), "{changed}");
            }
        }
    }

    #[test]
    fn a_cursor_comes_back_as_it_went() {
        let question = question("answers");
        for digits in ["", "8204", "8204769999"] {
            for cursor in [None, Some("AAAA.bb-_=".to_owned())] {
                let block = Block::from_digits(digits).unwrap();
                let position = ScanPosition {
                    block,
                    cursor,
                    last_id: "fe5e03f05cd170008000000000000000".to_owned(),
                };
                assert_eq!(question.decode(&question.encode(&position)), Ok(position));
            }
        }
    }

    #[test]
    fn what_is_no_cursor_is_refused() {
        let question = question("answers");
        for text in ["", "x", "zz", "3132", "ff", "2e", "82042e2e"] {
            assert_eq!(question.decode(text), Err(QueryError::Cursor), "{text}");
        }
        // Sealed, and yet none: a later release may write others.
        for position in ["8204.not-an-id.x", "82O4..", "82047699991..", "8204."] {
            let sealed = format!("{}.{position}", question.seal(position));
            let text = hex::encode(sealed.as_bytes());
            assert_eq!(question.decode(&text), Err(QueryError::Cursor), "{position}");
        }
    }
}
