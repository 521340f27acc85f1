//! What the site's document says that reading a file needs: its time zone, its surveys, how long it keeps
//! answers.

use std::time::SystemTime;

use anyhow::{Context, Result};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use koe_shared::id::{SiteId, SurveyId};
use koe_shared::import::SiteFacts;
use koe_shared::metric::{Metric, Scale};
use serde::Deserialize;

use crate::owner::Owner;

/// What is known of a site.
pub(super) struct Facts {
    zone: TimeZone,
    now: Timestamp,
    retention_days: u32,
    surveys: Vec<Survey>,
}

#[derive(Deserialize)]
struct Document {
    timezone: String,
    privacy: Privacy,
    surveys: Vec<Survey>,
}

#[derive(Deserialize)]
struct Privacy {
    retention_days: u32,
}

/// The current version of a survey: the document tells no other.
#[derive(Deserialize)]
struct Survey {
    id: SurveyId,
    version: u32,
    metric: Metric,
    scale: Option<u8>,
}

impl Survey {
    fn scale(&self) -> Option<Scale> {
        // A document says a scale for CES alone.
        Scale::new(self.metric, self.scale.filter(|_| self.metric == Metric::Ces)).ok()
    }
}

impl Facts {
    pub(super) fn fetch(owner: &Owner, site: &SiteId) -> Result<Self> {
        let document = owner.get(&format!("/v1/sites/{site}"))?.body_mut().read_to_string()?;
        let now = Timestamp::try_from(SystemTime::now()).context("the clock of this machine")?;
        Self::of(&document, now)
    }

    fn of(document: &str, now: Timestamp) -> Result<Self> {
        let Document { timezone, privacy, surveys } =
            serde_json::from_str(document).context("the site's document")?;
        let zone = TimeZone::get(&timezone).context("the site's time zone")?;
        Ok(Self { zone, now, retention_days: privacy.retention_days, surveys })
    }

    /// How long the site keeps answers.
    pub(super) fn retention_days(&self) -> u32 {
        self.retention_days
    }

    /// Whether an answer of that time is older than what the site keeps.
    pub(super) fn is_over(&self, time: Timestamp) -> bool {
        let hours = i64::from(self.retention_days) * 24;
        time < self.now.saturating_sub(SignedDuration::from_hours(hours)).unwrap_or(Timestamp::MIN)
    }

    /// Whether the tool knows the scale of that version: CES alone has two, and of earlier versions the edge
    /// alone knows which.
    pub(super) fn is_certain(&self, survey: &SurveyId, version: u32) -> bool {
        let current = self.surveys.iter().find(|known| known.id == *survey);
        current.is_some_and(|known| known.metric != Metric::Ces || known.version == version)
    }
}

impl SiteFacts for Facts {
    fn now(&self) -> Timestamp {
        self.now
    }

    fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// For an earlier version of a CES survey the wider scale: the edge judges it.
    fn version(&self, survey: &SurveyId, version: Option<u32>) -> Option<(u32, Scale)> {
        let current = self.surveys.iter().find(|known| known.id == *survey)?;
        let scale = current.scale()?;
        match version.filter(|version| *version != current.version) {
            None => Some((current.version, scale)),
            Some(other) if scale.metric() == Metric::Ces => Some((other, Scale::Ces7)),
            Some(other) => Some((other, scale)),
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A site in Tokyo with an NPS survey and one on CES, in its second version.
    pub(in crate::import) fn site() -> Facts {
        let document = r#"{
            "timezone": "Asia/Tokyo", "privacy": { "retention_days": 730, "min_group": 5 },
            "surveys": [
                { "id": "shop-nps", "version": 1, "metric": "nps", "goal": "Would they come back?" },
                { "id": "support-ces", "version": 2, "metric": "ces", "scale": 5 }
            ]
        }"#;
        Facts::of(document, "2026-11-21T03:00:00Z".parse().unwrap()).unwrap()
    }

    #[test]
    fn another_version_is_left_for_the_edge_to_judge() {
        let site = site();
        let survey = |name: &str| name.parse::<SurveyId>().unwrap();
        let (nps, ces) = (survey("shop-nps"), survey("support-ces"));
        assert_eq!(site.version(&nps, None), Some((1, Scale::Nps)));
        assert_eq!(site.version(&nps, Some(3)), Some((3, Scale::Nps)));
        assert_eq!(site.version(&ces, Some(2)), Some((2, Scale::Ces5)));
        assert_eq!(site.version(&ces, Some(1)), Some((1, Scale::Ces7)));
        assert_eq!(site.version(&survey("other"), None), None);
        let certain = [(&nps, 3), (&ces, 2), (&ces, 1)].map(|(id, v)| site.is_certain(id, v));
        assert_eq!(certain, [true, true, false]);
    }

    #[test]
    fn what_is_older_than_the_retention_is_over() {
        let site = site();
        assert!(!site.is_over("2024-11-22T00:00:00Z".parse().unwrap()));
        assert!(site.is_over("2024-11-21T02:00:00Z".parse().unwrap()));
    }
}
