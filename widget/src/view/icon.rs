//! The line drawings, in the colour of the text around them. Screen readers skip them: the words
//! beside them say the same.

pub(super) use koe_shared::question::{ALERT, TICK};

use super::element::{Attribute, Element, element};

/// On this device.
pub(super) const DEVICE: &str = "M6.5 2.5h7q1.5 0 1.5 1.5v12q0 1.5-1.5 1.5h-7q-1.5 0-1.5-1.5v-12q0-1.5 1.5-1.5M7.7 10.2l1.6 1.6 3-3.4";
/// Once more.
pub(super) const AGAIN: &str = "M15.9 11.2a6 6 0 1 1-1.4-5.3l1.7 1.7M16.4 3.6v4.1h-4.1";

/// An icon.
pub(super) fn draw(lines: &'static str) -> Element {
    element("svg", "icon")
        .with(Attribute::ViewBox, "0 0 20 20")
        .with(Attribute::Hidden, "true")
        .add(element("path", "").with(Attribute::Lines, lines))
}
