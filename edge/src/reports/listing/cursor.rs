//! Where a page ended, as a text that only this call reads.
//!
//! A list of storage goes on at a page, a reply may end within one. So the cursor holds where that
//! list page began and the last answer passed on: at most one page is read twice.

use crate::answers::ScanPosition;
use crate::hex;
use crate::reports::query::QueryError;
use crate::store::keys::Block;

pub(super) fn encode(position: &ScanPosition) -> String {
    let ScanPosition { block, cursor, last_id } = position;
    let parts = [block.digits(), last_id, cursor.as_deref().unwrap_or_default()];
    hex::encode(parts.join(".").as_bytes())
}

pub(super) fn decode(text: &str) -> Result<ScanPosition, QueryError> {
    read(text).ok_or(QueryError::Cursor)
}

fn read(text: &str) -> Option<ScanPosition> {
    let text = String::from_utf8(hex::decode(text)?).ok()?;
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

    #[test]
    fn a_cursor_comes_back_as_it_went() {
        for digits in ["", "8204", "8204769999"] {
            for cursor in [None, Some("AAAA.bb-_=".to_owned())] {
                let block = Block::from_digits(digits).unwrap();
                let position = ScanPosition {
                    block,
                    cursor,
                    last_id: "fe5e03f05cd170008000000000000000".to_owned(),
                };
                assert_eq!(decode(&encode(&position)), Ok(position));
            }
        }
    }

    #[test]
    fn what_is_no_cursor_is_refused() {
        let crafted = ["8204.not-an-id.x", "82O4..", "82047699991..", "8204."].map(str::as_bytes);
        let crafted = crafted.map(hex::encode);
        for text in
            ["", "x", "zz", "3132", "ff"].into_iter().chain(crafted.each_ref().map(String::as_str))
        {
            assert_eq!(decode(text), Err(QueryError::Cursor), "{text}");
        }
    }
}
