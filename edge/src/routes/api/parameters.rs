//! The parameters of reports as the `OpenAPI` document describes them. Nothing here is read: what is
//! asked for is read by the types of `reports::query`.

use std::collections::BTreeMap;

use koe_shared::answer::{Channel, MAX_SEGMENT_NAME};
use koe_shared::confidence::Confidence;
use koe_shared::id::{DepartmentId, SurveyId};
use koe_shared::metric::{Metric, Scale};
use utoipa::openapi::schema::{AnyOf, KnownFormat, ObjectBuilder, SchemaFormat, Type};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{IntoParams, PartialSchema, ToSchema};

/// Whose answers a report is about, and of when.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "it only describes")]
pub(crate) struct ReportParams {
    /// The survey. It and `metric` exclude each other.
    survey: Option<SurveyId>,
    /// Pools the surveys on that metric.
    metric: Option<Metric>,
    /// The highest score of the scale, where two would be mixed.
    #[param(value_type = Option<HighestScore>)]
    scale: Option<u8>,
    /// Where the range begins: a day of the site, or an instant.
    #[param(value_type = Option<Day>)]
    from: Option<String>,
    /// Where the range ends, itself not in it: a day of the site, or an instant.
    #[param(value_type = Option<Day>)]
    to: Option<String>,
}

/// Which answers a report is about: all conditions hold.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "it only describes")]
pub(crate) struct FilterParams {
    /// A touchpoint of the site; `(other)` are those that it does not declare.
    touchpoint: Option<String>,
    /// A department of the site: its touchpoints together.
    department: Option<DepartmentId>,
    /// A language of the site; `(other)` are those that it does not declare.
    locale: Option<String>,
    /// How the prompt reached the visitor.
    channel: Option<Channel>,
    /// A version of the survey.
    #[param(minimum = 1, maximum = 9999)]
    version: Option<u32>,
    /// Values of declared segments, each a parameter of its own: `segment.plan=pro`.
    #[param(style = Form, explode, value_type = Option<SegmentFilter>)]
    segments: Option<BTreeMap<String, String>>,
}

/// The highest score of a scale.
pub(crate) struct HighestScore;

impl PartialSchema for HighestScore {
    fn schema() -> RefOr<Schema> {
        let mut highest = Scale::ALL.map(Scale::max).to_vec();
        highest.sort_unstable();
        highest.dedup();
        ObjectBuilder::new()
            .schema_type(Type::Integer)
            .description(Some("The highest score of a scale."))
            .enum_values(Some(highest))
            .into()
    }
}

impl ToSchema for HighestScore {}

/// A day of the site's time zone, or an instant.
pub(crate) struct Day;

impl PartialSchema for Day {
    fn schema() -> RefOr<Schema> {
        let of_format = |format| {
            let format = SchemaFormat::KnownFormat(format);
            ObjectBuilder::new().schema_type(Type::String).format(Some(format))
        };
        AnyOf::builder()
            .description(Some("A day of the site's time zone, or an instant."))
            .item(of_format(KnownFormat::Date))
            .item(of_format(KnownFormat::DateTime))
            .into()
    }
}

impl ToSchema for Day {}

/// What `group_by` may be.
pub(crate) struct GroupBy;

impl PartialSchema for GroupBy {
    fn schema() -> RefOr<Schema> {
        text("A property of answers, or `segment.` and the name of a declared segment.")
            .pattern(Some(format!(
                "^(?:survey|touchpoint|locale|channel|version|segment\\.{NAME}{{1,{MAX_SEGMENT_NAME}}})$"
            )))
            .into()
    }
}

impl ToSchema for GroupBy {}

/// What `compare` may be.
pub(crate) struct Compare;

impl PartialSchema for Compare {
    fn schema() -> RefOr<Schema> {
        const DAY: &str = "[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9:.]+(?:Z|[+-][0-9]{2}:[0-9]{2}))?";
        text("`previous` for the range just before, or `FROM..TO` of days or instants.")
            .pattern(Some(format!("^(?:previous|{DAY}\\.\\.{DAY})$")))
            .examples(["previous", "2026-09-01..2026-10-01"])
            .into()
    }
}

impl ToSchema for Compare {}

/// The levels of confidence as a query names them.
pub(crate) struct ConfidenceLevel;

impl PartialSchema for ConfidenceLevel {
    fn schema() -> RefOr<Schema> {
        let levels = Confidence::ALL.map(|confidence| confidence.level().to_string());
        text("A level of confidence.").enum_values(Some(levels)).into()
    }
}

impl ToSchema for ConfidenceLevel {}

/// What a segment's name is made of.
const NAME: &str = "[a-z0-9_]";

/// Values of declared segments.
pub(crate) struct SegmentFilter;

impl PartialSchema for SegmentFilter {
    fn schema() -> RefOr<Schema> {
        let name = format!("^segment\\.{NAME}{{1,{MAX_SEGMENT_NAME}}}$");
        let name = ObjectBuilder::new().schema_type(Type::String).pattern(Some(name));
        ObjectBuilder::new()
            .description(Some("Values by `segment.` and the name of a declared segment."))
            .property_names(Some(name))
            .additional_properties(Some(text("The value.")))
            .into()
    }
}

impl ToSchema for SegmentFilter {}

fn text(description: &str) -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::String).description(Some(description))
}
