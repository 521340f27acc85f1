//! The exports that are known by their headers, and which of their columns are ours.
//!
//! Each header is compared without case. Of several names for one of ours, the first that is there
//! holds. What an export writes beside its questions is never taken for one.

use serde::Serialize;

use super::field::Field;
use super::record::Record;

/// A product whose export is known by its header.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Export {
    /// This one.
    Koe,
    /// Delighted.
    Delighted,
    /// `SurveyMonkey`.
    #[serde(rename = "surveymonkey")]
    SurveyMonkey,
    /// Typeform.
    Typeform,
    /// Google Forms.
    GoogleForms,
    /// A report or an export of Salesforce.
    Salesforce,
}

/// What one export's header says.
struct Known {
    export: Export,
    /// Each group has one of its names in the header.
    signs: &'static [&'static [&'static str]],
    /// Ours, and the names it may have there.
    names: &'static [(Field, &'static [&'static str])],
    /// Whether its questions are headers of their own.
    has_questions: bool,
    /// Other columns that are no questions.
    beside: &'static [&'static str],
}

/// What Google calls the time of a response, in the form's language.
const GOOGLE_TIME: &[&str] = &[
    "timestamp",
    "タイムスタンプ",
    "타임스탬프",
    "时间戳记",
    "時間戳記",
    "zeitstempel",
    "horodateur",
    "marca temporal",
    "carimbo de data/hora",
    "informazioni cronologiche",
    "tijdstempel",
];

const KNOWN: &[Known] = &[
    Known {
        export: Export::Koe,
        signs: &[
            &["id"],
            &["survey"],
            &["survey_version"],
            &["revision"],
            &["outcome"],
            &["score"],
            &["answered_at"],
            &["received_at"],
        ],
        names: &[],
        has_questions: false,
        beside: &[],
    },
    Known {
        export: Export::SurveyMonkey,
        signs: &[&["respondent id"], &["collector id"]],
        names: &[
            (Field::ExternalId, &["respondent id"]),
            (Field::AnsweredAt, &["end date", "date modified", "start date", "date created"]),
        ],
        has_questions: true,
        beside: &[
            "collector id",
            "start date",
            "end date",
            "date created",
            "date modified",
            "ip address",
            "email address",
            "first name",
            "last name",
            "custom data 1",
            "custom data",
        ],
    },
    Known {
        export: Export::Typeform,
        signs: &[
            &["#", "token"],
            &["submit date (utc)", "submitted at", "submit date", "network id"],
        ],
        names: &[
            (Field::ExternalId, &["#", "token"]),
            (
                Field::AnsweredAt,
                &["submit date (utc)", "submitted at", "submit date", "start date (utc)"],
            ),
        ],
        has_questions: true,
        beside: &[
            "response type",
            "start date (utc)",
            "stage date (utc)",
            "start date",
            "network id",
            "tags",
            "ending",
            "other",
        ],
    },
    Known {
        export: Export::Delighted,
        signs: &[
            &["score"],
            &["comment"],
            &[
                "response id",
                "survey response id",
                "survey type",
                "survey_type",
                "permalink",
                "delighted source",
                "response created at",
            ],
        ],
        names: &[
            (Field::ExternalId, &["response id", "survey response id", "id"]),
            (Field::Respondent, &["person id", "person_id", "person"]),
            (
                Field::AnsweredAt,
                &[
                    "response created at",
                    "created at",
                    "created_at",
                    "responded at",
                    "response date",
                    "timestamp",
                ],
            ),
        ],
        has_questions: false,
        beside: &[],
    },
    Known {
        export: Export::Salesforce,
        signs: &[
            &["created date", "createddate", "completed date/time", "completion date/time"],
            &[
                "record id",
                "survey response id",
                "survey response: id",
                "id",
                "case number",
                "contact id",
                "account name",
                "owner id",
            ],
        ],
        names: &[
            (Field::ExternalId, &["survey response id", "survey response: id", "record id", "id"]),
            (Field::Respondent, &["contact id", "contactid"]),
            (
                Field::AnsweredAt,
                &[
                    "completed date/time",
                    "completion date/time",
                    "completeddatetime",
                    "created date",
                    "createddate",
                ],
            ),
            (Field::Score, &["nps score", "csat score", "ces score", "nps_score__c", "score__c"]),
            (
                Field::Comment,
                &[
                    "comments",
                    "nps comment",
                    "nps comments",
                    "comments__c",
                    "comment__c",
                    "feedback",
                ],
            ),
        ],
        has_questions: false,
        beside: &[],
    },
    Known {
        export: Export::GoogleForms,
        signs: &[GOOGLE_TIME],
        names: &[(Field::AnsweredAt, GOOGLE_TIME)],
        has_questions: true,
        beside: &[
            "email address",
            "username",
            "メールアドレス",
            "ユーザー名",
            "adresse e-mail",
            "e-mail-adresse",
            "dirección de correo electrónico",
        ],
    },
];

/// An export that was recognised, with the places of what is ours in it.
pub(super) struct Recognised {
    pub(super) export: Export,
    /// Ours, and the place in the header.
    pub(super) places: Vec<(Field, usize)>,
    /// The places of headers that may be questions; none where the export asks none by header.
    pub(super) questions: Vec<usize>,
}

impl Recognised {
    /// The same without the columns that are not to be read.
    pub(super) fn only(mut self, is_read: impl Fn(&usize) -> bool) -> Self {
        self.places.retain(|(_, place)| is_read(place));
        self.questions.retain(is_read);
        self
    }
}

/// Knows an export by its header.
pub(super) fn recognise(header: &Record) -> Option<Recognised> {
    let names: Vec<String> = header.iter().map(|name| name.trim().to_lowercase()).collect();
    let place = |wanted: &str| names.iter().position(|name| name == wanted);
    let known = KNOWN.iter().find(|known| {
        known.signs.iter().all(|group| group.iter().any(|name| place(name).is_some()))
    })?;
    // The form's own questions come after the time.
    let is_google = known.export == Export::GoogleForms;
    if is_google && !names.first().is_some_and(|first| GOOGLE_TIME.contains(&first.as_str())) {
        return None;
    }
    let places: Vec<(Field, usize)> = known
        .names
        .iter()
        .filter_map(|(field, names)| Some((*field, names.iter().find_map(|name| place(name))?)))
        .collect();
    let is_question = |place: &usize| {
        let name = names[*place].as_str();
        let is_ours = Field::from_name(name).is_some() || name.starts_with("segment.");
        let is_taken = places.iter().any(|(_, taken)| taken == place);
        !name.is_empty() && !is_ours && !is_taken && !known.beside.contains(&name)
    };
    let questions = (0..names.len()).filter(|_| known.has_questions).filter(is_question).collect();
    Some(Recognised { export: known.export, places, questions })
}

impl Export {
    /// Whether the record after the header belongs to it: `SurveyMonkey` writes the questions' parts
    /// there, under no id.
    pub(super) fn is_second_header(self, header: &Record, record: &Record) -> bool {
        let id = header.iter().position(|name| name.trim().eq_ignore_ascii_case("respondent id"));
        self == Self::SurveyMonkey
            && id.is_some_and(|id| record.get(id).is_none_or(|cell| cell.trim().is_empty()))
    }
}
