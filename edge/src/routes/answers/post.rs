//! `POST /v1/answers`: one prompt's outcome.
//!
//! 1. 413, 415: the body's size and type, before anything looks at it.
//! 2. 400, 422: the answer itself, as far as it can be judged without its site.
//! 3. 404, 403: the site, and whether the page that sends is one of its.
//! 4. 422 `clock_skew`: the time in the id. Retention: what would expire at once is not taken in.
//! 5. 404, 503, 422: the survey and its version. What the kept document does not have is looked up
//!    once more; a version that is newer still is 503, because this location is behind, not the page.
//! 6. 422: the score on the scale of *that* version.
//! 7. 429: what was refused in 3 to 6 has a limit of its own, and past it nothing is looked up; all
//!    else counts against the limits of its address and its site.
//! 8. One write. Nothing is read before it: a repeated revision lands on its own key.
//! 9. 202.

use std::sync::Arc;

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use http::{HeaderMap, StatusCode, Uri};
use jiff::{SignedDuration, Timestamp};
use koe_shared::answer::{AnswerBody, AnswerReceipt, Unverified};
use koe_shared::id::check_clock;
use koe_shared::instant::Instant;
use koe_shared::metadata::Metadata;
use koe_shared::metric::Scale;

use crate::body;
use crate::cors;
use crate::edge::Edge;
use crate::keys::Rank;
use crate::limits::Counted;
use crate::problem::Problem;
use crate::respondent::{self, Claim};
use crate::site::Site;
use crate::stored::{self, Revision, Value};

/// Stores one prompt's outcome so far. Sending it again changes nothing.
#[utoipa::path(
    post,
    operation_id = "send_answer",
    path = "/v1/answers",
    tag = "for visitors",
    // With a second type of body, clients that are generated in Python do not even load.
    request_body(
        content = AnswerBody,
        description = "The same JSON is read as `text/plain`, so that a page needs no preflight.",
    ),
    responses(
        (status = 202, body = AnswerReceipt, description = "stored", links(
            ("take_back" = (operation_id = "take_answer_back", parameters(
                ("site" = "$request.body#/site"), ("id" = "$response.body#/id"),
            ))),
        )),
        (status = 400, description = "broken_json"),
        (status = 403, description = "foreign_origin"),
        (status = 404, description = "unknown_site, unknown_survey"),
        (status = 415, description = "unsupported_media_type"),
        (status = 422, description = "missing_field, wrong_type, invalid_id, \
            revision_out_of_bounds, unknown_outcome, missing_score, score_not_an_integer, \
            score_without_answer, score_off_scale, comment_too_long, \
            survey_version_out_of_bounds, unknown_survey_version, unknown_channel, \
            contact_without_consent, contact_too_long, clock_skew, older_than_retention"),
        (status = 503, description = "survey_version_ahead"),
    ),
)]
pub(in crate::routes) async fn post(
    State(edge): State<Arc<Edge>>,
    uri: Uri,
    headers: HeaderMap,
    body: Body,
) -> Result<(StatusCode, Json<AnswerReceipt>), Problem> {
    body::check_type(&headers, body::TEXT_OR_JSON)?;
    let body = body::read(&headers, body, body::ANSWER).await?;
    let answer = AnswerBody::from_json(&body)?;
    Ok((StatusCode::ACCEPTED, Json(take(&edge, &uri, &headers, &answer).await?)))
}

/// Takes in an answer that can be read, whichever way it came: steps 3 to 9.
pub(in crate::routes) async fn take(
    edge: &Edge,
    uri: &Uri,
    headers: &HeaderMap,
    answer: &AnswerBody,
) -> Result<AnswerReceipt, Problem> {
    let judged = judge(edge, uri, headers, answer).await;
    let (revision, receipt) =
        judged.map_err(|refusal| edge.refused(Counted::Refusal, headers, refusal))?;
    edge.count_write(&answer.site, headers)?;
    revision.save(edge.store(), &answer.site).await?;
    Ok(receipt)
}

/// What is stored of an answer and what its sender is told: steps 3 to 6.
async fn judge(
    edge: &Edge,
    uri: &Uri,
    headers: &HeaderMap,
    answer: &AnswerBody,
) -> Result<(Revision, AnswerReceipt), Problem> {
    edge.may_look_up(&answer.site, headers)?;
    let site = edge.site(&answer.site).await?;
    cors::check_origin(headers, uri, &site.document().origins)?;

    let now = edge.now();
    check_clock(answer.id.time(), now)
        .map_err(|skew| Problem::ClockSkew { skew, server_time: now })?;
    let (site, version, scale) = asked(edge, site, headers, answer).await?;
    let score = answer.score_on(scale)?;
    let claim = respondent::judge(&site.record, answer, now);
    let receipt = AnswerReceipt {
        id: answer.id,
        revision: answer.revision,
        received_at: Instant(now),
        respondent: (claim == Claim::Unverified).then_some(Unverified::Unverified),
    };
    let respondent = claim.respondent();
    let revision = Revision {
        id: answer.id.public(&answer.site),
        rank: Rank::Revision(answer.revision),
        metadata: Metadata::of(answer, version, score, respondent.is_some()).encode(),
        value: Value::of(answer, respondent, now),
        time_to_live: time_to_live(&site, answer, now)?,
    };
    Ok((revision, receipt))
}

/// The version that was answered and its scale, on the site as it is kept or, where that does not
/// have it, as storage has it now.
async fn asked(
    edge: &Edge,
    site: Arc<Site>,
    headers: &HeaderMap,
    answer: &AnswerBody,
) -> Result<(Arc<Site>, u32, Scale), Problem> {
    if let Some((version, scale)) = site.version(&answer.survey, answer.survey_version) {
        return Ok((site, version, scale));
    }
    edge.may_ask(Counted::Refusal, headers)?;
    let site = edge.fresh_site(&answer.site).await?;
    if let Some((version, scale)) = site.version(&answer.survey, answer.survey_version) {
        return Ok((site, version, scale));
    }
    let survey = answer.survey.clone();
    Err(match (site.record.versions.newest(&survey), answer.survey_version) {
        (Some(known), Some(version)) if version > known => {
            Problem::VersionAhead { survey, version, known }
        }
        (Some(_), Some(version)) => Problem::NoVersion { survey, version },
        _ => Problem::UnknownSurvey { survey },
    })
}

fn time_to_live(
    site: &Site,
    answer: &AnswerBody,
    now: Timestamp,
) -> Result<SignedDuration, Problem> {
    let days = site.document().privacy.retention_days;
    let left = stored::time_to_live(site.document(), answer.id.time(), now);
    left.ok_or(Problem::OverRetention { days })
}
