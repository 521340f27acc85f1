//! What a site declares of its answers: touchpoints, languages and segments.

use std::collections::{BTreeMap, BTreeSet};

use koe_shared::answer::OTHER;
use koe_shared::metadata::Metadata;
use koe_shared::site::SiteDocument;

use super::fingerprint::fingerprint;

/// What the site document declares. All else counts as `(other)`, so that a stranger can't make a
/// report grow; it is judged when it is read, so that a declaration reaches back.
pub(crate) struct Declared {
    touchpoints: BTreeSet<String>,
    locales: BTreeSet<String>,
    segments: BTreeMap<String, BTreeSet<String>>,
    /// The touchpoints of each department. No tally is cut by them, so the fingerprint leaves them out.
    departments: BTreeMap<String, BTreeSet<String>>,
}

impl Declared {
    pub(crate) fn of(document: &SiteDocument) -> Self {
        let own = document.touchpoints.iter().map(|touchpoint| &touchpoint.id);
        let named = document.surveys.iter().flat_map(|survey| &survey.touchpoints);
        let values = |values: &Vec<String>| values.iter().cloned().collect();
        Self {
            touchpoints: own.chain(named).map(|id| id.as_str().to_owned()).collect(),
            locales: document.locales.iter().map(|locale| locale.as_str().to_owned()).collect(),
            segments: document
                .segments
                .iter()
                .map(|(name, declared)| (name.clone(), values(declared)))
                .collect(),
            departments: document
                .departments
                .iter()
                .map(|department| {
                    let touchpoints = department.touchpoints.iter();
                    let touchpoints = touchpoints.map(|id| id.as_str().to_owned()).collect();
                    (department.id.as_str().to_owned(), touchpoints)
                })
                .collect(),
        }
    }

    /// The touchpoint an answer counts under.
    pub(crate) fn touchpoint<'m>(&self, metadata: &'m Metadata<'_>) -> &'m str {
        known(&self.touchpoints, metadata.touchpoint.as_deref())
    }

    /// The language an answer counts under.
    pub(crate) fn locale<'m>(&self, metadata: &'m Metadata<'_>) -> &'m str {
        known(&self.locales, metadata.locale.as_deref())
    }

    /// The value of a segment that an answer counts under.
    pub(crate) fn segment<'m>(&self, name: &str, metadata: &'m Metadata<'_>) -> &'m str {
        match self.segments.get(name) {
            Some(declared) => known(declared, metadata.segments.get(name)),
            None => OTHER,
        }
    }

    /// Whether a segment is declared.
    pub(crate) fn has_segment(&self, name: &str) -> bool {
        self.segments.contains_key(name)
    }

    /// The touchpoints of a department; `None` where the site has no such one.
    pub(crate) fn department(&self, id: &str) -> Option<&BTreeSet<String>> {
        self.departments.get(id)
    }

    /// The names of the declared segments.
    pub(crate) fn segments(&self) -> impl Iterator<Item = &String> {
        self.segments.keys()
    }

    /// Tells these declarations from others.
    pub(crate) fn fingerprint(&self) -> String {
        fingerprint(&format!("{:?} {:?} {:?}", self.touchpoints, self.locales, self.segments))
    }
}

fn known<'m>(declared: &BTreeSet<String>, value: Option<&'m str>) -> &'m str {
    value.filter(|value| declared.contains(*value)).unwrap_or(OTHER)
}
