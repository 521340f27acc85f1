//! The owner's theme as a stylesheet: the few values that `page.css` leaves open.
//!
//! It stands inside the page, and the page's policy names its hash, so that a colour needs neither a
//! request of its own nor `unsafe-inline`. Only what the site document has checked comes in: hex
//! colours, a number, and a list of font families.

use std::iter::zip;

use koe_shared::accent::{self, Surface};
use koe_shared::site::{Font, Scheme, Theme};

/// The stylesheet of a theme.
pub(crate) fn stylesheet(theme: &Theme) -> String {
    let scheme = match theme.scheme {
        Scheme::Auto => "light dark",
        Scheme::Light => "light",
        Scheme::Dark => "dark",
    };
    let [light, dark] = [Surface::Light, Surface::Dark].map(|on| accent::roles(theme.accent, on));
    let roles = zip(light.by_name(), dark.by_name());
    let roles: Vec<_> = roles
        .map(|((name, light), (_, dark))| format!("--{name}:light-dark({light},{dark});"))
        .collect();
    let roles = roles.concat();
    let font = match &theme.font {
        // A page of its own has nothing to inherit from.
        Font::System | Font::Inherit => String::new(),
        Font::Families(families) => format!("--face:{families},var(--font);"),
    };
    format!(":root{{color-scheme:{scheme};--r:{}px;{roles}{font}}}", theme.radius)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_theme_is_its_scheme_its_radius_and_five_colours_for_each_scheme() {
        assert_eq!(
            stylesheet(&Theme::default()),
            ":root{color-scheme:light dark;--r:12px;--fill:light-dark(#0a7a5a,#50ad8a);\
             --on_fill:light-dark(#ffffff,#0b0d10);--edge:light-dark(#0a7a5a,#50ad8a);\
             --link:light-dark(#0a7a5a,#50ad8a);--tint:light-dark(#e7f2ef,#243633);}"
        );
    }

    #[test]
    fn the_owner_decides_on_scheme_and_font() {
        let font = Font::Families("\"Noto Serif\", serif".into());
        let dark = stylesheet(&Theme { scheme: Scheme::Dark, font, ..Theme::default() });
        assert!(dark.starts_with(":root{color-scheme:dark;"), "{dark}");
        assert!(dark.contains("--face:\"Noto Serif\", serif,var(--font);"), "{dark}");
    }
}
