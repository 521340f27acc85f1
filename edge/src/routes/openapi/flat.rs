//! What serde flattens is one object on the wire, and so it is in the document.
//!
//! The derive describes it as `allOf` of both parts. A part that takes no other fields then refuses
//! those of the other, and generators of clients make of it whatever they can.

use std::collections::BTreeMap;

use utoipa::openapi::schema::{Object, Schema};
use utoipa::openapi::{Ref, RefOr};

type Schemas = BTreeMap<String, RefOr<Schema>>;

/// Puts one object in the place of each schema that is flattened.
pub(super) fn flatten(schemas: &mut Schemas) {
    let flat: Vec<_> = schemas
        .iter()
        .filter(|(_, schema)| matches!(schema, RefOr::T(Schema::AllOf(_))))
        .filter_map(|(name, schema)| Some((name.clone(), object(schemas, schema)?)))
        .collect();
    schemas.extend(flat.into_iter().map(|(name, object)| (name, Schema::Object(object).into())));
}

/// The object that a schema describes, with all that is flattened into it.
fn object(schemas: &Schemas, schema: &RefOr<Schema>) -> Option<Object> {
    match schema {
        RefOr::Ref(Ref { ref_location, .. }) => {
            let name = ref_location.strip_prefix("#/components/schemas/")?;
            object(schemas, schemas.get(name)?)
        }
        RefOr::T(Schema::Object(object)) => Some(object.clone()),
        RefOr::T(Schema::AllOf(parts)) => {
            let mut whole = Object::new();
            for part in &parts.items {
                let part = object(schemas, part)?;
                whole.properties.extend(part.properties);
                whole.required.extend(part.required);
                whole.additional_properties =
                    whole.additional_properties.or(part.additional_properties);
            }
            whole.description.clone_from(&parts.description);
            Some(whole)
        }
        RefOr::T(_) => None,
    }
}
