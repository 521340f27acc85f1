//! Totals and slices, as they stand in the value of a tally: after `#totals`, `#touchpoint`, … the cells of
//! each part.

use std::collections::BTreeMap;

use super::cells::Cells;
use super::counted::Counted;
use super::detail::Dimension;
use crate::sites::Declared;

/// The cells of each part, by its name.
pub(super) type Parts = BTreeMap<String, String>;

/// The name of the part without any dimension.
pub(super) const TOTALS: &str = "totals";

/// Totals and slices that are being counted.
pub(super) struct Slices<'a> {
    declared: &'a Declared,
    totals: Cells,
    by_dimension: Vec<(Dimension, Cells)>,
}

impl<'a> Slices<'a> {
    pub(super) fn new(declared: &'a Declared) -> Self {
        let dimensions = Dimension::all(declared).into_iter();
        let by_dimension = dimensions.map(|dimension| (dimension, Cells::default())).collect();
        Self { declared, totals: Cells::default(), by_dimension }
    }

    pub(super) fn add(&mut self, counted: &Counted<'_>) {
        self.totals.add(counted, None);
        for (dimension, cells) in &mut self.by_dimension {
            cells.add(counted, Some((dimension, self.declared)));
        }
    }

    pub(super) fn finish(self) -> Parts {
        let slices = self.by_dimension.into_iter();
        let slices = slices.map(|(slice, cells)| (slice.name(), cells.encode()));
        slices.chain([(TOTALS.to_owned(), self.totals.encode())]).collect()
    }
}

/// The parts, as they follow the rest of a value.
pub(super) fn encode(parts: &Parts) -> String {
    parts.iter().flat_map(|(name, cells)| ["#", name, "\n", cells]).collect()
}

/// All parts of a value.
pub(super) fn decode(value: &str) -> Parts {
    let parts = value.split("\n#").skip(1).map(|part| {
        let (name, cells) = part.split_once('\n').unwrap_or((part, ""));
        (name.to_owned(), cells.lines().flat_map(|cell| [cell, "\n"]).collect())
    });
    parts.collect()
}

/// The cells of a slice, or without one the totals; `None` where a value has no such part.
pub(super) fn find<'v>(value: &'v str, slice: Option<&Dimension>) -> Option<&'v str> {
    let name = slice.map_or_else(|| TOTALS.to_owned(), Dimension::name);
    let (_, part) = value.split_once(&format!("\n#{name}\n"))?;
    // An empty part ends where it begins.
    let end = if part.starts_with('#') { Some(0) } else { part.find("\n#") };
    Some(end.map_or(part, |end| &part[..end]))
}
