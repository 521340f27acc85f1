//! The address of a report: every choice under the API's own name, so that a link carries all of them.

use crate::pages::fields::Fields;

/// The choices of a report, as its address has them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Address {
    path: String,
    /// In the order of an address: those of every report, the segments, those of this page alone.
    chosen: Vec<(String, String)>,
    /// The choices that this page alone has.
    own: &'static [&'static str],
}

pub(crate) const FROM: &str = "from";
pub(crate) const TO: &str = "to";
pub(crate) const COMPARE: &str = "compare";
pub(crate) const SURVEY: &str = "survey";
pub(crate) const TOUCHPOINT: &str = "touchpoint";
pub(crate) const DEPARTMENT: &str = "department";
pub(crate) const CHANNEL: &str = "channel";
pub(crate) const LOCALE: &str = "locale";
pub(crate) const VERSION: &str = "version";
pub(crate) const CONFIDENCE: &str = "confidence";
/// What the names of segments begin with.
pub(crate) const SEGMENT: &str = "segment.";
/// Whether answers are shown that nobody gave. The API does not know it.
pub(crate) const SAMPLE: &str = "sample";

/// The choices of every report, in the order that an address has them in. Links between reports carry them.
const CHOICES: [&str; 11] = [
    FROM, TO, COMPARE, SURVEY, TOUCHPOINT, DEPARTMENT, CHANNEL, LOCALE, VERSION, CONFIDENCE, SAMPLE,
];

impl Address {
    /// The address of a page with what `fields` say of each choice. `own` are the names of the choices that
    /// this page alone has.
    pub(crate) fn of(path: String, fields: &Fields, own: &'static [&'static str]) -> Self {
        let known = |name: &str| Some((name.to_owned(), fields.get(name)?.to_owned()));
        let segments = fields.prefixed(SEGMENT).filter(|(_, value)| !value.is_empty());
        let segments = segments.map(|(name, value)| (format!("{SEGMENT}{name}"), value));
        let every = CHOICES.into_iter().filter_map(known);
        let of_page = own.iter().copied().filter_map(known);
        Self { path, chosen: every.chain(segments).chain(of_page).collect(), own }
    }

    /// The same with only those choices of every report that a page has, and without segments.
    pub(crate) fn only(mut self, shared: &[&str]) -> Self {
        let own = self.own;
        self.chosen
            .retain(|(name, _)| shared.contains(&name.as_str()) || own.contains(&name.as_str()));
        self
    }

    /// The same choices at another path.
    pub(crate) fn at(self, path: String) -> Self {
        Self { path, ..self }
    }

    /// What was chosen.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.chosen.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// The path without any choice.
    pub(crate) fn path(&self) -> &str {
        &self.path
    }

    /// The segments that are chosen: their names as the address has them, and their values.
    pub(crate) fn segments(&self) -> impl Iterator<Item = (&str, &str)> {
        let segments = self.chosen.iter().filter(|(name, _)| name.starts_with(SEGMENT));
        segments.map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The link that makes these choices, or undoes them, and keeps all others.
    pub(crate) fn with(&self, changes: &[(&str, Option<&str>)]) -> String {
        let change = |name: &str| changes.iter().find(|(changed, _)| *changed == name);
        let segments = self.segments().map(|(name, _)| name);
        let new = changes.iter().map(|(name, _)| *name);
        let mut new: Vec<&str> =
            new.filter(|name| name.starts_with(SEGMENT) && self.get(name).is_none()).collect();
        new.dedup();
        let names = CHOICES.into_iter().chain(segments).chain(new).chain(self.own.iter().copied());
        let pairs = names.filter_map(|name| {
            let value = change(name).map_or_else(|| self.get(name), |(_, value)| *value);
            Some((name, value?))
        });
        written(&self.path, pairs)
    }

    /// The link to another report, with the choices that it has as well, and these of its own.
    pub(crate) fn across(&self, path: &str, own: &[(&str, &str)]) -> String {
        written(path, self.shared().chain(own.iter().copied()))
    }

    /// The choices that every report has.
    pub(crate) fn shared(&self) -> impl Iterator<Item = (&str, &str)> {
        self.chosen().filter(|(name, _)| !self.own.contains(name))
    }

    /// What a form carries that makes the choices of these names itself.
    pub(crate) fn carried<'a>(
        &'a self,
        besides: &'a [&str],
    ) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.chosen().filter(|(name, _)| !besides.contains(name))
    }

    fn chosen(&self) -> impl Iterator<Item = (&str, &str)> {
        self.chosen.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

fn written<'a>(path: &str, pairs: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(query: &str) -> Address {
        Address::of("/sites/kokage".to_owned(), &Fields::parse(query.as_bytes()), &["interval"])
    }

    #[test]
    fn a_link_keeps_every_other_choice() {
        let address = address("touchpoint=(other)&from=2026-11-01&segment.plan=pro&channel=");
        assert_eq!(
            address.with(&[(COMPARE, Some("2026-09-01..2026-10-01"))]),
            "/sites/kokage?from=2026-11-01&compare=2026-09-01..2026-10-01&touchpoint=%28other%29&segment.plan=pro"
        );
        let none = [(FROM, None), ("segment.plan", None)];
        assert_eq!(address.with(&none), "/sites/kokage?touchpoint=%28other%29");
        assert_eq!(
            address.with(&[(FROM, None), (TOUCHPOINT, None), ("segment.size", Some("xl"))]),
            "/sites/kokage?segment.plan=pro&segment.size=xl"
        );
    }

    #[test]
    fn a_form_carries_what_it_does_not_ask() {
        let address = address("touchpoint=(other)&from=2026-11-01");
        assert_eq!(address.carried(&[FROM, TO]).collect::<Vec<_>>(), [(TOUCHPOINT, "(other)")]);
    }

    #[test]
    fn another_report_gets_the_choices_that_it_has() {
        let address = address("interval=week&locale=ja&segment.plan=pro&unknown=1");
        assert_eq!(address.with(&[]), "/sites/kokage?locale=ja&segment.plan=pro&interval=week");
        let trend = "/sites/kokage/trend";
        assert_eq!(address.across(trend, &[]), "/sites/kokage/trend?locale=ja&segment.plan=pro");
        assert_eq!(
            address.across(trend, &[("interval", "day")]),
            "/sites/kokage/trend?locale=ja&segment.plan=pro&interval=day"
        );
    }
}
