//! The id of an imported answer. Equal rows get equal ids, and nobody without the secret can guess one.
//!
//! Its time is the row's; its random bits come from an HMAC, under a secret of the site that never
//! changes, over the row's `external_id` or else over its file and line. So a file that comes twice,
//! whole or in other pieces, adds nothing, and equal rows stay apart. The survey is part of it: one
//! file may bring the answers to two, each person and moment with a score on either.

use hmac::{Hmac, KeyInit, Mac};
use koe_shared::id::AnswerId;
use sha2::Sha256;

/// What a row is recognised by.
#[derive(Clone, Copy, Debug)]
pub(super) enum Source<'a> {
    /// The owner's own name for the answer.
    External(&'a str),
    /// A line of a file.
    Line {
        /// The file.
        batch: &'a str,
        /// Its line.
        line: u64,
    },
}

/// The id of a row. `secret` is a key of any length, as HMAC takes it.
pub(super) fn answer_id(secret: &[u8], time_ms: u64, survey: &str, source: Source<'_>) -> AnswerId {
    let text = match source {
        Source::External(id) => format!("external\n{survey}\n{id}"),
        Source::Line { batch, line } => format!("line\n{survey}\n{line}\n{batch}"),
    };
    let mac = Hmac::<Sha256>::new_from_slice(secret).expect("HMAC takes a key of any length");
    let digest = mac.chain_update(text).finalize().into_bytes();
    let bits = digest.iter().take(16).fold(0, |bits: u128, byte| bits << 8 | u128::from(*byte));
    AnswerId::new(time_ms, bits)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TIME: u64 = 1_795_230_245_678;

    fn id(secret: &[u8], survey: &str, source: Source<'_>) -> String {
        answer_id(secret, TIME, survey, source).to_secret_string()
    }

    #[test]
    fn ids_are_pinned_since_a_file_may_come_again_after_years() {
        let external = Source::External("2368");
        let line = Source::Line { batch: "spring", line: 2 };
        assert_eq!(id(b"secret", "shop-nps", external), "01a1fc0f-a32e-7302-bfb1-796f0f7be0c8");
        assert_eq!(id(b"secret", "shop-nps", line), "01a1fc0f-a32e-7a01-963a-c253b33f82f6");
    }

    #[test]
    fn whatever_differs_makes_another_id() {
        let sources = [
            Source::External("1"),
            Source::External("2"),
            Source::Line { batch: "a", line: 1 },
            Source::Line { batch: "a", line: 2 },
            Source::Line { batch: "b", line: 1 },
        ];
        let mut ids: Vec<String> = [&b"one"[..], b"two"]
            .iter()
            .flat_map(|secret| ["nps", "csat"].map(|survey| (*secret, survey)))
            .flat_map(|(secret, survey)| sources.map(|source| id(secret, survey, source)))
            .collect();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), 20);
    }
}
