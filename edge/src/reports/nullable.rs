//! A field that is absent, null or a value.

use serde::Serialize;

/// What stands in a field that is only there when it is asked for, and may then be null. It is used
/// as `Option<Nullable<T>>`: `None` is absent.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(transparent)]
pub(crate) struct Nullable<T>(pub(crate) Option<T>);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_absent_null_or_a_value() {
        #[derive(Serialize)]
        struct Reply {
            #[serde(skip_serializing_if = "Option::is_none")]
            field: Option<Nullable<u8>>,
        }
        let written = |field| serde_json::to_string(&Reply { field }).unwrap();
        assert_eq!(written(None), "{}");
        assert_eq!(written(Some(Nullable(None))), r#"{"field":null}"#);
        assert_eq!(written(Some(Nullable(Some(3)))), r#"{"field":3}"#);
    }
}
