//! Which column of a file means what: by its own name, or by the name `map` gives it.

use std::collections::BTreeMap;

use csv::StringRecord;
use koe_shared::answer::is_segment_name;

use super::error::ImportError;

const SEGMENT: &str = "segment.";
/// What a file may tell of an answer, beside segments.
const KNOWN: [&str; 8] = [
    "score",
    "answered_at",
    "survey",
    "comment",
    "touchpoint",
    "locale",
    "respondent",
    "external_id",
];

/// How much of a header a refusal shows, in characters: enough to see what it is.
const SHOWN: usize = 120;

/// The places of the columns that are read; all others are passed over.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Columns {
    places: BTreeMap<String, usize>,
}

impl Columns {
    /// Finds the columns in a header. `map` is `score:nps,comment:explication`: ours, then the
    /// file's.
    pub(super) fn find(header: &StringRecord, map: Option<&str>) -> Result<Self, ImportError> {
        let place = |name: &str| header.iter().position(|column| column.trim() == name);
        let missing = |column: &str| ImportError::NoColumn {
            column: column.to_owned(),
            header: header.iter().collect::<Vec<_>>().join(",").chars().take(SHOWN).collect(),
        };
        let mut places = BTreeMap::new();
        for name in header.iter().map(str::trim).filter(|name| is_known(name)) {
            places.extend(place(name).map(|place| (name.to_owned(), place)));
        }
        for pair in map.into_iter().flat_map(|map| map.split(',')).filter(|pair| !pair.is_empty()) {
            let (ours, theirs) = pair
                .split_once(':')
                .filter(|(ours, _)| is_known(ours))
                .ok_or_else(|| ImportError::Map { pair: pair.to_owned() })?;
            let place = place(theirs.trim()).ok_or_else(|| missing(theirs))?;
            places.insert(ours.to_owned(), place);
        }
        if places.contains_key("score") { Ok(Self { places }) } else { Err(missing("score")) }
    }

    /// What a row says in a column of ours. Nothing, `NA` and blanks are nothing.
    pub(super) fn get<'a>(&self, row: &'a StringRecord, name: &str) -> Option<&'a str> {
        let value = row.get(*self.places.get(name)?)?.trim();
        (!value.is_empty() && value != "NA").then_some(value)
    }

    /// The segments of a row.
    pub(super) fn segments(&self, row: &StringRecord) -> Vec<(String, String)> {
        let named = self.places.keys().filter_map(|name| name.strip_prefix(SEGMENT));
        named
            .filter_map(|segment| {
                let value = self.get(row, &format!("{SEGMENT}{segment}"))?;
                Some((segment.to_owned(), value.to_owned()))
            })
            .collect()
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.places.contains_key(name)
    }
}

fn is_known(name: &str) -> bool {
    KNOWN.contains(&name) || name.strip_prefix(SEGMENT).is_some_and(is_segment_name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(names: &[&str]) -> StringRecord {
        StringRecord::from(names.to_vec())
    }

    #[test]
    fn columns_are_found_by_our_names_and_by_the_map() {
        let columns = Columns::find(
            &header(&["", "id", "nps", "explication", "segment.plan", "segment.Plan", "locale"]),
            Some("score:nps,external_id:id,comment:explication"),
        )
        .unwrap();
        let row = StringRecord::from(vec!["1", "2368", "10", "NA", "pro", "x", " ja "]);
        assert_eq!(columns.get(&row, "score"), Some("10"));
        assert_eq!(columns.get(&row, "external_id"), Some("2368"));
        assert_eq!(columns.get(&row, "comment"), None);
        assert_eq!(columns.get(&row, "locale"), Some("ja"));
        assert_eq!(columns.get(&row, "touchpoint"), None);
        assert_eq!(columns.segments(&row), [("plan".to_owned(), "pro".to_owned())]);
    }

    #[track_caller]
    fn check_refusal(names: &[&str], map: Option<&str>, message: &str) {
        assert_eq!(Columns::find(&header(names), map).unwrap_err().to_string(), message);
    }

    #[test]
    fn what_is_missing_or_misspelt_is_named() {
        let none = "there is no column \"score\" in the header \"id,nps\"; columns are separated by \
                    commas";
        check_refusal(&["id", "nps"], None, none);
        check_refusal(&["id", "nps"], Some("score:NPS"), &none.replace("score", "NPS"));
        let pair = "map \"points:nps\" is not of the form ours:theirs with a column we know";
        check_refusal(&["nps"], Some("points:nps"), pair);
        let pair = "map \"score\" is not of the form ours:theirs with a column we know";
        check_refusal(&["nps"], Some("score"), pair);
    }
}
