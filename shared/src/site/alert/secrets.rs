//! The secrets of destinations, which are kept apart from the document: how a document brings them, and how one is
//! found again.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::destination::{Channel, Destination, Hidden};
use crate::id::RuleId;
use crate::site::error::{SiteError, SiteRule};
use crate::site::secret::SecretUpdate;
use crate::site::{AlertRule, SiteDocument};

/// The secrets of a site's destinations: signing secrets of webhooks, whole addresses of Slack and Teams.
///
/// This is the stored form, the only one that tells them. Never put it into a reply.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DestinationSecrets(BTreeMap<String, String>);

impl DestinationSecrets {
    /// The secret of a rule's destination, as the document shows that: the signing secret of a webhook, the whole
    /// address of Slack and Teams. E-mail has none.
    #[must_use]
    pub fn of(&self, rule: &RuleId, destination: &Destination) -> Option<&str> {
        let (channel, shown) = destination.address()?;
        self.0.get(&name(rule, channel, shown)).map(String::as_str)
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Every secret with what it is found by, for hashes of them.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, secret)| (name.as_str(), secret.as_str()))
    }
}

impl fmt::Debug for DestinationSecrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DestinationSecrets({})", self.0.len())
    }
}

impl SiteDocument {
    /// Takes the secrets of destinations out of the document. What it brings takes the place of what is known;
    /// what it leaves out, or shows by its last characters, stays as it is known.
    ///
    /// # Errors
    /// A secret or address that is left out and not known.
    pub fn take_secrets(
        &mut self,
        known: &DestinationSecrets,
    ) -> Result<DestinationSecrets, SiteError> {
        let mut taken = DestinationSecrets::default();
        for (n, rule) in self.alerts.iter_mut().enumerate() {
            let AlertRule { id, to, .. } = rule;
            for (m, destination) in to.iter_mut().enumerate() {
                let place = format!("alerts[{n}].to[{m}]");
                take(destination, &place, (id, known), &mut taken)?;
            }
        }
        Ok(taken)
    }

    /// The secrets of its destinations among those that are known, for a document that was saved before. A
    /// destination whose secret is gone keeps its place and can't be reached.
    #[must_use]
    pub fn known_secrets(&self, known: &DestinationSecrets) -> DestinationSecrets {
        let destinations =
            self.alerts.iter().flat_map(|rule| rule.to.iter().map(|to| (&rule.id, to)));
        let secrets = destinations.filter_map(|(rule, destination)| {
            let (channel, shown) = destination.address()?;
            let name = name(rule, channel, shown);
            let secret = known.0.get(&name)?.clone();
            Some((name, secret))
        });
        DestinationSecrets(secrets.collect())
    }
}

fn take(
    destination: &mut Destination,
    place: &str,
    (rule, known): (&RuleId, &DestinationSecrets),
    taken: &mut DestinationSecrets,
) -> Result<(), SiteError> {
    let Some((channel, address)) = destination.address() else { return Ok(()) };
    let address = address.to_owned();
    let (shown, secret) = match channel {
        Channel::Email => return Ok(()),
        Channel::Webhook => {
            let name = name(rule, channel, &address);
            let secret = match std::mem::take(&mut destination.secret) {
                SecretUpdate::Set(secret) => Some(secret.into_text()),
                SecretUpdate::Keep => known.0.get(&name).cloned(),
                SecretUpdate::Remove => None,
            };
            let missing = || SiteError::at(format!("{place}.secret"), SiteRule::Missing);
            (address, secret.ok_or_else(missing)?)
        }
        Channel::Slack | Channel::Teams => match Hidden::parse(&address) {
            None => (Hidden::of(&address).to_string(), address),
            Some(hidden) => {
                let shown = hidden.to_string();
                let secret = known.0.get(&name(rule, channel, &shown)).cloned();
                let field = || format!("{place}.{}", channel.field());
                let forgotten = || SiteError::at(field(), SiteRule::HiddenAddress(shown.clone()));
                let secret = secret.ok_or_else(forgotten)?;
                (shown, secret)
            }
        },
    };
    let name = name(rule, channel, &shown);
    *destination.field(channel) = Some(shown);
    if taken.0.insert(name, secret).is_some() {
        return Err(SiteError::at(place, SiteRule::Repeated(channel.field().to_owned())));
    }
    Ok(())
}

/// What the secret of a rule's destination is found by.
fn name(rule: &RuleId, channel: Channel, shown: &str) -> String {
    format!("{rule} {} {shown}", channel.field())
}

#[cfg(test)]
mod tests {
    use super::DestinationSecrets;
    use crate::site::SiteDocument;

    const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    fn document(to: &str) -> SiteDocument {
        let body = format!(
            r#"{{ "name": "K", "origins": ["https://k.example"], "alerts": [{{ "id": "angry", "name": "Angry",
            "when": {{ "bucket": "detractor" }}, "to": {to} }}],
            "surveys": [{{ "id": "nps", "metric": "nps", "goal": "g", "touchpoints": ["t"] }}] }}"#
        );
        SiteDocument::parse(body.as_bytes()).unwrap()
    }

    /// The secrets after a document with these destinations, and what it shows then.
    #[track_caller]
    fn saved(to: &str, known: &DestinationSecrets) -> Result<(DestinationSecrets, String), String> {
        let mut document = document(to);
        let taken = document.take_secrets(known).map_err(|refusal| refusal.to_string())?;
        Ok((taken, serde_json::to_string(&document.alerts[0].to).unwrap()))
    }

    #[test]
    fn a_secret_is_told_once_and_kept_when_it_is_left_out() {
        let none = DestinationSecrets::default();
        let given = format!(
            r#"[{{ "webhook": "https://a.example/x", "secret": "{SECRET}" }}, {{ "slack": "https://hooks.example/abcd1234" }}]"#
        );
        let (known, shown) = saved(&given, &none).unwrap();
        assert_eq!(shown, r#"[{"webhook":"https://a.example/x"},{"slack":"…1234"}]"#);
        let (kept, shown_again) = saved(&shown, &known).unwrap();
        assert_eq!((kept.clone(), shown_again), (known.clone(), shown.clone()));
        let document = document(&shown);
        let [webhook, slack] = &document.alerts[0].to[..] else { panic!("two were given") };
        assert_eq!(kept.of(&document.alerts[0].id, webhook), Some(SECRET));
        assert_eq!(kept.of(&document.alerts[0].id, slack), Some("https://hooks.example/abcd1234"));
        assert_eq!(format!("{kept:?}"), "DestinationSecrets(2)");
        assert_eq!(document.known_secrets(&known), known);
        assert!(document.known_secrets(&none).is_empty());
    }

    #[test]
    fn what_is_not_known_has_to_be_given() {
        let none = DestinationSecrets::default();
        let webhook = r#"[{ "webhook": "https://a.example/x" }]"#;
        assert_eq!(saved(webhook, &none).unwrap_err(), "alerts[0].to[0].secret is missing");
        let slack = r#"[{ "slack": "…1234" }]"#;
        assert_eq!(
            saved(slack, &none).unwrap_err(),
            "alerts[0].to[0].slack …1234 is not an address that this rule has: give it as a whole"
        );
        let twice =
            r#"[{ "slack": "https://a.example/1234" }, { "slack": "https://b.example/1234" }]"#;
        assert_eq!(
            saved(twice, &none).unwrap_err(),
            "alerts[0].to[1] \"slack\" stands there twice"
        );
    }
}
