//! A posted form as an answer. It goes through the same door as every other answer, so that the same
//! bounds hold.

use koe_shared::answer::{AnswerBody, AnswerError};
use koe_shared::id::SiteId;
use koe_shared::metric::Bucket;
use serde_json::{Value, json};

use crate::pages::asked::LocalizedSurvey;
use crate::pages::fields::Fields;
use crate::pages::link::Link;
use crate::pages::typed::Typed;

/// A form on its way to an answer.
pub(super) struct Sent<'a> {
    pub(super) site: &'a SiteId,
    pub(super) asked: &'a LocalizedSurvey,
    pub(super) link: &'a Link,
    pub(super) fields: &'a Fields,
    pub(super) typed: &'a Typed,
}

impl Sent<'_> {
    /// The answer. A form that is sent twice carries one id and one revision, so it counts once.
    pub(super) fn read(&self) -> Result<AnswerBody, AnswerError> {
        let Self { asked, link, typed, .. } = self;
        let answer = json!({
            "site": self.site,
            "survey": asked.content.survey,
            "id": self.fields.get("id"),
            "revision": 1,
            "outcome": "answered",
            "score": typed.score,
            "comment": typed.comment,
            "touchpoint": link.touchpoint,
            "survey_version": asked.content.survey_version,
            "locale": asked.locale(),
            "segments": link.segments,
            "respondent": link.respondent,
            "contact": self.contact(),
            "publish": (typed.publish && self.is_asked(&asked.content.ask_publish)).then_some(true),
            "channel": link.channel,
            "test": link.is_test,
        });
        AnswerBody::from_json(answer.to_string().as_bytes())
    }

    /// What was asked for and agreed to. A field that another score would have shown is left out,
    /// though something was typed into it before the score changed.
    fn contact(&self) -> Option<Value> {
        let Self { asked, typed, .. } = self;
        let reply = typed.reply && self.is_asked(&asked.content.ask_contact);
        let quote = typed.publish && self.is_asked(&asked.content.ask_publish);
        let email = typed.email.as_ref().filter(|_| reply);
        let name = typed.name.as_ref().filter(|_| quote);
        (email.is_some() || name.is_some())
            .then(|| json!({ "email": email, "name": name, "consent": true }))
    }

    fn is_asked(&self, buckets: &[Bucket]) -> bool {
        let bucket = self.typed.score.and_then(|score| self.asked.scale.bucket(score));
        bucket.is_some_and(|bucket| buckets.contains(&bucket))
    }
}
