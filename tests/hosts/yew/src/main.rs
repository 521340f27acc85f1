//! A shop as a single page in Yew, the framework that the prompt itself is made with: its own
//! runtime and its own listeners on the page, beside those of the prompt. Three routes, each a
//! component, as in the shops of the other frameworks beside this folder.

#[cfg(target_arch = "wasm32")]
mod shop;

fn main() {
    #[cfg(target_arch = "wasm32")]
    shop::open();
}
