//! The defaults that depend on something: on other fields, or on the project's own wordings.

use jiff::tz::TimeZone;

use super::{Buckets, SiteDocument, Survey, origin};
use crate::locale::{Locale, Localized};
use crate::metric::{Bucket, Metric};
use crate::text::Texts;

impl SiteDocument {
    /// The document with every default filled in, and every name in its usual spelling.
    ///
    /// Standard wordings are written out in each language offered, so that what a version asked is
    /// on record even if the project's own words should change. Completing twice changes nothing.
    #[must_use]
    pub fn completed(mut self) -> Self {
        if self.locales.is_empty() {
            self.locales.push(self.locale.clone());
        }
        if let Some(name) =
            TimeZone::get(&self.timezone).ok().as_ref().and_then(TimeZone::iana_name)
        {
            name.clone_into(&mut self.timezone);
        }
        for origin in &mut self.origins {
            if let Some(usual) = origin::normalised(origin) {
                *origin = usual;
            }
        }
        for touchpoint in &mut self.touchpoints {
            touchpoint.complete();
        }
        self.playbooks.retain(|_, playbook| !playbook.is_empty());
        for survey in &mut self.surveys {
            survey.complete(&self.name, &self.locale, &self.locales);
        }
        self
    }
}

impl Survey {
    fn complete(&mut self, name: &str, locale: &Locale, offered: &[Locale]) {
        if self.metric == Metric::Ces && self.scale.is_none() {
            self.scale = Some(5);
        }
        if self.subject.is_empty() {
            self.subject.insert(locale.clone(), name.to_owned());
        }
        once_each(&mut self.ask_contact);
        once_each(&mut self.ask_publish);
        let scale = self.scale();
        for locale in offered {
            supply(&mut self.question, locale, |texts| texts.standard(scale).question);
            supply(&mut self.labels.low, locale, |texts| texts.standard(scale).low);
            supply(&mut self.labels.high, locale, |texts| texts.standard(scale).high);
            supply_each(&mut self.follow_up, locale, |texts, bucket| texts.follow_up.get(bucket));
            supply_each(&mut self.thanks.text, locale, |texts, _| &texts.words.small.receipt_text);
        }
    }
}

/// Writes the standard text down where the owner has none for this language.
fn supply(
    owners: &mut Localized,
    locale: &Locale,
    standard: impl Fn(&'static Texts) -> &'static str,
) {
    let standard_of = |locale| Texts::of(locale).map(&standard);
    let Some(text) = standard_of(locale) else { return };
    let wanted = match locale.lookup().find_map(|tag| owners.get_key_value(tag)) {
        // A standard text of a wider language is not the owner's: Brazil's does not serve Portugal.
        Some((tag, found)) => found != text && standard_of(tag) == Some(found),
        None => true,
    };
    if wanted {
        owners.insert(locale.clone(), text.to_owned());
    }
}

fn supply_each(
    owners: &mut Buckets<Localized>,
    locale: &Locale,
    standard: impl Fn(&'static Texts, Bucket) -> &'static str,
) {
    supply(&mut owners.detractor, locale, |texts| standard(texts, Bucket::Detractor));
    supply(&mut owners.passive, locale, |texts| standard(texts, Bucket::Passive));
    supply(&mut owners.promoter, locale, |texts| standard(texts, Bucket::Promoter));
}

fn once_each(buckets: &mut Vec<Bucket>) {
    buckets.sort_unstable();
    buckets.dedup();
}
