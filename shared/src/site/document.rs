//! The site document as it stands on the wire, with the defaults that need nothing but themselves.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::alert::AlertRule;
use super::department::Department;
use super::hours::WeekHours;
use super::promise::PromiseHours;
#[cfg(feature = "openapi")]
use super::schema;
use super::secret::SecretUpdate;
use super::survey::Survey;
use super::theme::Theme;
use super::touchpoint::Touchpoint;
use crate::id::TouchpointId;
use crate::locale::{Locale, Localized};

/// Everything an owner decides about a site. An unknown field is refused.
///
/// Serialising leaves the secret out, whoever asks: it is stored apart, as
/// [`SigningSecrets`](super::SigningSecrets).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SiteDocument {
    /// The brand's name, 1–100 characters.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 100, pattern = r"\S"))]
    pub name: String,
    /// An IANA time zone: the days and hours of reports.
    #[serde(default = "utc")]
    #[cfg_attr(feature = "openapi", schema(examples("Asia/Tokyo")))]
    pub timezone: String,
    /// The language for visitors whose own is not offered.
    #[serde(default = "english")]
    pub locale: Locale,
    /// The languages offered. Absent: `locale` alone.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(value_type = BTreeSet<Locale>, max_items = 60))]
    pub locales: Vec<Locale>,
    /// The origins that may send answers: exact scheme, host and port.
    #[cfg_attr(feature = "openapi", schema(value_type = BTreeSet<schema::Origin>, max_items = 50))]
    pub origins: Vec<String>,
    /// How the prompt looks.
    #[serde(default)]
    pub theme: Theme,
    /// Days without a prompt after any prompt, across surveys.
    #[serde(default = "fourteen")]
    #[cfg_attr(feature = "openapi", schema(maximum = 3650))]
    pub cool_down_days: u32,
    /// How respondents are told apart.
    #[serde(default)]
    pub identity: Identity,
    /// What is kept, and of whom.
    #[serde(default)]
    pub privacy: Privacy,
    /// The properties that answers may be grouped by, each with its values; others count as
    /// `(other)`.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(value_type = schema::Segments))]
    pub segments: BTreeMap<String, Vec<String>>,
    /// Words that tell what comments are about: more for a theme of the project (`delivery`, `price`, `quality`,
    /// `staff`, `waiting`, `finding`, `returns`, `payment`), or themes of the owner's by names of their own.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = schema::Themes))]
    pub themes: BTreeMap<String, Vec<String>>,
    /// Who may see the score as a picture.
    #[serde(default)]
    pub badge: Badge,
    /// What is known about touchpoints. A touchpoint that a survey names needs no entry here.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 100))]
    pub touchpoints: Vec<Touchpoint>,
    /// Who answers for which touchpoints.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "openapi", schema(max_items = 20))]
    pub departments: Vec<Department>,
    /// Who is told at once of which answers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "openapi", schema(max_items = 20))]
    pub alerts: Vec<AlertRule>,
    /// How soon a case is answered.
    #[serde(default)]
    pub promise_hours: PromiseHours,
    /// When the site is at work, in its time zone: the only hours that count. Absent: all hours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<WeekHours>,
    /// Days on which it is closed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = BTreeSet<schema::ClosedDay>, max_items = 400))]
    pub closed: Vec<String>,
    /// What to do for a case of a touchpoint, by language.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = schema::Playbooks))]
    pub playbooks: BTreeMap<TouchpointId, Localized>,
    /// What is asked, in the order that settles a tie between two surveys due at once.
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 50))]
    pub surveys: Vec<Survey>,
    /// The tag to paste: told by a GET, so that its reply can be sent back as it is; ignored here.
    #[serde(default, skip_serializing_if = "never_told", serialize_with = "told_as_nothing")]
    #[cfg_attr(feature = "openapi", schema(value_type = Value))]
    pub script: Ignored,
    /// When the document was last replaced: told by a GET, ignored here.
    #[serde(default, skip_serializing_if = "never_told", serialize_with = "told_as_nothing")]
    #[cfg_attr(feature = "openapi", schema(value_type = Value))]
    pub updated_at: Ignored,
}

/// A field that a reply carries and a request may repeat, whatever stands in it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Ignored;

// All values are equal, since nobody looks at the contents.
impl PartialEq for Ignored {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl<'de> Deserialize<'de> for Ignored {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        serde::de::IgnoredAny::deserialize(from).map(|_| Self)
    }
}

/// How respondents are told apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Identity {
    /// Whether a respondent's id counts only with the site's signature.
    #[serde(default = "yes")]
    pub require_signature: bool,
    /// The secret that signs. Write only: absent it is kept, null removes it.
    #[serde(default, skip_serializing_if = "never_told", serialize_with = "told_as_nothing")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, write_only, min_length = 8, max_length = 256))]
    pub secret: SecretUpdate,
}

impl Default for Identity {
    fn default() -> Self {
        Self { require_signature: true, secret: SecretUpdate::Keep }
    }
}

/// What is kept, and of whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Privacy {
    /// Days until an answer expires.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 3650))]
    pub retention_days: u32,
    /// Whether a visitor who sends Global Privacy Control is asked without being linked to a
    /// respondent.
    pub respect_gpc: bool,
    /// Whether nothing is kept and nobody is asked before `koe('consent', 'granted')`.
    pub require_consent: bool,
    /// The smallest group whose result is shown.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 1000))]
    pub min_group: u32,
}

impl Default for Privacy {
    fn default() -> Self {
        Self { retention_days: 730, respect_gpc: true, require_consent: false, min_group: 5 }
    }
}

/// Who may see the score as a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Badge {
    /// Nobody.
    #[default]
    Private,
    /// Everybody.
    Public,
}

/// A field that is read and never written. `skip_serializing` would say the same to serde, but
/// utoipa takes such a field for one that does not exist, and a client could not send it.
pub(super) const fn never_told<T>(_: &T) -> bool {
    true
}

pub(super) fn told_as_nothing<T, S: serde::Serializer>(_: &T, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_unit()
}

fn utc() -> String {
    "UTC".to_owned()
}

fn english() -> Locale {
    "en".parse().expect("a tag of two letters is legal")
}

const fn fourteen() -> u32 {
    14
}

const fn yes() -> bool {
    true
}
