//! The two ways back: another score or comment, or no answer at all.

use axum::response::{IntoResponse, Response};
use http::StatusCode;
use http::header::LOCATION;
use koe_shared::answer::{AnswerError, MAX_COMMENT_UNITS, MAX_REVISION};
use koe_shared::id::check_clock;
use koe_shared::instant::Instant;
use koe_shared::metadata::{Flags, Metadata, Recorded};
use koe_shared::score::Score;

use super::visit::{Answer, Seen, Visit};
use crate::keys::{self, Rank};
use crate::pages::fields::Fields;
use crate::pages::notice;
use crate::pages::receipt::Change;
use crate::pages::typed::{Trouble, Typed};
use crate::problem::Problem;
use crate::store::Listed;
use crate::stored::{self, Revision, Value};
use crate::withdrawal;

/// A change goes to the next multiple of this, so that it outranks the revisions that the browser
/// may still hold, of which it makes a few.
const STEP: u8 = 10;

impl Visit<'_> {
    /// Takes the answer back.
    pub(super) async fn take_back(&self) -> Result<Response, Problem> {
        let seen = match &self.seen {
            Seen::Answer(answer) => {
                let id = self.id.public(&self.site.id);
                let key = keys::answer(&self.site.id, &id, Rank::Revision(answer.revision));
                Some(Listed { key, metadata: Some(answer.metadata.clone()) })
            }
            Seen::Nothing | Seen::Erased => None,
        };
        let (store, now) = (self.edge.store(), self.edge.now());
        withdrawal::take_back(store, &self.site, self.id, seen, now).await?;
        Ok(self.back("taken_back=1"))
    }

    /// Stores another score or comment.
    pub(super) async fn change(
        &self,
        answer: &Answer,
        fields: &Fields,
    ) -> Result<Response, Problem> {
        if self.site.record.is_deleted() {
            return Err(Problem::NoPath);
        }
        let metadata = answer.metadata()?;
        let typed = Typed::read(fields, self.asked(&metadata)?.scale);
        match self.store(answer, &metadata, &typed, fields).await {
            Ok(revision) => Ok(self.back(&format!("changed=1&revision={revision}"))),
            Err(problem) => {
                let trouble = Trouble::of(&problem);
                let page = self.show(answer, Change::Again(&typed, trouble))?;
                Ok(notice::as_refused(page, problem.into_response()))
            }
        }
    }

    async fn store(
        &self,
        answer: &Answer,
        before: &Metadata<'_>,
        typed: &Typed,
        fields: &Fields,
    ) -> Result<u8, Problem> {
        let now = self.edge.now();
        check_clock(self.id.time(), now)
            .map_err(|skew| Problem::ClockSkew { skew, server_time: now })?;
        let score = typed.score.ok_or(AnswerError::MissingScore)?;
        let scale = self.asked(before)?.scale;
        let score = Score::new(scale, score.into()).map_err(AnswerError::OffScale)?;
        let units = typed.comment.as_ref().map_or(0, |comment| comment.encode_utf16().count());
        if units > MAX_COMMENT_UNITS {
            return Err(AnswerError::CommentTooLong(units).into());
        }
        let document = self.site.document();
        let days = document.privacy.retention_days;
        let time_to_live = stored::time_to_live(document, self.id.time(), now);
        let metadata = Metadata {
            recorded: Recorded::Answered(score),
            flags: flags(before.flags, typed),
            ..before.clone()
        };
        // The page may have shown a newer revision than this place sees.
        let newest = answer.revision.max(fields.number("revision").unwrap_or_default());
        let revision = outranking(newest);
        Revision {
            id: self.id.public(&self.site.id),
            rank: Rank::Revision(revision),
            metadata: metadata.encode(),
            value: Value {
                received_at: Instant(now),
                comment: typed.comment.clone(),
                ..answer.value.clone()
            },
            time_to_live: time_to_live.ok_or(Problem::OverRetention { days })?,
        }
        .save(self.edge.store(), &self.site.id)
        .await?;
        Ok(revision)
    }

    fn back(&self, said: &str) -> Response {
        let (site, id) = (&self.site.id, self.id.to_secret_string());
        let receipt = format!("/r/{site}/{id}?lang={}&{said}", self.locale);
        (StatusCode::SEE_OTHER, [(LOCATION, receipt)]).into_response()
    }
}

/// The revision of a change. Where there is no room for a step, it is the next number; the highest
/// revision is replaced.
fn outranking(newest: u8) -> u8 {
    let step = (newest / STEP).saturating_add(1).saturating_mul(STEP);
    if step <= MAX_REVISION { step } else { newest.saturating_add(1).min(MAX_REVISION) }
}

/// The flags of a changed answer: those of its comment are as the form says, the others stay.
fn flags(before: Flags, typed: &Typed) -> Flags {
    let kept = [Flags::TEST, Flags::FORCED, Flags::CONTACT, Flags::RESPONDENT];
    kept.into_iter()
        .fold(Flags::NONE, |flags, flag| flags.with(flag, before.has(flag)))
        .with(Flags::COMMENT, typed.comment.is_some())
        .with(Flags::PUBLISH, before.has(Flags::PUBLISH) && typed.publish)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_outranks_what_may_be_under_way() {
        for (newest, revision) in
            [(1, 10), (9, 10), (10, 20), (89, 90), (90, 91), (97, 98), (98, 98), (255, 98)]
        {
            assert_eq!(outranking(newest), revision, "{newest}");
        }
    }

    #[test]
    fn a_permission_to_quote_ends_with_its_tick() {
        let before = Flags::PUBLISH.with(Flags::TEST, true).with(Flags::CONTACT, true);
        let kept = Flags::TEST.with(Flags::CONTACT, true);
        let typed = Typed { comment: Some("Good.".into()), ..Typed::default() };
        assert_eq!(flags(before, &typed), kept.with(Flags::COMMENT, true));
        let typed = Typed { publish: true, comment: None, ..Typed::default() };
        assert_eq!(flags(before, &typed), kept.with(Flags::PUBLISH, true));
        assert_eq!(flags(Flags::NONE, &typed), Flags::NONE);
    }
}
