//! What Koe weighs on the page that was checked, as the browser measured it.

use maud::{Markup, html};

use super::Check;
use crate::desk::language::Bilingual;
use crate::desk::words::check as words;

impl Check<'_> {
    pub(super) fn weight(&self) -> Markup {
        let language = self.language;
        let seen = self.seen();
        let (every, shown) = (seen.and_then(|seen| seen.every), seen.and_then(|seen| seen.shown));
        let cell = |figure: String, text: Bilingual| {
            html! {
                div { dd { (figure) } dt { (language.say(text)) } }
            }
        };
        html! {
            dl.weight {
                (cell(size(every), words::EVERY))
                (cell(size(shown), words::SHOWN))
                (cell("0".to_owned(), words::COOKIES))
            }
            @if every.is_none() || shown.is_none() { p.hint { (language.say(words::UNMEASURED)) } }
        }
    }
}

/// Bytes as people read them; a dash where nobody measured.
fn size(bytes: Option<u32>) -> String {
    let Some(bytes) = bytes else { return "—".to_owned() };
    let kilobytes = f64::from(bytes) / 1_000.0;
    if kilobytes < 9.95 { format!("{kilobytes:.1} KB") } else { format!("{kilobytes:.0} KB") }
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn a_size_has_two_figures_where_it_is_small() {
        for (bytes, said) in [
            (None, "—"),
            (Some(80), "0.1 KB"),
            (Some(2_449), "2.4 KB"),
            (Some(9_949), "9.9 KB"),
            (Some(9_950), "10 KB"),
            (Some(57_312), "57 KB"),
        ] {
            assert_eq!(size(bytes), said);
        }
    }
}
