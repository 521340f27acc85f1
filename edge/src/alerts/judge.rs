//! Which rules an answer meets.

use koe_shared::answer::Contact;
use koe_shared::metadata::Metadata;
use koe_shared::score::Score;
use koe_shared::site::{AlertRule, Judged, SiteDocument};
use koe_shared::urgency::Urgency;
use koe_shared::words::Text;

use crate::answers::Value;
use crate::store::keys::AlertKind;

/// An answer, read as far as rules need it; `None` for what nobody is told of: a prompt without an answer, a test.
pub(super) struct Read<'a> {
    metadata: Metadata<'a>,
    text: Option<Text>,
    pub(super) urgency: Urgency,
}

impl<'a> Read<'a> {
    pub(super) fn of(metadata: &'a str, value: &Value) -> Option<Self> {
        let metadata = Metadata::decode(metadata).ok()?;
        let score = metadata.counted_score()?;
        let has_contact = value.contact.as_ref().is_some_and(Contact::has_address);
        let comment = value.comment.as_deref().filter(|comment| !comment.trim().is_empty());
        let text = comment.map(Text::of);
        let urgency = match &text {
            Some(text) => Urgency::of_text(score, text, has_contact),
            None => Urgency::of(score, "", has_contact),
        };
        Some(Self { metadata, text, urgency })
    }

    /// Whether it meets a rule of its site.
    pub(super) fn meets(&self, rule: &AlertRule, document: &SiteDocument) -> bool {
        let Some(score) = self.score() else { return false };
        let judged = Judged {
            survey: &self.metadata.survey,
            touchpoint: self.metadata.touchpoint.as_deref(),
            score,
            comment: self.text.as_ref(),
            urgency: &self.urgency,
        };
        rule.when.holds_for(&judged, &document.departments)
    }

    /// Its score.
    pub(super) fn score(&self) -> Option<Score> {
        self.metadata.counted_score()
    }

    /// What it is told for: its comment where there is one, else its score.
    pub(super) const fn kind(&self) -> AlertKind {
        if self.text.is_some() { AlertKind::Words } else { AlertKind::Score }
    }
}
