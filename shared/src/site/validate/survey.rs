//! The bounds of a survey.

use super::{Checked, at_most, cut, number, once_each, text, texts};
use crate::metric::{Metric, Scale};
use crate::site::error::{SiteError, SiteRule};
use crate::site::{Buckets, Display, Survey, ThankYouLink};

const MAX_TOUCHPOINTS: usize = 50;
const MAX_GOAL_CHARS: usize = 500;
pub(in crate::site) const MAX_SUBJECT_CHARS: usize = 100;
/// Three lines of a phone's sheet in Japanese, more in English.
pub(in crate::site) const MAX_QUESTION_CHARS: usize = 300;
/// Two of them share a line of 280 pixels.
pub(in crate::site) const MAX_LABEL_CHARS: usize = 60;
pub(in crate::site) const MAX_FOLLOW_UP_CHARS: usize = 200;
pub(in crate::site) const MAX_THANKS_CHARS: usize = 500;
pub(in crate::site) const MAX_LINK_TEXT_CHARS: usize = 100;
const MAX_HREF_CHARS: usize = 2_000;

impl Survey {
    /// Holds the survey at `place` of its document against its bounds.
    pub(super) fn validate(&self, place: &str) -> Checked {
        let field = |name: &str| format!("{place}.{name}");
        number(&field("version"), self.version)?;
        if let Err(refusal) = Scale::new(self.metric, self.scale) {
            return Err(SiteError::at(field("scale"), SiteRule::Scale(refusal)));
        }
        text(&field("goal"), &self.goal, MAX_GOAL_CHARS)?;
        if self.touchpoints.is_empty() {
            return Err(SiteError::at(field("touchpoints"), SiteRule::Empty));
        }
        at_most(&field("touchpoints"), self.touchpoints.len(), MAX_TOUCHPOINTS)?;
        once_each(&self.touchpoints, |n| field(&format!("touchpoints[{n}]")))?;
        texts(&field("subject"), &self.subject, MAX_SUBJECT_CHARS)?;
        number(&field("recontact_days"), self.recontact_days)?;
        let after_dismissal = self.recontact_after_dismissal_days;
        number(&field("recontact_after_dismissal_days"), after_dismissal)?;
        texts(&field("question"), &self.question, MAX_QUESTION_CHARS)?;
        texts(&field("labels.low"), &self.labels.low, MAX_LABEL_CHARS)?;
        texts(&field("labels.high"), &self.labels.high, MAX_LABEL_CHARS)?;
        let Buckets { detractor, passive, promoter } = &self.follow_up;
        texts(&field("follow_up.detractor"), detractor, MAX_FOLLOW_UP_CHARS)?;
        texts(&field("follow_up.passive"), passive, MAX_FOLLOW_UP_CHARS)?;
        texts(&field("follow_up.promoter"), promoter, MAX_FOLLOW_UP_CHARS)?;
        let Buckets { detractor, passive, promoter } = &self.thanks.text;
        texts(&field("thanks.text.detractor"), detractor, MAX_THANKS_CHARS)?;
        texts(&field("thanks.text.passive"), passive, MAX_THANKS_CHARS)?;
        texts(&field("thanks.text.promoter"), promoter, MAX_THANKS_CHARS)?;
        if let Some(thanks) = &self.thanks.link {
            link(&field("thanks.link"), thanks)?;
        }
        if self.display != Display::Numbers && self.metric != Metric::Csat {
            return Err(SiteError::at(field("display"), SiteRule::DisplayNotForMetric));
        }
        Ok(())
    }
}

fn link(place: &str, link: &ThankYouLink) -> Checked {
    let href = format!("{place}.href");
    text(&href, &link.href, MAX_HREF_CHARS)?;
    let given = link.href.to_ascii_lowercase();
    let leads_somewhere = given
        .strip_prefix("https://")
        .or_else(|| given.strip_prefix("mailto:"))
        .is_some_and(|rest| !rest.is_empty());
    // A browser drops tabs and line breaks from an address before it reads the scheme.
    if !leads_somewhere || given.contains(|c: char| c.is_control() || c.is_whitespace()) {
        return Err(SiteError::at(href, SiteRule::Link(cut(&link.href))));
    }
    if link.text.is_empty() {
        return Err(SiteError::at(format!("{place}.text"), SiteRule::Empty));
    }
    texts(&format!("{place}.text"), &link.text, MAX_LINK_TEXT_CHARS)
}
