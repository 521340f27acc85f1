//! The names and values of a query or of a posted form, as a page meets them: whatever comes along
//! that nobody knows (`utm_source`, …) is passed over, and what can't be read is absent. A link that
//! was mangled on its way must still lead to a question.

use std::collections::BTreeMap;

/// Names and values; of two with one name the first holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Fields(BTreeMap<String, String>);

impl Fields {
    /// Reads `application/x-www-form-urlencoded`, which both a query and a form are. Bytes that are
    /// no UTF-8 become U+FFFD, so reading never fails.
    pub(crate) fn parse(encoded: &[u8]) -> Self {
        let mut fields = BTreeMap::new();
        for (name, value) in form_urlencoded::parse(encoded) {
            fields.entry(name.into_owned()).or_insert_with(|| value.into_owned());
        }
        Self(fields)
    }

    /// Puts a value into a field, in the place of the one that is there.
    pub(crate) fn set(&mut self, name: &str, value: impl Into<String>) {
        self.0.insert(name.to_owned(), value.into());
    }

    /// Whether a field was sent, empty or not.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// All names and values.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (&**name, &**value))
    }

    /// The value of a field; one that is empty counts as absent.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }

    /// Whether a box was ticked, or a flag raised.
    pub(crate) fn is_set(&self, name: &str) -> bool {
        self.get(name).is_some_and(|value| !matches!(value, "0" | "false"))
    }

    /// A field that is a number.
    pub(crate) fn number<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.get(name)?.trim().parse().ok()
    }

    /// A field of several lines. A form sends line ends as two characters, which a field counts,
    /// and a page stores, as one.
    pub(crate) fn lines(&self, name: &str) -> Option<String> {
        Some(self.get(name)?.replace("\r\n", "\n")).filter(|text| !text.trim().is_empty())
    }

    /// The fields whose names begin with `prefix`, without it.
    pub(crate) fn prefixed(&self, prefix: &str) -> impl Iterator<Item = (String, String)> {
        self.0.iter().filter_map(move |(name, value)| {
            Some((name.strip_prefix(prefix)?.to_owned(), value.clone()))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Fields;

    #[test]
    fn the_first_of_two_holds_and_an_empty_one_is_absent() {
        let fields = Fields::parse(b"score=9&score=1&comment=&utm_source=mail");
        assert_eq!(fields.get("score"), Some("9"));
        assert_eq!((fields.get("comment"), fields.get("id")), (None, None));
    }

    #[test]
    fn what_is_no_text_and_no_number_never_fails() {
        let fields = Fields::parse(b"comment=%ff%E3%81%82&score=nine&=&&%");
        assert_eq!(fields.get("comment"), Some("\u{fffd}あ"));
        assert_eq!(fields.number::<i64>("score"), None);
    }

    #[test]
    fn a_line_end_is_one_character() {
        let fields = Fields::parse(b"comment=one%0D%0Atwo%0A&blank=+%0D%0A");
        assert_eq!(fields.lines("comment").as_deref(), Some("one\ntwo\n"));
        assert_eq!(fields.lines("blank"), None);
    }

    #[test]
    fn a_flag_that_says_no_is_not_set() {
        let fields = Fields::parse(b"test=1&frame=0&publish=false&contact=on");
        let set = ["test", "frame", "publish", "contact", "none"].map(|name| fields.is_set(name));
        assert_eq!(set, [true, false, false, true, false]);
    }
}
