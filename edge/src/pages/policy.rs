//! What a browser is told about a page that the edge makes: what it may load, who may frame it, that
//! nobody keeps, indexes or refers to it.

use base64::{Engine, engine::general_purpose::STANDARD};
use koe_shared::locale::Locale;
use sha2::{Digest, Sha256};

const EMBEDDER: &str = "cross-origin-embedder-policy";
const RESOURCE: &str = "cross-origin-resource-policy";

/// What a page may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Policy<'a> {
    /// It runs the prompt, and stands in frames of these origins and of the deployment's own.
    Hosted {
        /// The site's.
        origins: &'a [String],
    },
    /// It runs no script and sends no form, and stands in frames of these origins and of the deployment's own.
    Embedded {
        /// The site's.
        origins: &'a [String],
    },
    /// It runs no script, and stands in no frame.
    Plain,
    /// It runs no script and sends no form, and stands in a frame of this origin.
    Preview,
}

impl Policy<'_> {
    /// The headers of a page with this inline stylesheet.
    pub(crate) fn headers(self, style: &str, locale: &Locale) -> Vec<(&'static str, String)> {
        let mut headers = vec![
            ("content-type", "text/html; charset=utf-8".to_owned()),
            ("content-language", locale.as_str().to_owned()),
            ("content-security-policy", self.content_security(style)),
            // The address holds what a respondent was signed with, or the secret id of an answer.
            ("referrer-policy", "no-referrer".to_owned()),
            ("x-robots-tag", "noindex, nofollow".to_owned()),
        ];
        headers.extend(match self {
            // A page that isolates itself takes only frames that do so, too, and that allow it.
            Self::Hosted { .. } | Self::Embedded { .. } => {
                [(EMBEDDER, "require-corp".to_owned()), (RESOURCE, "cross-origin".to_owned())]
            }
            Self::Plain => {
                [("x-frame-options", "DENY".to_owned()), (RESOURCE, "same-origin".to_owned())]
            }
            Self::Preview => {
                [("x-frame-options", "SAMEORIGIN".to_owned()), (RESOURCE, "same-origin".to_owned())]
            }
        });
        headers
    }

    fn content_security(self, style: &str) -> String {
        let hash = STANDARD.encode(Sha256::digest(style.as_bytes()));
        let scripts = match self {
            Self::Hosted { .. } => "script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; ",
            Self::Embedded { .. } | Self::Plain | Self::Preview => "",
        };
        let ancestors = match self {
            // The deployment's own pages may send answers without being listed, and so show this.
            Self::Hosted { origins } | Self::Embedded { origins } => {
                format!("{} 'self'", origins.join(" "))
            }
            Self::Plain => "'none'".to_owned(),
            Self::Preview => "'self'".to_owned(),
        };
        let forms = match self {
            Self::Embedded { .. } | Self::Preview => "'none'",
            Self::Hosted { .. } | Self::Plain => "'self'",
        };
        format!(
            "default-src 'none'; {scripts}style-src 'self' 'sha256-{hash}'; img-src data:; form-action {forms}; \
             base-uri 'none'; frame-ancestors {}",
            ancestors.trim_start()
        )
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
