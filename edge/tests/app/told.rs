//! Answers as a store holds them, put there directly: thousands of requests would take minutes.

use koe_edge::store::keys::{self, Rank};
use koe_edge::store::{Put, Store};
use koe_shared::answer::Channel;
use koe_shared::id::PublicId;
use koe_shared::metadata::{EncodedSegments, Flags, Metadata, Recorded};
use koe_shared::metric::Scale;
use koe_shared::score::Score;
use serde_json::json;

use crate::deployment::START;

/// What came of a prompt of the site `kokage`.
#[derive(Clone, Copy)]
pub(crate) struct Told<'a> {
    /// Milliseconds before the start; negative after it.
    pub(crate) ago: i64,
    pub(crate) survey: &'a str,
    pub(crate) version: u32,
    pub(crate) recorded: Recorded,
    pub(crate) touchpoint: &'a str,
    pub(crate) comment: Option<&'a str>,
    pub(crate) respondent: Option<&'a str>,
    pub(crate) email: Option<&'a str>,
    pub(crate) is_test: bool,
    pub(crate) may_be_published: bool,
}

impl<'a> Told<'a> {
    /// An answer.
    pub(crate) fn score(ago: i64, survey: &'a str, scale: Scale, score: u8) -> Self {
        let score = Score::new(scale, i64::from(score)).unwrap();
        Self::prompt(ago, survey, Recorded::Answered(score))
    }

    pub(crate) fn prompt(ago: i64, survey: &'a str, recorded: Recorded) -> Self {
        Self {
            ago,
            survey,
            version: 1,
            recorded,
            touchpoint: "post-purchase",
            comment: None,
            respondent: None,
            email: None,
            is_test: false,
            may_be_published: false,
        }
    }

    pub(crate) fn at(self, touchpoint: &'a str) -> Self {
        Self { touchpoint, ..self }
    }

    pub(crate) fn says(self, comment: &'a str) -> Self {
        Self { comment: Some(comment), ..self }
    }

    /// Its key and its entry. `n` tells it from others of that millisecond.
    pub(crate) async fn store(&self, store: &dyn Store, n: u64) -> String {
        let flags = Flags::NONE
            .with(Flags::TEST, self.is_test)
            .with(Flags::COMMENT, self.comment.is_some())
            .with(Flags::PUBLISH, self.may_be_published)
            .with(Flags::CONTACT, self.email.is_some())
            .with(Flags::RESPONDENT, self.respondent.is_some());
        let metadata = Metadata {
            recorded: self.recorded,
            channel: Channel::Web,
            flags,
            survey_version: self.version,
            survey: self.survey.into(),
            touchpoint: Some(self.touchpoint.into()),
            locale: Some("en".into()),
            segments: EncodedSegments::default(),
        };
        let mut value = json!({ "received_at": "2026-11-21T00:00:00Z" });
        for (name, text) in [("comment", self.comment), ("respondent", self.respondent)] {
            if let Some(text) = text {
                value[name] = json!(text);
            }
        }
        if let Some(email) = self.email {
            value["contact"] = json!({ "email": email, "consent": true });
        }
        let id = PublicId::new(u64::try_from(START - self.ago).unwrap(), u128::from(n));
        let key = keys::answer(&"kokage".parse().unwrap(), &id, Rank::Revision(1));
        let (value, metadata) = (value.to_string(), metadata.encode());
        let put = Put { value: &value, metadata: Some(&metadata), ..Put::default() };
        store.put(&key, put).await.unwrap();
        key
    }
}
