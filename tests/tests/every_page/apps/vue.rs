//! The shop in Vue, from npm.

use crate::host::Kind;

fn app(kind: Kind) -> Kind {
    super::bundle::install(kind, "vue/app.js")
}

#[test]
fn is_a_page_like_any_other() {
    super::is_a_page_like_any_other("vue", app);
}

#[test]
fn has_a_prompt_that_follows_the_route() {
    super::follows_the_route("vue-route", app);
}

#[test]
fn keeps_a_prompt_in_a_component_that_is_drawn_anew() {
    super::stands_in_a_component_that_is_drawn_anew("vue-inline", app);
}

#[test]
fn takes_a_prompt_along_with_its_component() {
    super::goes_with_its_component("vue-gone", app);
}
