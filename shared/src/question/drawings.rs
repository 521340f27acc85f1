//! The line drawings, in the colour of the text around them. Screen readers skip them: the words
//! beside them, or the names of the radios, say the same.

use super::element::{Attribute, Element, Tag};

/// It is stored. On a square of 20.
pub const TICK: &str = "M4.5 10.5l3.6 3.5 7.4-8";
/// It asks or warns. On a square of 20.
pub const ALERT: &str = "M10 2.8a7.2 7.2 0 1 1 0 14.4 7.2 7.2 0 0 1 0-14.4M10 6.3v4.4M10 13.6v.01";

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

/// One star of a row.
pub(super) fn star() -> Element {
    drawing("star").add(path("", STAR))
}

/// The face of a place on a scale of five, from 0; nothing but a circle elsewhere.
pub(super) fn face(place: usize) -> Element {
    let (eyes, lines) = FACES.get(place).copied().unwrap_or_default();
    drawing("face").add(path("round", CIRCLE)).add(path("", lines)).add(path("eyes", eyes))
}

fn drawing(class: &str) -> Element {
    Element::new(Tag::Svg)
        .with(Attribute::Class, class)
        .with(Attribute::ViewBox, "0 0 24 24")
        .with(Attribute::AriaHidden, "true")
}

fn path(class: &str, lines: &str) -> Element {
    Element::new(Tag::Path).with(Attribute::Class, class).with(Attribute::D, lines)
}
