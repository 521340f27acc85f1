//! The shop in React, from npm.

use crate::host::Kind;

fn app(kind: Kind) -> Kind {
    super::bundle::install(kind, "react/app.jsx")
}

#[test]
fn is_a_page_like_any_other() {
    super::is_a_page_like_any_other("react", app);
}

#[test]
fn has_a_prompt_that_follows_the_route() {
    super::follows_the_route("react-route", app);
}

#[test]
fn keeps_a_prompt_in_a_component_that_is_drawn_anew() {
    super::stands_in_a_component_that_is_drawn_anew("react-inline", app);
}

#[test]
fn takes_a_prompt_along_with_its_component() {
    super::goes_with_its_component("react-gone", app);
}
