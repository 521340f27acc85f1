//! Schemas of those parts of the site document that no attribute can describe: texts by language,
//! and lists of texts, each with the bound that [`super::validate`] holds it to.

use std::borrow::Cow;

use utoipa::openapi::schema::{
    AdditionalProperties, Array, KnownFormat, Object, ObjectBuilder, OneOf, SchemaFormat, Type,
};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

use super::validate::{alert, follow_up, site, survey, touchpoint};
use super::{DayHours, Patterns};
use crate::answer::MAX_SEGMENT_NAME;
use crate::id::TouchpointId;
use crate::locale::Locale;
use crate::metric::Scale;

/// A text that says something.
const NOT_BLANK: &str = r"\S";

/// Texts by language, each of at most `MAX` characters.
pub(super) struct Localized<const MAX: usize>;

/// Whom or what a question is about.
pub(super) type Subject = Localized<{ survey::MAX_SUBJECT_CHARS }>;
/// Questions.
pub(super) type Question = Localized<{ survey::MAX_QUESTION_CHARS }>;
/// Names of a scale's end.
pub(super) type Label = Localized<{ survey::MAX_LABEL_CHARS }>;
/// Questions after the score.
pub(super) type FollowUp = Localized<{ survey::MAX_FOLLOW_UP_CHARS }>;
/// Thanks.
pub(super) type Thanks = Localized<{ survey::MAX_THANKS_CHARS }>;
/// What a link says.
pub(super) type LinkText = Localized<{ survey::MAX_LINK_TEXT_CHARS }>;

impl<const MAX: usize> PartialSchema for Localized<MAX> {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .description(Some(format!("Texts of at most {MAX} characters, by language.")))
            .property_names(Some(name_like::<Locale>()))
            .additional_properties(Some(text(MAX, NOT_BLANK)))
            .into()
    }
}

impl<const MAX: usize> ToSchema for Localized<MAX> {
    fn name() -> Cow<'static, str> {
        format!("Localized{MAX}").into()
    }
}

/// The link under the thanks has to say something in one language at least.
pub(super) struct LinkTexts;

impl PartialSchema for LinkTexts {
    fn schema() -> RefOr<Schema> {
        let mut texts = LinkText::schema();
        if let RefOr::T(Schema::Object(texts)) = &mut texts {
            texts.min_properties = Some(1);
        }
        texts
    }
}

impl ToSchema for LinkTexts {}

/// How many scores a scale has.
pub(super) struct Points;

impl PartialSchema for Points {
    fn schema() -> RefOr<Schema> {
        let mut points = Scale::ALL.map(Scale::points).to_vec();
        points.sort_unstable();
        points.dedup();
        ObjectBuilder::new()
            .schema_type(Type::Integer)
            .description(Some("How many scores a scale has."))
            .enum_values(Some(points))
            .into()
    }
}

impl ToSchema for Points {}

/// Segments with the values that they may have.
pub(super) struct Segments;

impl PartialSchema for Segments {
    fn schema() -> RefOr<Schema> {
        let values = Array::builder()
            .items(text(
                site::MAX_SEGMENT_VALUE_CHARS,
                r"^[^\x00-\x1f\x7f-\x9f]*[^\s\x00-\x1f\x7f-\x9f][^\x00-\x1f\x7f-\x9f]*$",
            ))
            .max_items(Some(site::MAX_SEGMENT_VALUES))
            .unique_items(true);
        let name = format!("^[a-z0-9_]{{1,{MAX_SEGMENT_NAME}}}$");
        let name = ObjectBuilder::new().schema_type(Type::String).pattern(Some(name));
        ObjectBuilder::new()
            .description(Some("Segments with the values that they may have."))
            .property_names(Some(name))
            .additional_properties(Some(AdditionalProperties::from(values)))
            .max_properties(Some(site::MAX_SEGMENTS))
            .into()
    }
}

impl ToSchema for Segments {
    fn name() -> Cow<'static, str> {
        "DeclaredSegments".into()
    }
}

/// Themes with the words that they are found by.
pub(super) struct Themes;

impl PartialSchema for Themes {
    fn schema() -> RefOr<Schema> {
        let word = text(site::MAX_THEME_WORD_CHARS, r"\S\s*\S")
            .min_length(Some(site::MIN_THEME_WORD_CHARS));
        let words =
            Array::builder().items(word).max_items(Some(site::MAX_THEME_WORDS)).unique_items(true);
        let name = text(
            site::MAX_THEME_NAME_CHARS,
            r"^[^\x00-\x1f\x7f-\x9f]*[^\s\x00-\x1f\x7f-\x9f][^\x00-\x1f\x7f-\x9f]*$",
        );
        ObjectBuilder::new()
            .description(Some("Themes with the words that they are found by."))
            .property_names(Some(name))
            .additional_properties(Some(AdditionalProperties::from(words)))
            .max_properties(Some(site::MAX_THEMES))
            .into()
    }
}

impl ToSchema for Themes {
    fn name() -> Cow<'static, str> {
        "ThemeWords".into()
    }
}

/// What to do for a case of a touchpoint, by language.
pub(super) struct Playbooks;

impl PartialSchema for Playbooks {
    fn schema() -> RefOr<Schema> {
        let playbook = Localized::<{ follow_up::MAX_PLAYBOOK_CHARS }>::schema();
        ObjectBuilder::new()
            .description(Some("What to do for a case of a touchpoint, by language."))
            .property_names(Some(name_like::<TouchpointId>()))
            .additional_properties(Some(playbook))
            .max_properties(Some(follow_up::MAX_PLAYBOOKS))
            .into()
    }
}

impl ToSchema for Playbooks {}

/// A day on which a site is closed.
pub(super) struct ClosedDay;

impl PartialSchema for ClosedDay {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::Date)))
            .examples(["2026-12-31"])
            .into()
    }
}

impl ToSchema for ClosedDay {}

impl PartialSchema for DayHours {
    fn schema() -> RefOr<Schema> {
        let time = ObjectBuilder::new()
            .schema_type(Type::String)
            .pattern(Some("^(?:(?:[01][0-9]|2[0-3]):[0-5][0-9]|24:00)$"));
        Array::builder()
            .description(Some(
                "When work begins and ends on a day: two times, the first before the second. An \
                 end of 24:00 is the end of the day.",
            ))
            .items(time)
            .min_items(Some(2))
            .max_items(Some(2))
            .examples([["10:00", "19:00"]])
            .into()
    }
}

impl ToSchema for DayHours {}

/// A word that a rule of alerts looks for.
pub(super) struct AlertWord;

impl PartialSchema for AlertWord {
    fn schema() -> RefOr<Schema> {
        text(alert::MAX_WORD_CHARS, r"\S\s*\S").min_length(Some(alert::MIN_WORD_CHARS)).into()
    }
}

impl ToSchema for AlertWord {}

/// Scheme, host and port of a page, without a slash at the end.
pub(super) struct Origin;

impl PartialSchema for Origin {
    fn schema() -> RefOr<Schema> {
        const LABEL: &str = "[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?";
        let host = format!(r"(?:{LABEL}(?:\.{LABEL})*|\[[0-9A-Fa-f:.]+\])");
        ObjectBuilder::new()
            .schema_type(Type::String)
            .description(Some("Scheme, host and port of a page, without a slash at the end."))
            .pattern(Some(format!("^[Hh][Tt][Tt][Pp][Ss]?://{host}(?::[1-9][0-9]{{0,4}})?$")))
            .examples(["https://shop.example"])
            .into()
    }
}

impl ToSchema for Origin {}

impl PartialSchema for Patterns {
    fn schema() -> RefOr<Schema> {
        let pattern = || text(touchpoint::MAX_PATTERN_CHARS, "^!?[/*]").examples(["/products/*"]);
        let patterns = Array::builder()
            .items(pattern())
            .min_items(Some(1))
            .max_items(Some(touchpoint::MAX_PATTERNS));
        OneOf::builder()
            .description(Some(
                "One pattern or several, of which any may fit and none with a leading `!` may. A \
                 pattern is a path, in which `*` stands for anything.",
            ))
            .item(pattern())
            .item(patterns)
            .into()
    }
}

impl ToSchema for Patterns {}

fn text(max: usize, pattern: &str) -> ObjectBuilder {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .pattern(Some(pattern))
        .min_length(Some(1))
        .max_length(Some(max))
}

/// What a name of fields looks like (a language's tag, an id), without the words about it.
fn name_like<T: PartialSchema>() -> Object {
    let RefOr::T(Schema::Object(mut name)) = T::schema() else {
        return Object::with_type(Type::String);
    };
    name.description = None;
    name.examples.clear();
    name
}
