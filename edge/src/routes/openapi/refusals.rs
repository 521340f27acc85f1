//! The refusals of every call: what calls of a kind have in common, and how all of them look.
//!
//! A handler's attribute names a status and its codes, no more: `(status = 404, description =
//! "unknown_site, unknown_survey")`. A response that has contents of its own is left as it is.

use utoipa::openapi::path::{Operation, ParameterIn, PathItem};
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::{
    ContentBuilder, HeaderBuilder, OpenApi, Ref, RefOr, Response, ResponseBuilder,
};
use utoipa::{PartialSchema, ToSchema};

use crate::problem::ProblemDocument;

const PROBLEM: &str = "application/problem+json";

/// Completes the refusals of every call.
pub(super) fn complete(description: &mut OpenApi) {
    for operation in description.paths.paths.values_mut().flat_map(operations) {
        for (status, codes) in in_common(operation) {
            let response = operation.responses.responses.entry(status.to_string());
            let response = response.or_insert_with(|| ResponseBuilder::new().build().into());
            if let RefOr::T(response) = response
                && response.content.is_empty()
            {
                let own = std::mem::take(&mut response.description);
                let own = (!own.is_empty()).then_some(own.as_str());
                let all: Vec<&str> = codes.iter().copied().chain(own).collect();
                response.description = all.join(", ");
            }
        }
        for (status, response) in &mut operation.responses.responses {
            if let (true, RefOr::T(response)) = (status.as_str() >= "400", response)
                && response.content.is_empty()
            {
                as_problem(status, response);
            }
        }
    }
    let schemas = &mut description.components.get_or_insert_default().schemas;
    schemas.insert(ProblemDocument::name().into_owned(), ProblemDocument::schema());
}

/// The codes that a call gives for what it is, whatever it does.
fn in_common(operation: &Operation) -> Vec<(u16, &'static [&'static str])> {
    let is_in_path = |parameter: &_| match parameter {
        RefOr::T(utoipa::openapi::path::Parameter { parameter_in, .. }) => {
            *parameter_in == ParameterIn::Path
        }
        RefOr::Ref(_) => false,
    };
    let mut codes: Vec<(u16, &[&str])> =
        vec![(429, &["rate_limited"]), (503, &["storage_unavailable"])];
    if operation.parameters.iter().flatten().any(is_in_path) {
        codes.push((404, &["not_found"]));
    }
    if operation.security.is_some() {
        codes.push((401, &["key_missing", "key_unknown", "admin_key_not_set"]));
        codes.push((403, &["scope_too_small"]));
    }
    if operation.request_body.is_some() {
        codes.push((400, &["body_broken"]));
        codes.push((413, &["body_too_large"]));
    }
    codes
}

/// Gives a refusal the contents and headers that its status has.
fn as_problem(status: &str, response: &mut Response) {
    let codes = response.description.split(", ").map(|code| format!("`{code}`"));
    response.description = codes.collect::<Vec<_>>().join(", ");
    let schema = Ref::from_schema_name(ProblemDocument::name());
    let content = ContentBuilder::new().schema(Some(schema)).build();
    response.content.insert(PROBLEM.to_owned(), content.into());
    match status {
        "401" => header(response, "WWW-Authenticate", Type::String, "Always `Bearer`."),
        "429" | "503" => {
            let description = "Seconds after which it is worth trying again.";
            header(response, "Retry-After", Type::Integer, description);
        }
        "409" if response.description.contains("import_settling") => {
            let description = "Seconds after which it is worth trying again.";
            header(response, "Retry-After", Type::Integer, description);
        }
        _ => {}
    }
}

fn header(response: &mut Response, name: &str, kind: Type, description: &str) {
    let schema = ObjectBuilder::new().schema_type(kind);
    let header = HeaderBuilder::new().schema(Some(schema)).description(Some(description)).build();
    response.headers.insert(name.to_owned(), header.into());
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    let PathItem { get, put, post, delete, .. } = item;
    [get, put, post, delete].into_iter().flatten()
}
