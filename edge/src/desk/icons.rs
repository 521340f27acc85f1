//! Icons, in the colour of the text around them. Screen readers skip them: the words beside them say the same.

use koe_shared::question::{ALERT, TICK};
use maud::{Markup, html};

/// The mark of Koe.
pub(crate) fn mark() -> Markup {
    html! {
        svg.mark viewBox="0 0 20 20" aria-hidden="true" {
            path d="M2.5 8.5v3M6.25 5v10M10 2.5v15M13.75 6v8M17.5 8.5v3" {}
        }
    }
}

/// It is done.
pub(crate) fn tick() -> Markup {
    icon(TICK)
}

/// It warns.
pub(crate) fn alert() -> Markup {
    icon(ALERT)
}

/// Time: it is waited for, or over.
pub(crate) fn clock() -> Markup {
    icon("M10 2.75a7.25 7.25 0 1 0 0 14.5a7.25 7.25 0 0 0 0-14.5M10 6v4.25l2.75 1.75")
}

/// It opens downwards.
pub(crate) fn down() -> Markup {
    icon("M6 8l4 4 4-4")
}

/// It leads on.
pub(crate) fn onward() -> Markup {
    icon("M8 6l4 4-4 4")
}

/// It leads back.
pub(crate) fn back() -> Markup {
    icon("M12 6l-4 4 4 4")
}

/// Nothing can be told: two waves.
pub(crate) fn waves() -> Markup {
    icon(
        "M3 8.2c1.8-2 3.6-2 5.2-.6s3.4 1.4 5.2-.6c1-1 2.2-1.3 3.6-.6M3 13.2c1.8-2 3.6-2 5.2-.6s3.4 1.4 5.2-.6c1-1 2.2-1.3 3.6-.6",
    )
}

/// It rose.
pub(crate) fn up() -> Markup {
    icon("M10 16V4M5 9l5-5 5 5")
}

/// It fell.
pub(crate) fn fell() -> Markup {
    icon("M10 4v12M5 11l5 5 5-5")
}

/// To be copied.
pub(crate) fn copy() -> Markup {
    icon("M7 7h9v9H7zM4 13V4h9")
}

/// A reply.
pub(crate) fn reply() -> Markup {
    icon("M8 5L3.5 9.5L8 14M3.5 9.5h8a5 5 0 0 1 5 5v1")
}

/// To be looked for.
pub(crate) fn search() -> Markup {
    icon("M9 3.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 0 0 0-11M13.2 13.2L17 17")
}

/// Something that was said.
pub(crate) fn speech() -> Markup {
    icon("M3 4h14v10h-7l-4 3v-3H3z")
}

fn icon(lines: &str) -> Markup {
    html! { svg.icon viewBox="0 0 20 20" aria-hidden="true" { path d=(lines) {} } }
}
