//! What a browser is told about a page of the desk: it loads what this deployment serves, stands in no frame,
//! shares no process and no handle with another page, and is kept nowhere.

use super::language::Language;

/// The headers of a page.
pub(crate) fn headers(language: Language) -> Vec<(&'static str, String)> {
    let policy = "default-src 'none'; script-src 'self'; connect-src 'self'; frame-src 'self'; style-src 'self'; \
                  img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    [
        ("content-type", "text/html; charset=utf-8"),
        ("content-language", language.tag()),
        ("content-security-policy", policy),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("referrer-policy", "same-origin"),
        ("x-frame-options", "DENY"),
        ("x-robots-tag", "noindex, nofollow"),
    ]
    .into_iter()
    .map(|(name, value)| (name, value.to_owned()))
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_inline_runs_and_nobody_frames_a_page() {
        let headers = headers(Language::English);
        let policy =
            &headers.iter().find(|(name, _)| *name == "content-security-policy").unwrap().1;
        assert!(policy.contains("frame-ancestors 'none'"), "{policy}");
        assert!(!policy.contains("unsafe") && !policy.contains("sha256"), "{policy}");
    }
}
