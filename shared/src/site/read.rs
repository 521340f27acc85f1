//! Reads a document's values into its types, and refuses in words of ours: which field, the value,
//! and what may stand there.
//!
//! Serde asks each value for what a type wants: a string, a list, one of these words. So what was
//! wanted is known here when the value is something else, and no message of a library is passed on.
//! What a type says itself about a value that it refuses (an id, a colour) stands as it is.

use std::collections::BTreeSet;
use std::fmt;

use serde::de::value::StrDeserializer;
use serde::de::{
    DeserializeSeed, Deserializer, Error, Expected, MapAccess, SeqAccess, Unexpected, Visitor,
};
use serde::forward_to_deserialize_any;

use super::bounds::whole_numbers;
use super::error::{SiteError, SiteRule};
use super::json::Json;

/// Characters of a value that a refusal repeats, at most.
const SHOWN: usize = 80;
/// The field whose value no refusal repeats.
const SECRET: &str = "secret";

/// A value in a field.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    value: &'a Json,
    /// The name of the field it stands in, or of its list.
    name: &'a str,
}

/// A refused value, and where it stands below the one that is read.
#[derive(Debug)]
pub(super) struct Refusal {
    field: String,
    rule: SiteRule,
}

impl<'a> Reader<'a> {
    /// A whole document.
    pub(super) fn new(document: &'a Json) -> Self {
        Self { value: document, name: "" }
    }

    fn is_not(&self, wanted: impl fmt::Display) -> Refusal {
        let given = if self.name == SECRET { String::new() } else { self.shown() };
        Refusal::of(SiteRule::IsNot { given, wanted: wanted.to_string() })
    }

    fn shown(&self) -> String {
        cut(&self.value.to_string())
    }

    fn whole_number<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Refusal> {
        let bounds = whole_numbers(self.name);
        let (min, max) = (*bounds.start(), *bounds.end());
        let Some(number) = self.value.integer() else {
            return Err(self.is_not(format_args!("a whole number from {min} to {max}")));
        };
        let refused = || Refusal::of(SiteRule::OutOfBounds { given: self.shown(), min, max });
        let number = u32::try_from(number).ok().filter(|number| bounds.contains(number));
        visitor.visit_u32(number.ok_or_else(refused)?)
    }
}

impl Refusal {
    fn of(rule: SiteRule) -> Self {
        Self { field: String::new(), rule }
    }

    fn at(field: &str, rule: SiteRule) -> Self {
        Self { field: field.to_owned(), rule }
    }

    /// The same, seen from the value around it.
    fn under(self, place: &str) -> Self {
        let joint = if self.field.is_empty() || self.field.starts_with('[') { "" } else { "." };
        Self { field: format!("{place}{joint}{}", self.field), rule: self.rule }
    }

    /// As it is told.
    pub(super) fn told(self) -> SiteError {
        SiteError::at(self.field, self.rule)
    }
}

impl<'a> Deserializer<'a> for Reader<'a> {
    type Error = Refusal;

    fn deserialize_bool<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Refusal> {
        match self.value {
            Json::Bool(value) => visitor.visit_bool(*value),
            _ => Err(self.is_not("true or false")),
        }
    }

    fn deserialize_u8<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Refusal> {
        self.whole_number(visitor)
    }

    fn deserialize_u32<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Refusal> {
        self.whole_number(visitor)
    }

    fn deserialize_f64<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Refusal> {
        match self.value {
            Json::Number(number) => visitor.visit_f64(number.as_f64().unwrap_or(f64::NAN)),
            // Every fraction of the document is a share.
            _ => Err(self.is_not("a number from 0 to 1")),
        }
    }

    fn deserialize_str<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Refusal> {
        match self.value {
            Json::String(text) => visitor.visit_borrowed_str(text),
            _ => Err(self.is_not("a string")),
        }
    }

    fn deserialize_string<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Refusal> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Refusal> {
        match self.value {
            Json::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'a>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Refusal> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Refusal> {
        match self.value {
            Json::List(entries) => {
                visitor.visit_seq(Entries { list: self.name, all: entries, next: 0 })
            }
            _ => Err(self.is_not("a list")),
        }
    }

    fn deserialize_map<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Refusal> {
        match self.value {
            Json::Object(fields) => {
                visitor.visit_map(Fields { all: fields.iter(), seen: BTreeSet::new(), value: None })
            }
            _ => Err(self.is_not("an object")),
        }
    }

    fn deserialize_struct<V: Visitor<'a>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Refusal> {
        self.deserialize_map(visitor)
    }

    fn deserialize_enum<V: Visitor<'a>>(
        self,
        _: &'static str,
        words: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Refusal> {
        match self.value {
            Json::String(word) if words.contains(&word.as_str()) => {
                visitor.visit_enum(StrDeserializer::new(word))
            }
            _ => Err(self.is_not(one_of(words))),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Refusal> {
        visitor.visit_unit()
    }

    fn deserialize_any<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Refusal> {
        match self.value {
            Json::Null => visitor.visit_unit(),
            Json::Bool(_) => self.deserialize_bool(visitor),
            Json::Number(_) => self.deserialize_f64(visitor),
            Json::String(_) => self.deserialize_str(visitor),
            Json::List(_) => self.deserialize_seq(visitor),
            Json::Object(_) => self.deserialize_map(visitor),
        }
    }

    forward_to_deserialize_any! {
        <W: Visitor<'a>>
        i8 i16 i32 i64 i128 u16 u64 u128 f32 char bytes byte_buf unit unit_struct tuple
        tuple_struct identifier
    }
}

/// As much of a value as a message can bear.
fn cut(given: &str) -> String {
    given.chars().take(SHOWN).collect()
}

/// `nps, ces or csat`
fn one_of(words: &[&str]) -> String {
    match words.split_last() {
        Some((last, first)) if !first.is_empty() => format!("{} or {last}", first.join(", ")),
        _ => words.concat(),
    }
}

/// The entries of a list, of which each is told by its place.
struct Entries<'a> {
    list: &'a str,
    all: &'a [Json],
    next: usize,
}

impl<'a> SeqAccess<'a> for Entries<'a> {
    type Error = Refusal;

    fn next_element_seed<T: DeserializeSeed<'a>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Refusal> {
        let Some(value) = self.all.get(self.next) else { return Ok(None) };
        let place = format!("[{}]", self.next);
        self.next += 1;
        let read = seed.deserialize(Reader { value, name: self.list });
        read.map(Some).map_err(|refusal| refusal.under(&place))
    }
}

/// The fields of an object, of which each may stand there once.
struct Fields<'a> {
    all: std::slice::Iter<'a, (String, Json)>,
    seen: BTreeSet<&'a str>,
    /// What stands in the field whose name was read last.
    value: Option<Reader<'a>>,
}

impl<'a> MapAccess<'a> for Fields<'a> {
    type Error = Refusal;

    fn next_key_seed<K: DeserializeSeed<'a>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Refusal> {
        let Some((name, value)) = self.all.next() else { return Ok(None) };
        if !self.seen.insert(name) {
            return Err(Refusal::at(&cut(name), SiteRule::Twice));
        }
        self.value = Some(Reader { value, name });
        seed.deserialize(StrDeserializer::new(name)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'a>>(&mut self, seed: V) -> Result<V::Value, Refusal> {
        let field = self.value.take().ok_or(Refusal::of(SiteRule::Missing))?;
        seed.deserialize(field).map_err(|refusal| refusal.under(&cut(field.name)))
    }
}

impl Error for Refusal {
    /// What a type of ours says of a value that it refuses.
    fn custom<T: fmt::Display>(said: T) -> Self {
        Self::of(SiteRule::Invalid(said.to_string()))
    }

    // Each value is held against what is wanted before a visitor sees it. Should one refuse it all the
    // same, this is told in place of serde's own words.
    fn invalid_type(_: Unexpected<'_>, _: &dyn Expected) -> Self {
        Self::of(SiteRule::IsNot { given: String::new(), wanted: "of its form".to_owned() })
    }

    fn invalid_value(value: Unexpected<'_>, wanted: &dyn Expected) -> Self {
        Self::invalid_type(value, wanted)
    }

    fn invalid_length(_: usize, wanted: &dyn Expected) -> Self {
        Self::invalid_type(Unexpected::Seq, wanted)
    }

    fn unknown_variant(word: &str, words: &'static [&'static str]) -> Self {
        let given = cut(&format!("{word:?}"));
        Self::of(SiteRule::IsNot { given, wanted: one_of(words) })
    }

    fn unknown_field(name: &str, _: &'static [&'static str]) -> Self {
        Self::at(&cut(name), SiteRule::Unknown)
    }

    fn missing_field(name: &'static str) -> Self {
        Self::at(name, SiteRule::Missing)
    }

    fn duplicate_field(name: &'static str) -> Self {
        Self::at(name, SiteRule::Twice)
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        SiteError::at(self.field.clone(), self.rule.clone()).fmt(f)
    }
}

impl std::error::Error for Refusal {}
