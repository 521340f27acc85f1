//! Everything that one person answered.

use jiff::Timestamp;

use super::cursor::Question;
use super::view::AnswerView;
use crate::answers::{RespondentId, answers_of_person};
use crate::reports::error::ReportError;
use crate::reports::query::{Params, QueryError};
use crate::sites::Site;
use crate::store::{Store, StoreError};

/// One page of the answers of a person, newest first, and the cursor of the next; `None` at the end. A
/// page may be short, even empty, while more follow.
pub(crate) async fn list_respondent(
    store: &dyn Store,
    site: &Site,
    id: &RespondentId,
    mut params: Params,
    now: Timestamp,
) -> Result<(Vec<AnswerView>, Option<String>), ReportError> {
    let question = Question::of_person(site, id);
    let position = params.take("cursor").map(|text| question.decode(&text)).transpose()?;
    params.finish()?;
    let trace = answers_of_person(store, site, id, position).await.map_err(refused)?;
    let oldest = site.record.retention().oldest(now).as_millisecond();
    let lives = |time_ms: u64| i64::try_from(time_ms).is_ok_and(|ms| oldest <= ms);
    let views = trace.answers.into_iter().filter(|(entry, _)| lives(entry.time_ms));
    let views = views.filter_map(|(entry, value)| AnswerView::of(&entry, value)).collect();
    Ok((views, trace.position.as_ref().map(|position| question.encode(position))))
}

fn refused(error: StoreError) -> ReportError {
    match error {
        StoreError::Cursor => QueryError::Cursor.into(),
        error => ReportError::Store(error),
    }
}
