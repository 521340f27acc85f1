//! The sites of a run: their surveys, and the documents that owners save.

use serde_json::{Value, json};

use crate::random::Random;

/// Two sites, so that one can't count what belongs to the other.
pub(crate) const SITES: [&str; 2] = ["kokage", "komorebi"];
/// Who may be named, on each site.
pub(crate) const PERSONS: [&str; 3] = ["u_1", "u_2", "u_3"];
/// Touchpoints beside `till`. A document declares some of them.
pub(crate) const AISLES: usize = 12;
/// Of which so many are always declared.
pub(crate) const ALWAYS: usize = 6;
/// The languages that every document offers.
pub(crate) const LOCALES: [&str; 2] = ["en", "ja"];
/// What reports call all that the document does not declare.
const OTHER: &str = "(other)";

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Survey {
    /// Its version is raised.
    ShopNps,
    SupportCes,
}

impl Survey {
    pub(crate) const ALL: [Self; 2] = [Self::ShopNps, Self::SupportCes];

    pub(crate) const fn id(self) -> &'static str {
        match self {
            Self::ShopNps => "shop-nps",
            Self::SupportCes => "support-ces",
        }
    }

    /// Few different ones, so that equal answers fall together.
    pub(crate) const fn scores(self) -> &'static [u8] {
        match self {
            Self::ShopNps => &[0, 6, 8, 9, 10],
            Self::SupportCes => &[1, 3, 5],
        }
    }
}

/// What an owner may change in a site's document.
#[derive(Clone, Debug)]
pub(crate) struct Document {
    /// The version of the NPS survey.
    pub(crate) version: u32,
    timezone: &'static str,
    /// How many aisles are declared.
    aisles: usize,
    /// Always longer than a run, so that no answer's life ends in one.
    retention_days: u32,
}

impl Document {
    pub(crate) fn first(random: &mut Random) -> Self {
        let document = Self { version: 1, timezone: "UTC", aisles: ALWAYS, retention_days: 730 };
        document.changed(false, random)
    }

    /// Another time zone, other declarations and another retention.
    pub(crate) fn changed(&self, is_raised: bool, random: &mut Random) -> Self {
        let zones = ["UTC", "Asia/Tokyo", "Asia/Kolkata", "America/New_York", "Asia/Kathmandu"];
        Self {
            version: self.version + u32::from(is_raised),
            timezone: random.pick(&zones),
            aisles: ALWAYS + random.below(AISLES - ALWAYS + 1),
            retention_days: random.pick(&[60, 400, 730]),
        }
    }

    pub(crate) fn json(&self) -> Value {
        let aisles = (0..self.aisles).map(|number| format!("aisle-{number}"));
        let touchpoints: Vec<String> = ["till".to_owned()].into_iter().chain(aisles).collect();
        json!({
            "name": "Kokage",
            "timezone": self.timezone,
            "locales": LOCALES,
            "origins": ["https://shop.example"],
            "identity": { "require_signature": false },
            // Nothing is withheld, so that every count can be compared.
            "privacy": { "retention_days": self.retention_days, "min_group": 1 },
            "surveys": [
                { "id": "shop-nps", "version": self.version, "metric": "nps", "goal": "Do they return?",
                  "touchpoints": touchpoints, "question": { "en": format!("Wording {}?", self.version) } },
                { "id": "support-ces", "metric": "ces", "goal": "Is help easy to get?",
                  "touchpoints": ["till"] },
            ],
        })
    }

    /// What a touchpoint counts as.
    pub(crate) fn touchpoint<'a>(&self, touchpoint: &'a str) -> &'a str {
        let number = touchpoint.strip_prefix("aisle-").and_then(|number| number.parse().ok());
        let is_declared = touchpoint == "till" || number.is_some_and(|n: usize| n < self.aisles);
        if is_declared { touchpoint } else { OTHER }
    }
}

/// What a language counts as.
pub(crate) fn locale(locale: &str) -> &str {
    if LOCALES.contains(&locale) { locale } else { OTHER }
}

/// Whether a touchpoint counts as itself under every document.
pub(crate) fn is_always_declared(touchpoint: &str) -> bool {
    let number = touchpoint.strip_prefix("aisle-").and_then(|number| number.parse().ok());
    touchpoint == "till" || number.is_some_and(|n: usize| n < ALWAYS)
}
