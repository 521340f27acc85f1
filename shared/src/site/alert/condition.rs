//! Of which answers a rule tells.

use serde::{Deserialize, Serialize};

use crate::id::{DepartmentId, SurveyId, TouchpointId};
use crate::metric::Bucket;
use crate::score::Score;
use crate::site::Department;
use crate::urgency::{Reason, Urgency};
use crate::words::Text;

/// What must hold of an answer: all that is given; of a list, one entry.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(min_properties = 1))]
pub struct Condition {
    /// It answers one of these surveys.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = std::collections::BTreeSet<SurveyId>, max_items = 50))]
    pub surveys: Vec<SurveyId>,
    /// Its score lies in this part of the scale.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bucket: Option<Bucket>,
    /// Its score is no higher.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(maximum = 10))]
    pub score_at_most: Option<u8>,
    /// It was given at one of these touchpoints.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = std::collections::BTreeSet<TouchpointId>, max_items = 100))]
    pub touchpoints: Vec<TouchpointId>,
    /// One of these departments answers for its touchpoint.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = std::collections::BTreeSet<DepartmentId>, max_items = 20))]
    pub departments: Vec<DepartmentId>,
    /// Its comment holds one of these words, each of two characters or more. Japanese counts wherever it stands,
    /// Latin letters as whole words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = std::collections::BTreeSet<crate::site::schema::AlertWord>, max_items = 50))]
    pub words: Vec<String>,
    /// Whether the visitor wants a reply, by an address or in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact_wanted: Option<bool>,
}

/// An answer as a rule is held against it.
#[derive(Debug, Clone)]
pub struct Judged<'a> {
    /// The survey that it answers.
    pub survey: &'a str,
    /// Where it was given.
    pub touchpoint: Option<&'a str>,
    /// Its score.
    pub score: Score,
    /// Its comment, where there is one.
    pub comment: Option<&'a Text>,
    /// How urgent it is.
    pub urgency: &'a Urgency,
}

impl Condition {
    /// Whether nothing is given, so that every answer would be told.
    #[must_use]
    pub fn is_everything(&self) -> bool {
        *self == Self::default()
    }

    /// Whether a comment has to be there.
    #[must_use]
    pub fn asks_for_words(&self) -> bool {
        !self.words.is_empty()
    }

    /// Whether an answer meets the condition, where these departments answer for touchpoints.
    #[must_use]
    pub fn holds_for(&self, answer: &Judged<'_>, departments: &[Department]) -> bool {
        let Self {
            surveys, bucket, score_at_most, touchpoints, departments: owners, words, ..
        } = self;
        let wants_contact = answer.urgency.reasons().contains(&Reason::ContactWanted);
        let is_at = |touchpoints: &[TouchpointId]| {
            touchpoints.iter().any(|id| Some(id.as_str()) == answer.touchpoint)
        };
        let owns = |id: &DepartmentId| {
            let owner = departments.iter().find(|department| department.id == *id);
            owner.is_some_and(|department| is_at(&department.touchpoints))
        };
        (surveys.is_empty() || surveys.iter().any(|survey| survey.as_str() == answer.survey))
            && bucket.is_none_or(|bucket| answer.score.bucket() == bucket)
            && score_at_most.is_none_or(|most| answer.score.value() <= most)
            && (touchpoints.is_empty() || is_at(touchpoints))
            && (owners.is_empty() || owners.iter().any(owns))
            && (words.is_empty() || answer.comment.is_some_and(|text| text.holds_any(words)))
            && self.contact_wanted.is_none_or(|wanted| wanted == wants_contact)
    }
}

#[cfg(test)]
mod tests {
    use super::{Condition, Judged};
    use crate::metric::Scale;
    use crate::score::Score;
    use crate::site::Department;
    use crate::urgency::Urgency;
    use crate::words::Text;

    /// Whether a rule tells of a 2 of 10 after support, with this comment and maybe an address.
    fn tells(when: &str, comment: Option<&str>, has_contact: bool) -> bool {
        let when: Condition = serde_json::from_str(when).unwrap();
        let departments: [Department; 1] = [serde_json::from_str(
            r#"{ "id": "care", "name": "Care", "touchpoints": ["after-support"] }"#,
        )
        .unwrap()];
        let score = Score::new(Scale::Nps, 2).unwrap();
        let text = comment.map(Text::of);
        let urgency = Urgency::of(score, comment.unwrap_or_default(), has_contact);
        let answer = Judged {
            survey: "shop-nps",
            touchpoint: Some("after-support"),
            score,
            comment: text.as_ref(),
            urgency: &urgency,
        };
        when.holds_for(&answer, &departments)
    }

    #[test]
    fn all_that_is_given_must_hold_and_of_a_list_one() {
        for (when, expected) in [
            (r#"{ "surveys": ["other", "shop-nps"] }"#, true),
            (r#"{ "surveys": ["other"] }"#, false),
            (r#"{ "bucket": "detractor" }"#, true),
            (r#"{ "bucket": "passive" }"#, false),
            (r#"{ "score_at_most": 2 }"#, true),
            (r#"{ "score_at_most": 1 }"#, false),
            (r#"{ "touchpoints": ["after-support"] }"#, true),
            (r#"{ "touchpoints": ["visit"] }"#, false),
            (r#"{ "departments": ["care"] }"#, true),
            (r#"{ "departments": ["sales"] }"#, false),
            (r#"{ "words": ["broken", "返金"] }"#, true),
            (r#"{ "words": ["broke"] }"#, false),
            (r#"{ "contact_wanted": false }"#, true),
            (r#"{ "contact_wanted": true }"#, false),
            (r#"{ "bucket": "detractor", "score_at_most": 1 }"#, false),
            (r#"{ "bucket": "detractor", "words": ["Broken"], "departments": ["care"] }"#, true),
        ] {
            assert_eq!(tells(when, Some("It came BROKEN."), false), expected, "{when}");
        }
    }

    #[test]
    fn a_wish_for_a_reply_is_an_address_or_words() {
        let wanted = r#"{ "contact_wanted": true }"#;
        assert!(tells(wanted, None, true));
        assert!(tells(wanted, Some("please call me"), false));
        assert!(!tells(wanted, None, false));
        assert!(!tells(r#"{ "words": ["broken"] }"#, None, false));
    }
}
