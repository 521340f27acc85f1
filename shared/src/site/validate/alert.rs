//! The bounds of alerts, and of destinations wherever they stand.

use super::site::{MAX_DEPARTMENTS, MAX_SURVEYS, MAX_TOUCHPOINTS};
use super::{Checked, at_most, number, once_each, text};
use crate::answer::MAX_EMAIL_CHARS;
use crate::site::error::{SiteError, SiteRule};
use crate::site::{AlertRule, Channel, Condition, Destination, SecretUpdate, SiteDocument};

const MAX_RULES: usize = 20;
const MAX_NAME_CHARS: usize = 60;
/// Each costs a request of its own.
const MAX_DESTINATIONS: usize = 5;
const MAX_ADDRESS_BYTES: usize = 2_048;
const MAX_WORDS: usize = 50;
/// One character stands in too many words.
pub(in crate::site) const MIN_WORD_CHARS: usize = 2;
pub(in crate::site) const MAX_WORD_CHARS: usize = 40;

impl SiteDocument {
    pub(super) fn validate_alerts(&self) -> Checked {
        at_most("alerts", self.alerts.len(), MAX_RULES)?;
        once_each(self.alerts.iter().map(|rule| &rule.id), |n| format!("alerts[{n}].id"))?;
        for (n, rule) in self.alerts.iter().enumerate() {
            let place = format!("alerts[{n}]");
            rule.validate(&place)?;
            for (m, id) in rule.when.departments.iter().enumerate() {
                if !self.departments.iter().any(|department| department.id == *id) {
                    let field = format!("{place}.when.departments[{m}]");
                    return Err(SiteError::at(field, SiteRule::UnknownDepartment(id.to_string())));
                }
            }
        }
        Ok(())
    }
}

impl AlertRule {
    fn validate(&self, place: &str) -> Checked {
        let Self { id: _, name, when, to, open_case, cap_per_hour, quiet } = self;
        text(&format!("{place}.name"), name, MAX_NAME_CHARS)?;
        when.validate(&format!("{place}.when"))?;
        let field = format!("{place}.to");
        if to.is_empty() && !open_case {
            return Err(SiteError::at(field, SiteRule::Empty));
        }
        destinations(&field, to)?;
        number(&format!("{place}.cap_per_hour"), *cap_per_hour)?;
        match quiet {
            Some(quiet) if quiet.minutes().is_none() => {
                Err(SiteError::at(format!("{place}.quiet"), SiteRule::QuietHours))
            }
            _ => Ok(()),
        }
    }
}

impl Condition {
    fn validate(&self, place: &str) -> Checked {
        let Self { surveys, score_at_most, touchpoints, departments, words, .. } = self;
        if self.is_everything() {
            return Err(SiteError::at(place, SiteRule::MatchesEverything));
        }
        let field = |name: &str| format!("{place}.{name}");
        at_most(&field("surveys"), surveys.len(), MAX_SURVEYS)?;
        once_each(surveys, |n| field(&format!("surveys[{n}]")))?;
        if let Some(most) = score_at_most {
            number(&field("score_at_most"), (*most).into())?;
        }
        at_most(&field("touchpoints"), touchpoints.len(), MAX_TOUCHPOINTS)?;
        once_each(touchpoints, |n| field(&format!("touchpoints[{n}]")))?;
        at_most(&field("departments"), departments.len(), MAX_DEPARTMENTS)?;
        once_each(departments, |n| field(&format!("departments[{n}]")))?;
        at_most(&field("words"), words.len(), MAX_WORDS)?;
        for (n, word) in words.iter().enumerate() {
            let field = field(&format!("words[{n}]"));
            let chars = word.trim().chars().count();
            if chars < MIN_WORD_CHARS {
                let rule = SiteRule::TooShort { chars, min: MIN_WORD_CHARS };
                return Err(SiteError::at(field, rule));
            }
            text(&field, word, MAX_WORD_CHARS)?;
        }
        once_each(words, |n| field(&format!("words[{n}]")))
    }
}

/// The destinations of a rule or a department.
pub(super) fn destinations(field: &str, to: &[Destination]) -> Checked {
    at_most(field, to.len(), MAX_DESTINATIONS)?;
    let mut each = to.iter().enumerate();
    each.try_for_each(|(n, to)| to.validate(&format!("{field}[{n}]")))
}

impl Destination {
    /// What can be told without knowing the deployment. Whether an address may be called, the edge says.
    fn validate(&self, place: &str) -> Checked {
        let Some((channel, address)) = self.address() else {
            return Err(SiteError::at(place, SiteRule::NotOneAddress));
        };
        let field = format!("{place}.{}", channel.field());
        if address.trim().is_empty() {
            return Err(SiteError::at(field, SiteRule::Empty));
        }
        let (is, max) = match channel {
            Channel::Email => (address.chars().count(), MAX_EMAIL_CHARS),
            _ => (address.len(), MAX_ADDRESS_BYTES),
        };
        if is > max {
            return Err(SiteError::at(field, SiteRule::TooLong { chars: is, max }));
        }
        match &self.secret {
            SecretUpdate::Keep => Ok(()),
            SecretUpdate::Set(secret)
                if channel == Channel::Webhook && is_webhook_secret(secret.as_bytes()) =>
            {
                Ok(())
            }
            SecretUpdate::Remove if channel == Channel::Webhook => {
                Err(SiteError::at(format!("{place}.secret"), SiteRule::Missing))
            }
            _ if channel == Channel::Webhook => {
                Err(SiteError::at(format!("{place}.secret"), SiteRule::WebhookSecret))
            }
            _ => Err(SiteError::at(format!("{place}.secret"), SiteRule::Unknown)),
        }
    }
}

/// Whether a text is a secret of Standard Webhooks: `whsec_` and 24 to 64 bytes in base64.
fn is_webhook_secret(secret: &[u8]) -> bool {
    let Some(base64) = secret.strip_prefix(b"whsec_") else { return false };
    let digits = base64.iter().take_while(|byte| **byte != b'=').count();
    let is_padded = base64.len() % 4 == 0 && base64.len() - digits <= 2;
    let is_legal = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
    let is_end = base64[digits..].iter().all(|byte| *byte == b'=');
    is_padded
        && is_end
        && base64[..digits].iter().all(is_legal)
        && (24..=64).contains(&(digits * 3 / 4))
}

#[cfg(test)]
mod tests {
    use super::is_webhook_secret;

    #[test]
    fn a_secret_of_a_webhook_has_its_mark_and_its_length() {
        for (secret, expected) in [
            ("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", true),
            ("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", false),
            ("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLa==", false),
            ("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS", false),
            ("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw=", false),
            ("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwAA==", true),
            ("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw====", false),
            ("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLa-w", false),
            ("whsec_", false),
            ("", false),
        ] {
            assert_eq!(is_webhook_secret(secret.as_bytes()), expected, "{secret}");
        }
        let of = |bytes: usize| format!("whsec_{}", "AAAA".repeat(bytes / 3));
        assert!(is_webhook_secret(of(63).as_bytes()));
        assert!(!is_webhook_secret(of(66).as_bytes()));
        assert!(!is_webhook_secret(of(21).as_bytes()));
    }
}
