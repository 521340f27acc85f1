//! The secrets of destinations, which are kept apart from the document: how a document brings them, and how one is
//! found again.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::destination::{Channel, Destination, Hidden};
use crate::id::{DepartmentId, RuleId};
use crate::site::error::{SiteError, SiteRule};
use crate::site::secret::SecretUpdate;
use crate::site::{AlertRule, Department, SiteDocument};

/// Whose destinations they are. A rule and a department may have the same id.
#[derive(Clone, Copy)]
enum Owner<'a> {
    Rule(&'a RuleId),
    Department(&'a DepartmentId),
}

/// What the names of the secrets of departments begin with. No id of a rule has a colon.
const OF_DEPARTMENT: &str = "department:";

impl Owner<'_> {
    /// What the secret of a destination is found by.
    fn name(self, channel: Channel, shown: &str) -> String {
        let channel = channel.field();
        match self {
            Self::Rule(id) => format!("{id} {channel} {shown}"),
            Self::Department(id) => format!("{OF_DEPARTMENT}{id} {channel} {shown}"),
        }
    }
}

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
        self.find(Owner::Rule(rule), destination)
    }

    /// The same of a department's destination.
    #[must_use]
    pub fn of_department(&self, id: &DepartmentId, destination: &Destination) -> Option<&str> {
        self.find(Owner::Department(id), destination)
    }

    /// The fields of the document whose destinations have other secrets here than there.
    #[must_use]
    pub fn differing_fields(&self, other: &Self) -> Vec<&'static str> {
        let differ = |of_departments: bool| {
            let of = |secrets: &Self| -> Vec<(String, String)> {
                let own = secrets.0.iter();
                let own = own.filter(|(name, _)| name.starts_with(OF_DEPARTMENT) == of_departments);
                own.map(|(name, secret)| (name.clone(), secret.clone())).collect()
            };
            of(self) != of(other)
        };
        let fields = [("alerts", false), ("departments", true)].into_iter();
        fields
            .filter(|(_, of_departments)| differ(*of_departments))
            .map(|(field, _)| field)
            .collect()
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

    fn find(&self, owner: Owner<'_>, destination: &Destination) -> Option<&str> {
        let (channel, shown) = destination.address()?;
        self.0.get(&owner.name(channel, shown)).map(String::as_str)
    }
}

impl fmt::Debug for DestinationSecrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DestinationSecrets({})", self.0.len())
    }
}

impl SiteDocument {
    /// Every destination with the path of its field.
    pub fn destinations(&self) -> impl Iterator<Item = (String, &Destination)> {
        self.owned_destinations().map(|(place, _, destination)| (place, destination))
    }

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
        for (n, Department { id, to, .. }) in self.departments.iter_mut().enumerate() {
            let place = format!("departments[{n}].to");
            take_all(to, &place, (Owner::Department(id), known), &mut taken)?;
        }
        for (n, AlertRule { id, to, .. }) in self.alerts.iter_mut().enumerate() {
            take_all(to, &format!("alerts[{n}].to"), (Owner::Rule(id), known), &mut taken)?;
        }
        Ok(taken)
    }

    /// The secrets of its destinations among those that are known, for a document that was saved before. A
    /// destination whose secret is gone keeps its place and can't be reached.
    #[must_use]
    pub fn known_secrets(&self, known: &DestinationSecrets) -> DestinationSecrets {
        let secrets = self.owned_destinations().filter_map(|(_, owner, destination)| {
            let (channel, shown) = destination.address()?;
            let name = owner.name(channel, shown);
            let secret = known.0.get(&name)?.clone();
            Some((name, secret))
        });
        DestinationSecrets(secrets.collect())
    }

    fn owned_destinations(&self) -> impl Iterator<Item = (String, Owner<'_>, &Destination)> {
        let departments = self.departments.iter().enumerate().map(|(n, department)| {
            let Department { id, to, .. } = department;
            (format!("departments[{n}].to"), Owner::Department(id), to)
        });
        let rules = self.alerts.iter().enumerate();
        let rules =
            rules.map(|(n, rule)| (format!("alerts[{n}].to"), Owner::Rule(&rule.id), &rule.to));
        departments.chain(rules).flat_map(|(place, owner, to)| {
            let each = to.iter().enumerate();
            each.map(move |(m, destination)| (format!("{place}[{m}]"), owner, destination))
        })
    }
}

fn take_all(
    to: &mut [Destination],
    place: &str,
    owner: (Owner<'_>, &DestinationSecrets),
    taken: &mut DestinationSecrets,
) -> Result<(), SiteError> {
    let mut each = to.iter_mut().enumerate();
    each.try_for_each(|(n, destination)| take(destination, &format!("{place}[{n}]"), owner, taken))
}

fn take(
    destination: &mut Destination,
    place: &str,
    (owner, known): (Owner<'_>, &DestinationSecrets),
    taken: &mut DestinationSecrets,
) -> Result<(), SiteError> {
    let Some((channel, address)) = destination.address() else { return Ok(()) };
    let address = address.to_owned();
    let (shown, secret) = match channel {
        Channel::Email => return Ok(()),
        Channel::Webhook => {
            let name = owner.name(channel, &address);
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
                let secret = known.0.get(&owner.name(channel, &shown)).cloned();
                let field = || format!("{place}.{}", channel.field());
                let forgotten = || SiteError::at(field(), SiteRule::HiddenAddress(shown.clone()));
                let secret = secret.ok_or_else(forgotten)?;
                (shown, secret)
            }
        },
    };
    let name = owner.name(channel, &shown);
    *destination.field(channel) = Some(shown);
    if taken.0.insert(name, secret).is_some() {
        return Err(SiteError::at(place, SiteRule::Repeated(channel.field().to_owned())));
    }
    Ok(())
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
            "alerts[0].to[0].slack …1234 is not an address that is kept there: give it as a whole"
        );
        let twice =
            r#"[{ "slack": "https://a.example/1234" }, { "slack": "https://b.example/1234" }]"#;
        assert_eq!(
            saved(twice, &none).unwrap_err(),
            "alerts[0].to[1] \"slack\" stands there twice"
        );
    }

    /// A rule and a department of the same id, with the same address.
    fn both(secret: &str) -> SiteDocument {
        let to = format!(r#"[{{ "webhook": "https://a.example/x"{secret} }}]"#);
        let mut both = document(&to);
        let body = format!(r#"[{{ "id": "angry", "name": "Care", "locale": "ja", "to": {to} }}]"#);
        both.departments = serde_json::from_str(&body).unwrap();
        both
    }

    #[test]
    fn a_rule_and_a_department_of_one_id_have_secrets_of_their_own() {
        let none = DestinationSecrets::default();
        let given = format!(r#", "secret": "{SECRET}""#);
        let mut first = both(&given);
        let known = first.take_secrets(&none).unwrap();
        assert_eq!(format!("{known:?}"), "DestinationSecrets(2)");
        let other = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX";
        let mut second = both("");
        let body = format!(r#"[{{ "webhook": "https://a.example/x", "secret": "{other}" }}]"#);
        second.departments[0].to = serde_json::from_str(&body).unwrap();
        let changed = second.take_secrets(&known).unwrap();
        let (rule, department) = (&second.alerts[0], &second.departments[0]);
        assert_eq!(changed.of(&rule.id, &rule.to[0]), Some(SECRET));
        assert_eq!(changed.of_department(&department.id, &department.to[0]), Some(other));
        assert_eq!(known.differing_fields(&changed), ["departments"]);
        assert_eq!(known.differing_fields(&none), ["alerts", "departments"]);
        assert_eq!(changed.differing_fields(&changed), [""; 0]);
        assert_eq!(second.known_secrets(&changed), changed);
        let places: Vec<String> = second.destinations().map(|(place, _)| place).collect();
        assert_eq!(places, ["departments[0].to[0]", "alerts[0].to[0]"]);
        // A secret that only the rule has is not the department's.
        let only_rule = document(r#"[{ "webhook": "https://a.example/x" }]"#).known_secrets(&known);
        let refusal = both("").take_secrets(&only_rule).unwrap_err();
        assert_eq!(refusal.to_string(), "departments[0].to[0].secret is missing");
    }

    #[test]
    fn secrets_of_an_older_release_are_those_of_rules() {
        let stored = format!(r#"{{"angry webhook https://a.example/x":"{SECRET}"}}"#);
        let known: DestinationSecrets = serde_json::from_str(&stored).unwrap();
        let document = document(r#"[{ "webhook": "https://a.example/x" }]"#);
        assert_eq!(known.of(&document.alerts[0].id, &document.alerts[0].to[0]), Some(SECRET));
        assert_eq!(serde_json::to_string(&document.known_secrets(&known)).unwrap(), stored);
    }
}
