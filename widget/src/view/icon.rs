//! The line drawings, in the colour of the text around them. Hidden from screen readers: the words
//! beside them, or the radios' names, say the same.

use super::element::{Attribute, Element, element};

/// Stored.
pub(super) const TICK: &str = "M4.5 10.5l3.6 3.5 7.4-8";
/// Asks or warns.
pub(super) const ALERT: &str =
    "M10 2.8a7.2 7.2 0 1 1 0 14.4 7.2 7.2 0 0 1 0-14.4M10 6.3v4.4M10 13.6v.01";
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
