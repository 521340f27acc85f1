//! The versions of the protocol, newest first.

/// The version in which each request says its own version.
pub(super) const MODERN: &str = "2026-07-28";
/// Every version that is spoken, newest first.
pub(super) const SUPPORTED: [&str; 4] = [MODERN, "2025-11-25", "2025-06-18", "2025-03-26"];

/// How a client and the server agree on a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Era {
    /// Each request names its version.
    Modern,
    /// The client has shaken hands before; nothing of that is kept.
    Legacy,
}

/// Whether a version is one that begins with a handshake.
pub(super) fn is_legacy(version: &str) -> bool {
    version != MODERN && SUPPORTED.contains(&version)
}

/// The version of a handshake: the one that is asked for, or the newest.
pub(super) fn agreed(asked: &str) -> &'static str {
    let [_, newest, ..] = SUPPORTED;
    SUPPORTED.into_iter().find(|spoken| *spoken == asked && is_legacy(asked)).unwrap_or(newest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_handshake_agrees_on_the_version_that_is_asked_for_or_the_newest_of_its_kind() {
        for (asked, answered) in [
            ("2025-03-26", "2025-03-26"),
            ("2025-06-18", "2025-06-18"),
            ("2025-11-25", "2025-11-25"),
            ("2024-11-05", "2025-11-25"),
            ("2026-07-28", "2025-11-25"),
            ("", "2025-11-25"),
        ] {
            assert_eq!(agreed(asked), answered, "{asked:?}");
        }
    }
}
