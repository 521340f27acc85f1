//! The counts behind a score, as it stands in JSON.

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::tally::Tally;

/// A map from every legal score to how often it was picked, ascending, zeros included:
/// `{ "0": 1, "1": 0, …, "10": 20 }`. A reader can recompute the result from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(type = "{ [score: string]: number }"))]
pub struct Distribution(Tally);

impl From<Tally> for Distribution {
    fn from(tally: Tally) -> Self {
        Self(tally)
    }
}

impl From<Distribution> for Tally {
    fn from(distribution: Distribution) -> Self {
        distribution.0
    }
}

impl Serialize for Distribution {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(usize::from(self.0.scale().points())))?;
        for (value, count) in self.0.iter() {
            map.serialize_entry(&value, &count)?;
        }
        map.end()
    }
}

#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for Distribution {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
        std::collections::BTreeMap::<String, u64>::schema()
    }
}

#[cfg(feature = "openapi")]
impl utoipa::ToSchema for Distribution {}

#[cfg(test)]
mod tests {
    use super::Distribution;
    use crate::metric::Scale;
    use crate::tally::Tally;

    #[test]
    fn scores_ascend_and_zeros_are_named() {
        let tally = Tally::from_counts(Scale::Nps, [(10, 20), (0, 1)]).unwrap();
        assert_eq!(
            serde_json::to_string(&Distribution::from(tally)).unwrap(),
            r#"{"0":1,"1":0,"2":0,"3":0,"4":0,"5":0,"6":0,"7":0,"8":0,"9":0,"10":20}"#
        );
    }

    #[test]
    fn a_scale_without_zero_starts_at_one() {
        assert_eq!(
            serde_json::to_string(&Distribution::from(Tally::new(Scale::Csat))).unwrap(),
            r#"{"1":0,"2":0,"3":0,"4":0,"5":0}"#
        );
    }
}
