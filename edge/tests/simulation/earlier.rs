//! What an earlier release stored before the run begins: answers without any late mark.

use jiff::SignedDuration;
use koe_edge::store::Put;
use koe_edge::store::keys::{self, Rank};
use koe_shared::answer::AnswerBody;
use koe_shared::instant::Instant;
use koe_shared::metadata::Metadata;
use koe_shared::metric::Scale;
use serde_json::json;

use crate::kv::Kv;
use crate::plan::Answer;
use crate::requests;
use crate::site::Survey;

/// How long it lives.
const LIFE: SignedDuration = SignedDuration::from_hours(730 * 24);

/// Stores the first revision of an answer at the answer's own time.
pub(crate) fn store(kv: &Kv, answer: &Answer) {
    let body = AnswerBody::from_json(requests::send(answer, 1).body.as_bytes()).unwrap();
    let scale = match answer.survey {
        Survey::ShopNps => Scale::Nps,
        Survey::SupportCes => Scale::Ces5,
    };
    let score = body.score_on(scale).unwrap();
    let metadata = Metadata::of(&body, answer.version, score, false).encode();
    let value = json!({ "received_at": Instant(answer.id.time()) }).to_string();
    let id = answer.id.public(&body.site);
    let key = keys::answer(&body.site, &id, Rank::Revision(1));
    let put = Put { value: &value, metadata: Some(&metadata), time_to_live: Some(LIFE) };
    kv.store_at(answer.id.time(), &key, put);
}
