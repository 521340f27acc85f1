//! The line drawings, in the colour of the text around them. Hidden from screen readers: the words
//! beside them, or the radios' names, say the same.

use super::element::{Attribute, Element, element};

/// Close.
pub(super) const CROSS: &str = "M5 5l10 10M15 5L5 15";
/// Stored.
pub(super) const TICK: &str = "M4.5 10.5l3.6 3.5 7.4-8";
/// Asks or warns.
pub(super) const ALERT: &str =
    "M10 2.8a7.2 7.2 0 1 1 0 14.4 7.2 7.2 0 0 1 0-14.4M10 6.3v4.4M10 13.6v.01";
/// On this device.
pub(super) const DEVICE: &str = "M6.5 2.5h7q1.5 0 1.5 1.5v12q0 1.5-1.5 1.5h-7q-1.5 0-1.5-1.5v-12q0-1.5 1.5-1.5M7.7 10.2l1.6 1.6 3-3.4";
/// Once more.
pub(super) const AGAIN: &str = "M15.9 11.2a6 6 0 1 1-1.4-5.3l1.7 1.7M16.4 3.6v4.1h-4.1";

const STAR: &str = "M12 2.7l2.9 5.8 6.5.9-4.7 4.6 1.1 6.4-5.8-3-5.8 3 1.1-6.4-4.7-4.6 6.5-.9z";
const CIRCLE: &str = "M12 2a10 10 0 1 1 0 20 10 10 0 0 1 0-20";

/// The eyes and the other lines of five faces, from sad to laughing. No brow is angry.
const FACES: [(&str, &str); 5] = [
    (
        "M8.9 10.8h.01M15.1 10.8h.01",
        "M7.1 9.1l2.6-1.4M16.9 9.1l-2.6-1.4M7.8 17.1c1.5-4.3 6.9-4.3 8.4 0",
    ),
    ("M9 10h.01M15 10h.01", "M8.1 16.4c2.2-2.2 5.6-2.2 7.8 0"),
    ("M9 10h.01M15 10h.01", "M8.3 15.5h7.4"),
    ("M9 10h.01M15 10h.01", "M8.1 14.7c2.2 2.2 5.6 2.2 7.8 0"),
    (
        "",
        "M7.6 10.4c.8-1.7 2.4-1.7 3.2 0M13.2 10.4c.8-1.7 2.4-1.7 3.2 0M7.1 13.8h9.8c0 6-9.8 6-9.8 0z",
    ),
];

/// An icon.
pub(super) fn draw(lines: &'static str) -> Element {
    svg("icon", "0 0 20 20").add(path("", lines))
}

/// A star.
pub(super) fn star() -> Element {
    svg("star", "0 0 24 24").add(path("", STAR))
}

/// One of the five faces.
pub(super) fn face(index: u8) -> Element {
    let (eyes, lines) = FACES.get(usize::from(index)).copied().unwrap_or_default();
    svg("face", "0 0 24 24").add(path("round", CIRCLE)).add(path("", lines)).add(path("eyes", eyes))
}

fn svg(class: &'static str, area: &'static str) -> Element {
    element("svg", class).with(Attribute::ViewBox, area).with(Attribute::Hidden, "true")
}

fn path(class: &'static str, lines: &'static str) -> Element {
    element("path", class).with(Attribute::Lines, lines)
}
