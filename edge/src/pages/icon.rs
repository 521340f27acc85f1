//! Icons, in the colour of the text around them. Screen readers skip them: the words beside them say
//! the same.

use koe_shared::question::{ALERT, TICK};
use maud::{Markup, html};

/// It is done.
pub(crate) fn tick() -> Markup {
    icon(TICK)
}

/// It asks or warns.
pub(crate) fn alert() -> Markup {
    icon(ALERT)
}

fn icon(lines: &str) -> Markup {
    html! { svg.icon viewBox="0 0 20 20" aria-hidden="true" { path d=(lines) {} } }
}
