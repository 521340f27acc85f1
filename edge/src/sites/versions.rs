//! The versions of a site's surveys: an answer is judged on the scale, and shown in the words, that it
//! was given to.

use koe_shared::id::SurveyId;
use koe_shared::metric::Scale;
use koe_shared::site::Survey;
use serde_json::json;

use super::site::Site;

impl Site {
    /// A version of a survey and its scale; without one, the version that is asked now. A survey
    /// that the document leaves out is archived: its last version is still answered.
    pub(crate) fn version(&self, survey: &SurveyId, version: Option<u32>) -> Option<(u32, Scale)> {
        let versions = &self.record.versions;
        let asked_now = || {
            let surveys = &self.document().surveys;
            let current = surveys.iter().find(|candidate| candidate.id == *survey);
            current.map(|survey| survey.version).or_else(|| versions.newest(survey))
        };
        let version = version.or_else(asked_now)?;
        Some((version, versions.scale(survey, version)?))
    }

    /// The newest version of a survey; `None` where the site never had that survey.
    pub(crate) fn newest_version(&self, survey: &SurveyId) -> Option<u32> {
        self.record.versions.newest(survey)
    }

    /// The survey of this site's document that goes by that id.
    pub(crate) fn survey(&self, id: &SurveyId) -> Option<&Survey> {
        self.document().surveys.iter().find(|survey| survey.id == *id)
    }

    /// A survey in the version that a page showed, else in its newest.
    pub(crate) fn survey_shown(&self, id: &SurveyId, version: Option<u32>) -> Option<Survey> {
        let newest = self.newest_version(id)?;
        let shown = version.unwrap_or(newest);
        self.survey_then(id, shown).or_else(|| self.survey_then(id, newest))
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
