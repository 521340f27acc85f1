//! What a browser is told about a page that the edge makes: what it may load, who may frame it, that
//! nobody keeps, indexes or refers to it.

use axum::response::Response;
use base64::{Engine, engine::general_purpose::STANDARD};
use http::header::{
    CONTENT_LANGUAGE, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, X_FRAME_OPTIONS,
};
use http::{HeaderMap, HeaderName, HeaderValue};
use koe_shared::locale::Locale;
use sha2::{Digest, Sha256};

const EMBEDDER: HeaderName = HeaderName::from_static("cross-origin-embedder-policy");
const RESOURCE: HeaderName = HeaderName::from_static("cross-origin-resource-policy");
const ROBOTS: HeaderName = HeaderName::from_static("x-robots-tag");

/// What a page may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Policy<'a> {
    /// It runs the prompt, and stands in frames of these origins and of the deployment's own.
    Hosted {
        /// The site's.
        origins: &'a [String],
    },
    /// It runs no script, and stands in no frame.
    Plain,
}

impl Policy<'_> {
    /// Sets the headers of a page with this inline stylesheet.
    pub(crate) fn dress(self, response: &mut Response, style: &str, locale: &Locale) {
        let headers = response.headers_mut();
        set(headers, CONTENT_TYPE, "text/html; charset=utf-8");
        set(headers, CONTENT_LANGUAGE, locale.as_str());
        set(headers, CONTENT_SECURITY_POLICY, &self.content_security(style));
        // The address holds what a respondent was signed with, or the secret id of an answer.
        set(headers, REFERRER_POLICY, "no-referrer");
        set(headers, ROBOTS, "noindex, nofollow");
        match self {
            // A page that isolates itself takes only frames that do so, too, and that allow it.
            Self::Hosted { .. } => {
                set(headers, EMBEDDER, "require-corp");
                set(headers, RESOURCE, "cross-origin");
            }
            Self::Plain => {
                set(headers, X_FRAME_OPTIONS, "DENY");
                set(headers, RESOURCE, "same-origin");
            }
        }
    }

    fn content_security(self, style: &str) -> String {
        let hash = STANDARD.encode(Sha256::digest(style.as_bytes()));
        let scripts = match self {
            Self::Hosted { .. } => "script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; ",
            Self::Plain => "",
        };
        let ancestors = match self {
            // The deployment's own pages may send answers without being listed, and so show this.
            Self::Hosted { origins } => format!("{} 'self'", origins.join(" ")),
            Self::Plain => "'none'".to_owned(),
        };
        format!(
            "default-src 'none'; {scripts}style-src 'self' 'sha256-{hash}'; img-src data:; form-action 'self'; \
             base-uri 'none'; frame-ancestors {}",
            ancestors.trim_start()
        )
    }
}

/// Sets a header, unless the value is illegal, which no value here is.
fn set(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hosted_page_loads_its_own_and_stands_where_its_site_does() {
        let origins = ["https://shop.example".to_owned(), "http://localhost:3000".to_owned()];
        assert_eq!(
            Policy::Hosted { origins: &origins }.content_security(""),
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; \
             style-src 'self' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='; img-src data:; \
             form-action 'self'; base-uri 'none'; \
             frame-ancestors https://shop.example http://localhost:3000 'self'"
        );
    }

    #[test]
    fn a_plain_page_runs_nothing_and_stands_in_no_frame() {
        assert_eq!(
            Policy::Plain.content_security(""),
            "default-src 'none'; \
             style-src 'self' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='; img-src data:; \
             form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        );
    }
}
