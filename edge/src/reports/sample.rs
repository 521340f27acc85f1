//! A site with answers that nobody gave, in memory: reports read it as they read every site, so that a sample
//! looks as the real thing will. It is made for one request, never stored, and no call of the API knows it.

use koe_shared::answer::Channel;
use koe_shared::id::PublicId;
use koe_shared::instant::Instant;
use koe_shared::metadata::{EncodedSegments, Flags, Metadata};
use koe_shared::sample::{DAYS, Plan, SamplePrompt, SampleSurvey};
use koe_shared::site::SiteDocument;

use crate::answers::Value;
use crate::platform::Clock;
use crate::sites::Site;
use crate::store::keys::{self, Rank};
use crate::store::{MemoryStore, Put, Store, StoreError};

/// Any will do, as long as it stays: the same sample on every page and every day.
const SEED: u64 = 1;

/// A site with answers that nobody gave.
pub(crate) struct Sample {
    /// The site, its first survey in a version of its own: the sample's wording changed.
    pub(crate) site: Site,
    /// Where its answers lie.
    pub(crate) store: MemoryStore,
}

impl Sample {
    /// The sample of a site, which ends now.
    pub(crate) async fn of(site: &Site, clock: &Clock) -> Result<Self, StoreError> {
        let mut record = site.record.clone();
        let before: Vec<u32> =
            record.document.surveys.iter().map(|survey| survey.version).collect();
        if let Some(first) = record.document.surveys.first_mut() {
            first.version += 1;
        }
        // A raised version is always taken, whatever it says. Past the last one the wording stays.
        match record.versions.clone().with(&record.document) {
            Ok(versions) => record.versions = versions,
            Err(_) => record.document = site.record.document.clone(),
        }
        let store = MemoryStore::new(clock.clone());
        let now = clock();
        let plan = plan(&record.document, &before, now);
        for prompt in plan.prompts() {
            put(&store, site, &prompt).await?;
        }
        Ok(Self { site: Site::new(site.id.clone(), record), store })
    }
}

fn plan(document: &SiteDocument, before: &[u32], end: jiff::Timestamp) -> Plan {
    let survey = |(survey, before): (&koe_shared::site::Survey, &u32)| SampleSurvey {
        id: survey.id.clone(),
        scale: survey.scale(),
        version_before: *before,
        version: survey.version,
        touchpoints: survey.touchpoints.clone(),
    };
    let surveys = document.surveys.iter().zip(before).map(survey).collect();
    Plan {
        surveys,
        locales: document.locales.clone(),
        end,
        days: DAYS,
        visitors: 1_000,
        seed: SEED,
    }
}

async fn put(
    store: &MemoryStore,
    site: &Site,
    prompt: &SamplePrompt<'_>,
) -> Result<(), StoreError> {
    let time = u64::try_from(prompt.at.as_millisecond()).unwrap_or_default();
    let id = PublicId::new(time, u128::from(prompt.random));
    let key = keys::answer(&site.id, &id, Rank::Revision(1));
    let flags = Flags::NONE
        .with(Flags::COMMENT, prompt.comment.is_some())
        .with(Flags::PUBLISH, prompt.publish);
    let metadata = Metadata {
        recorded: prompt.recorded,
        channel: Channel::Web,
        flags,
        survey_version: prompt.version,
        survey: prompt.survey.as_str().into(),
        touchpoint: prompt.touchpoint.map(|touchpoint| touchpoint.as_str().into()),
        locale: prompt.locale.map(|locale| locale.as_str().into()),
        segments: EncodedSegments::default(),
    };
    let value = Value {
        received_at: Instant(prompt.at),
        comment: prompt.comment.map(str::to_owned),
        page: None,
        respondent: None,
        contact: None,
    };
    let Ok(value) = serde_json::to_string(&value) else {
        return Err(StoreError::Unreadable { key });
    };
    let metadata = metadata.encode();
    store.put(&key, Put { value: &value, metadata: Some(&metadata), time_to_live: None }).await
}
