//! The short names an owner gives: sites, surveys, touchpoints and stages of the journey.

use std::borrow::Borrow;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The longest name an owner may give. With the site, the survey and the touchpoint all at this
/// length an answer's metadata still fits Workers KV's 1,024 bytes, and a key its 512.
pub const MAX_SLUG_BYTES: usize = 64;

/// A name that is not `[a-z0-9][a-z0-9-]{0,63}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidSlug {
    /// What the name would have named: "site", "survey", …
    pub what: &'static str,
    /// The name as it was given, cut to what a message can bear.
    pub given: String,
}

impl fmt::Display for InvalidSlug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { what, given } = self;
        write!(f, "{what} id {given:?} is not 1 to 64 of a-z, 0-9 and - with no - in front")
    }
}

impl std::error::Error for InvalidSlug {}

fn checked(what: &'static str, given: String) -> Result<String, InvalidSlug> {
    let bytes = given.as_bytes();
    let legal = |b: &u8| b.is_ascii_lowercase() || b.is_ascii_digit() || *b == b'-';
    let fits = (1..=MAX_SLUG_BYTES).contains(&bytes.len());
    if fits && bytes[0] != b'-' && bytes.iter().all(legal) {
        Ok(given)
    } else {
        Err(InvalidSlug { what, given: given.chars().take(MAX_SLUG_BYTES + 1).collect() })
    }
}

macro_rules! slug {
    ($(#[$doc:meta])* $name:ident, $what:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        #[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(type = "string"))]
        #[cfg_attr(
            feature = "openapi",
            derive(utoipa::ToSchema),
            schema(value_type = String, pattern = "^[a-z0-9][a-z0-9-]{0,63}$", max_length = 64)
        )]
        pub struct $name(String);

        impl $name {
            /// The name as it stands in keys and addresses.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = InvalidSlug;

            fn try_from(given: String) -> Result<Self, InvalidSlug> {
                checked($what, given).map(Self)
            }
        }

        impl FromStr for $name {
            type Err = InvalidSlug;

            fn from_str(given: &str) -> Result<Self, InvalidSlug> {
                checked($what, given.to_owned()).map(Self)
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

slug!(
    /// A customer whose pages embed the widget.
    SiteId, "site"
);
slug!(
    /// One question on one metric, through all its versions.
    SurveyId, "survey"
);
slug!(
    /// The moment that may prompt, such as `post-purchase`.
    TouchpointId, "touchpoint"
);
slug!(
    /// Who owns touchpoints in the owner's company.
    DepartmentId, "department"
);
slug!(
    /// A rule of alerts.
    RuleId, "rule"
);
slug!(
    /// Where in the customer's journey a touchpoint lies, such as `purchase`.
    Stage, "stage"
);

#[cfg(test)]
mod tests {
    use super::{InvalidSlug, SiteId, SurveyId};

    #[test]
    fn letters_digits_and_hyphens_up_to_64_make_a_name() {
        for legal in ["a", "0", "kokage", "shop-nps", "a-", "0--9", &"x".repeat(64)] {
            assert_eq!(legal.parse::<SiteId>().unwrap().as_str(), legal);
        }
    }

    #[test]
    fn anything_else_is_refused_with_the_name_and_the_rule() {
        for illegal in ["", "-a", "A", "a_b", "a.b", "a/b", "a b", "é", &"x".repeat(65)] {
            assert!(illegal.parse::<SiteId>().is_err(), "{illegal:?}");
        }
        assert_eq!(
            "Shop".parse::<SurveyId>().unwrap_err().to_string(),
            "survey id \"Shop\" is not 1 to 64 of a-z, 0-9 and - with no - in front"
        );
    }

    #[test]
    fn a_refusal_never_repeats_more_than_it_needs() {
        let InvalidSlug { given, .. } = "é".repeat(4_000).parse::<SiteId>().unwrap_err();
        assert_eq!(given.chars().count(), 65);
    }

    #[test]
    fn decoding_is_the_same_check() {
        assert!(serde_json::from_str::<SiteId>("\"kokage\"").is_ok());
        assert!(serde_json::from_str::<SiteId>("\"Kokage\"").is_err());
    }
}
