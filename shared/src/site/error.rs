//! Why a site document is refused.

use std::fmt;

use crate::locale::Locale;
use crate::metric::UnknownScale;

/// Why a site document is refused. Nothing of a refused document is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SiteError {
    /// The body is not JSON.
    BrokenJson,
    /// A rule is broken at one field.
    Field {
        /// The path of the field, such as `surveys[0].question.ja`.
        field: String,
        /// The rule.
        rule: SiteRule,
    },
}

/// A rule of the site document, with the value that breaks it and the bound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SiteRule {
    /// A required field is absent.
    Missing,
    /// A field has no meaning here: most often a typing error.
    Unknown,
    /// A field stands in its object twice.
    Twice,
    /// A value is of another JSON type, or none of the words that may stand there.
    IsNot {
        /// The value as JSON, cut to what a message can bear; empty where it is a secret.
        given: String,
        /// What may stand there.
        wanted: String,
    },
    /// A value is not of the form that its type asks for. The message says of which.
    Invalid(String),
    /// A text or list is empty.
    Empty,
    /// A text is too long.
    TooLong {
        /// Its characters.
        chars: usize,
        /// The bound.
        max: usize,
    },
    /// A list has too many entries.
    TooMany {
        /// Its entries.
        given: usize,
        /// The bound.
        max: usize,
    },
    /// A number is out of its bounds.
    OutOfBounds {
        /// The number.
        given: String,
        /// The lowest.
        min: u32,
        /// The highest.
        max: u32,
    },
    /// An entry stands in its list twice.
    Repeated(String),
    /// No IANA time zone has that name.
    UnknownTimezone(String),
    /// The fallback language is not among those offered.
    LocaleNotOffered(Locale),
    /// An origin is more or less than scheme, host and port.
    Origin(String),
    /// A link is neither `https:` nor `mailto:`.
    Link(String),
    /// A page pattern does not start at the root.
    Pattern(String),
    /// A CSS selector has brackets or quotes that don't close, or is no selector at all.
    Selector(String),
    /// A segment's name is not `[a-z0-9_]{1,32}`.
    SegmentName(String),
    /// A segment's value can never arrive: control characters are dropped, `(other)` is ours.
    SegmentValue(String),
    /// A theme's name is empty, too long, or has a control character.
    ThemeName(String),
    /// A text is too short to be found where it is meant.
    TooShort {
        /// Its characters.
        chars: usize,
        /// The bound.
        min: usize,
    },
    /// A rule of alerts has no condition, so it would tell of every answer.
    MatchesEverything,
    /// A destination has not exactly one address.
    NotOneAddress,
    /// An address that an alert can't be sent to. The message says why.
    Address(String),
    /// An address is shown by its last characters, and no address that ends so is kept there.
    HiddenAddress(String),
    /// The secret of a webhook has not the form that Standard Webhooks ask for.
    WebhookSecret,
    /// The quiet hours are no two times of a day.
    QuietHours,
    /// The hours of a day are not a beginning and a later end.
    DayHours(String),
    /// There are hours of work and no day has any.
    NeverOpen,
    /// A text is no day of the calendar.
    Day(String),
    /// No department of the site has that id.
    UnknownDepartment(String),
    /// The metric is not asked on that many points.
    Scale(UnknownScale),
    /// Stars and faces draw five steps of satisfaction.
    DisplayNotForMetric,
    /// The secret is too short to be one, or too long to be used.
    SecretLength {
        /// Its bytes.
        bytes: usize,
        /// The fewest.
        min: usize,
        /// The most.
        max: usize,
    },
}

impl SiteError {
    /// A rule that is broken at a field.
    pub fn at(field: impl Into<String>, rule: SiteRule) -> Self {
        Self::Field { field: field.into(), rule }
    }

    /// A stable word for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        let Self::Field { rule, .. } = self else { return "broken_json" };
        match rule {
            SiteRule::Missing => "missing_field",
            SiteRule::Unknown => "unknown_field",
            SiteRule::IsNot { .. } | SiteRule::Invalid(_) => "invalid_value",
            SiteRule::Empty => "empty",
            SiteRule::TooLong { .. } => "too_long",
            SiteRule::TooMany { .. } => "too_many",
            SiteRule::OutOfBounds { .. } => "out_of_bounds",
            SiteRule::Repeated(_) | SiteRule::Twice => "repeated",
            SiteRule::UnknownTimezone(_) => "unknown_timezone",
            SiteRule::LocaleNotOffered(_) => "locale_not_offered",
            SiteRule::Origin(_) => "invalid_origin",
            SiteRule::Link(_) => "invalid_link",
            SiteRule::Pattern(_) => "invalid_pattern",
            SiteRule::Selector(_) => "invalid_selector",
            SiteRule::SegmentName(_) => "invalid_segment_name",
            SiteRule::SegmentValue(_) => "invalid_segment_value",
            SiteRule::ThemeName(_) => "invalid_theme_name",
            SiteRule::TooShort { .. } => "too_short",
            SiteRule::MatchesEverything => "matches_everything",
            SiteRule::NotOneAddress => "not_one_address",
            SiteRule::Address(_) => "invalid_address",
            SiteRule::HiddenAddress(_) => "unknown_address",
            SiteRule::WebhookSecret => "invalid_secret",
            SiteRule::QuietHours => "invalid_quiet_hours",
            SiteRule::DayHours(_) => "invalid_hours",
            SiteRule::NeverOpen => "never_open",
            SiteRule::Day(_) => "invalid_day",
            SiteRule::UnknownDepartment(_) => "unknown_department",
            SiteRule::Scale(_) => "unknown_scale",
            SiteRule::DisplayNotForMetric => "display_not_for_metric",
            SiteRule::SecretLength { .. } => "secret_length",
        }
    }

    /// The path of the field to blame.
    #[must_use]
    pub fn field(&self) -> Option<&str> {
        match self {
            Self::BrokenJson => None,
            Self::Field { field, .. } => Some(field),
        }
    }
}

impl fmt::Display for SiteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self::Field { field, rule } = self else { return f.write_str("the body is not JSON") };
        match rule {
            SiteRule::Missing => write!(f, "{field} is missing"),
            SiteRule::Unknown => write!(f, "{field} is not a field of the site document"),
            SiteRule::Twice => write!(f, "{field} stands there twice"),
            SiteRule::IsNot { given, wanted } if given.is_empty() => {
                write!(f, "{field} is not {wanted}")
            }
            SiteRule::IsNot { given, wanted } => write!(f, "{field} {given} is not {wanted}"),
            SiteRule::Invalid(detail) => write!(f, "{field}: {detail}"),
            SiteRule::Empty => write!(f, "{field} is empty"),
            SiteRule::TooLong { chars, max } => {
                write!(f, "{field} has {chars} characters, more than {max}")
            }
            SiteRule::TooMany { given, max } => {
                write!(f, "{field} has {given} entries, more than {max}")
            }
            SiteRule::OutOfBounds { given, min, max } => {
                write!(f, "{field} {given} is outside {min}–{max}")
            }
            SiteRule::Repeated(given) => write!(f, "{field} {given:?} stands there twice"),
            SiteRule::UnknownTimezone(given) => write!(f, "{field} {given:?} is no IANA time zone"),
            SiteRule::LocaleNotOffered(locale) => {
                write!(f, "{field} {locale} is not among the locales offered")
            }
            SiteRule::Origin(given) => {
                write!(f, "{field} {given:?} is not just a scheme (http or https), host and port")
            }
            SiteRule::Link(given) => write!(f, "{field} {given:?} is neither https: nor mailto:"),
            SiteRule::Pattern(given) => {
                write!(f, "{field} {given:?} does not start with / or * (or ! and one of them)")
            }
            SiteRule::Selector(given) => {
                write!(
                    f,
                    "{field} {given:?} is no CSS selector: its brackets and quotes must close"
                )
            }
            SiteRule::SegmentName(given) => {
                write!(f, "{field} {given:?} is not 1 to 32 of a-z, 0-9 and _")
            }
            SiteRule::SegmentValue(given) => {
                write!(f, "{field} {given:?} is empty, reserved or has a control character")
            }
            SiteRule::ThemeName(given) => {
                write!(f, "{field} {given:?} is not 1 to 40 characters without control characters")
            }
            SiteRule::TooShort { chars, min } => {
                write!(f, "{field} has {chars} characters, fewer than {min}")
            }
            SiteRule::MatchesEverything => {
                write!(f, "{field} is empty, so the rule would tell of every answer")
            }
            SiteRule::NotOneAddress => {
                write!(f, "{field} has to hold one of webhook, slack, teams and email")
            }
            SiteRule::Address(why) => write!(f, "{field}: {why}"),
            SiteRule::HiddenAddress(shown) => {
                let rest = "is not an address that is kept there: give it as a whole";
                write!(f, "{field} {shown} {rest}")
            }
            SiteRule::WebhookSecret => {
                write!(f, "{field} is not whsec_ and 24 to 64 bytes in base64")
            }
            SiteRule::QuietHours => {
                write!(f, "{field} needs from and to as 22:00 and 07:00, and not the same twice")
            }
            SiteRule::DayHours(given) => {
                write!(f, "{field} {given:?} is not a time and a later one, as 10:00 and 19:00")
            }
            SiteRule::NeverOpen => write!(f, "{field} has no day, so no hour would ever count"),
            SiteRule::Day(given) => {
                write!(f, "{field} {given:?} is no day of the calendar, as 2026-12-31")
            }
            SiteRule::UnknownDepartment(id) => {
                write!(f, "{field}: this site has no department {id}")
            }
            SiteRule::Scale(refusal) => write!(f, "{field}: {refusal}"),
            SiteRule::DisplayNotForMetric => {
                write!(f, "{field}: stars and faces are for CSAT only")
            }
            SiteRule::SecretLength { bytes, min, max } => {
                write!(f, "{field} has {bytes} bytes, outside {min}–{max}")
            }
        }
    }
}

impl std::error::Error for SiteError {}
