//! The shop: its history is its router.

use gloo::history::{BrowserHistory, History, HistoryListener};
use yew::prelude::*;

/// Starts it in the element that the page has for it.
pub(crate) fn open() {
    let place = gloo::utils::document().get_element_by_id("app");
    yew::Renderer::<App>::with_root(place.expect("the page has a place for it")).render();
}

/// The path of the route, as long as the component lives.
#[hook]
fn use_path() -> String {
    let history = use_memo((), |()| BrowserHistory::new());
    let path = use_state(|| history.location().path().to_owned());
    let follow = path.clone();
    use_effect_with((), move |()| {
        let moved = history.clone();
        let listener: HistoryListener =
            history.listen(move || follow.set(moved.location().path().to_owned()));
        move || drop(listener)
    });
    (*path).clone()
}

#[component]
fn App() -> Html {
    let path = use_path();
    let link = |id: &'static str, to: &'static str| {
        let go = Callback::from(move |event: MouseEvent| {
            event.prevent_default();
            BrowserHistory::new().push(to);
        });
        html! { <a {id} href={to} onclick={go}>{ to }</a> }
    };
    html! {
        <main>
            <nav>{ link("home", "/") }{ " " }{ link("thanks", "/thanks") }{ " " }{ link("desk", "/desk") }</nav>
            if path == "/thanks" {
                <h1>{ "Thank you" }</h1>
            } else if path == "/desk" {
                <Desk />
            } else {
                <Shop />
            }
        </main>
    }
}

#[component]
fn Shop() -> Html {
    html! {
        <>
            <h1>{ "Kokage" }</h1>
            <p>{ "A page with " }<em>{ "a style" }</em>{ " of its own." }</p>
            <form><input id="search" placeholder="Search" /></form>
            <div><p>{ "The end of the page." }</p></div>
        </>
    }
}

/// Drawn anew with every tick, around the place of an inline prompt.
#[component]
fn Desk() -> Html {
    let ticks = use_state(|| 0);
    let tick = {
        let ticks = ticks.clone();
        Callback::from(move |_: MouseEvent| ticks.set(*ticks + 1))
    };
    html! {
        <section data-ticks={ticks.to_string()}>
            <button id="tick" type="button" onclick={tick}>{ *ticks }{ " ticks" }</button>
            <div class="place" data-koe-inline="visit-csat"></div>
            <p>{ if *ticks % 2 == 0 { "even" } else { "odd" } }</p>
        </section>
    }
}
