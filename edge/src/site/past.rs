//! Surveys as they were asked: an answer is shown in the words, and on the scale, it was given to.

use koe_shared::id::SurveyId;
use koe_shared::site::Survey;
use serde_json::json;

use super::Site;

impl Site {
    /// The survey of this site's document that goes by that id.
    pub(crate) fn survey(&self, id: &SurveyId) -> Option<&Survey> {
        self.document().surveys.iter().find(|survey| survey.id == *id)
    }

    /// A survey in one of its versions, archived or not: the question and the scale are that
    /// version's, all else is what the document says today.
    pub(crate) fn survey_then(&self, id: &SurveyId, version: u32) -> Option<Survey> {
        let today = self.survey(id);
        if let Some(survey) = today.filter(|survey| survey.version == version) {
            return Some(survey.clone());
        }
        let mut versions = self.record.versions.versions(id);
        let (_, wording) = versions.find(|(known, _)| *known == version)?;
        let scale = wording.scale();
        let archived = json!({ "id": id, "metric": scale.metric(), "goal": "", "touchpoints": [] });
        let like = today.cloned().or_else(|| serde_json::from_value(archived).ok())?;
        Some(Survey {
            version,
            metric: scale.metric(),
            scale: Some(scale.points()),
            question: wording.question.clone(),
            labels: wording.labels.clone(),
            ..like
        })
    }
}
