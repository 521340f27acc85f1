//! The fields of each page of the settings, in both languages.

mod alert;
mod department;
mod destinations;
mod fairness;
mod look;
mod promises;
mod segments;
mod site;
mod survey;
mod touchpoint;

use koe_shared::id::{DepartmentId, RuleId, SurveyId, TouchpointId};
use koe_shared::site::SiteDocument;

use super::input::{Input, Kind};
use crate::desk::language::{Bilingual, Language};
use crate::desk::place::SitePage;
use crate::desk::words::promises::{HOURS, PLAYBOOK};

/// A part of a form.
pub(crate) struct Section {
    /// What it is about; nothing for the first.
    pub(crate) title: String,
    /// Whether it is folded away until somebody wants it.
    pub(crate) is_folded: bool,
    pub(crate) inputs: Vec<Input>,
}

/// A page that is a form of the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum FormPage {
    Site,
    Look,
    Fairness,
    Segments,
    Promises,
    Survey(SurveyId),
    Touchpoint(TouchpointId),
    Department(DepartmentId),
    Alert(RuleId),
}

impl FormPage {
    /// The page of the settings that it belongs to.
    pub(crate) const fn page(&self) -> SitePage {
        match self {
            Self::Site => SitePage::Site,
            Self::Look => SitePage::Look,
            Self::Fairness => SitePage::Fairness,
            Self::Segments => SitePage::Segments,
            Self::Promises => SitePage::Promises,
            Self::Survey(_) => SitePage::Surveys,
            Self::Touchpoint(_) => SitePage::Touchpoints,
            Self::Department(_) => SitePage::Departments,
            Self::Alert(_) => SitePage::Notices,
        }
    }

    /// Its fields; none where the document has no such survey or touchpoint.
    pub(crate) fn sections(&self, document: &SiteDocument, language: Language) -> Vec<Section> {
        let words = Words { language };
        match self {
            Self::Site => site::sections(document, words),
            Self::Look => look::sections(words),
            Self::Fairness => fairness::sections(document, words),
            Self::Segments => segments::sections(words),
            Self::Promises => promises::sections(words),
            Self::Survey(id) => {
                let survey = document.surveys.iter().find(|survey| survey.id == *id);
                survey.map_or_else(Vec::new, |survey| survey::sections(document, survey, words))
            }
            Self::Touchpoint(id) => touchpoint::sections(document, id, words),
            Self::Department(id) => department::sections(document, id, words),
            Self::Alert(id) => alert::sections(document, id, words),
        }
    }

    /// The survey that a preview of this page shows.
    pub(crate) fn previewed<'a>(&'a self, document: &'a SiteDocument) -> Option<&'a SurveyId> {
        match self {
            Self::Survey(id) => Some(id),
            Self::Look | Self::Site => document.surveys.first().map(|survey| &survey.id),
            Self::Fairness
            | Self::Segments
            | Self::Promises
            | Self::Touchpoint(_)
            | Self::Department(_)
            | Self::Alert(_) => None,
        }
    }
}

/// Fields that differ as a whole where one document does not have them.
const WHOLE: [(&str, Bilingual); 2] = [("hours", HOURS), ("playbooks", PLAYBOOK)];

/// The label of a field wherever it stands, for history and conflicts; a path that has none is its own.
pub(crate) fn label_of(document: &SiteDocument, path: &str, language: Language) -> String {
    let surveys = document.surveys.iter().map(|survey| FormPage::Survey(survey.id.clone()));
    let touchpoints = document.touchpoints.iter();
    let touchpoints = touchpoints.map(|touchpoint| FormPage::Touchpoint(touchpoint.id.clone()));
    let departments = document.departments.iter();
    let departments = departments.map(|department| FormPage::Department(department.id.clone()));
    let fixed = [
        FormPage::Site,
        FormPage::Look,
        FormPage::Fairness,
        FormPage::Segments,
        FormPage::Promises,
    ];
    let alerts = document.alerts.iter().map(|rule| FormPage::Alert(rule.id.clone()));
    let all = fixed.into_iter().chain(surveys).chain(touchpoints).chain(departments).chain(alerts);
    let mut inputs = all.flat_map(|page| page.sections(document, language)).flat_map(|s| s.inputs);
    let is_meant = |input: &Input| {
        let rest = path.strip_prefix(&input.path);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
    };
    let whole = WHOLE.iter().find(|(name, _)| *name == path);
    let whole = whole.map(|(_, label)| language.say(*label).to_owned());
    let label = whole.or_else(|| inputs.find(is_meant).map(|input| input.label));
    let lists = ["surveys.", "touchpoints.", "departments.", "alerts.", "playbooks."];
    let of = lists.into_iter().find_map(|list| path.strip_prefix(list));
    match (label, of.and_then(|rest| rest.split('.').next())) {
        (Some(label), Some(id)) => format!("{id} · {label}"),
        (Some(label), None) => label,
        (None, _) => path.to_owned(),
    }
}

/// The texts of one language.
#[derive(Clone, Copy)]
struct Words {
    language: Language,
}

impl Words {
    fn say(self, text: Bilingual) -> &'static str {
        self.language.say(text)
    }

    /// A field.
    fn input(self, path: &str, label: Bilingual, kind: Kind) -> Input {
        Input::new(path, self.say(label), kind)
    }

    /// A field with a hint.
    fn hinted(self, path: &str, label: Bilingual, hint: Bilingual, kind: Kind) -> Input {
        self.input(path, label, kind).hint(self.say(hint))
    }

    fn first(inputs: Vec<Input>) -> Section {
        Section { title: String::new(), is_folded: false, inputs }
    }

    fn open(self, title: Bilingual, inputs: Vec<Input>) -> Section {
        Section { title: self.say(title).to_owned(), is_folded: false, inputs }
    }

    fn folded(self, title: Bilingual, inputs: Vec<Input>) -> Section {
        Section { title: self.say(title).to_owned(), is_folded: true, inputs }
    }

    fn choices(self, choices: &[(&str, Bilingual)]) -> Vec<(String, String)> {
        let choice =
            |(value, text): &(&str, Bilingual)| ((*value).to_owned(), self.say(*text).to_owned());
        choices.iter().map(choice).collect()
    }
}

/// A line that the document can't do without.
fn required() -> Kind {
    Kind::Line { required: true, instead: String::new() }
}

/// A line with what holds as long as it is empty.
fn line(instead: &str) -> Kind {
    Kind::Line { required: false, instead: instead.to_owned() }
}
