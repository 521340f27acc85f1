//! What the owner's one colour becomes: a fill, the text on it, an edge, links and a tint, worked
//! out for the light and the dark surface so that every part keeps its contrast.
//!
//! Nothing is refused: a colour that is too pale keeps its fill and gets a darker edge. Colours move
//! in OKLCH, where lightness can change while the hue stays; `oklch` holds the arithmetic.

mod oklch;

use serde::{Deserialize, Serialize};

use crate::site::HexColour;
use oklch::{Oklch, contrast, mix};

/// The accent's roles on one surface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccentRoles {
    /// The chosen cell and the primary button.
    pub fill: HexColour,
    /// Text on the fill.
    pub on_fill: HexColour,
    /// Focus ring, and the outline of every filled part.
    pub edge: HexColour,
    /// Links, the hovered numeral and the live label.
    pub link: HexColour,
    /// The ground of hover.
    pub tint: HexColour,
}

impl AccentRoles {
    /// The roles by their names on the wire and in stylesheets.
    #[must_use]
    pub const fn by_name(&self) -> [(&'static str, HexColour); 5] {
        let Self { fill, on_fill, edge, link, tint } = *self;
        [("fill", fill), ("on_fill", on_fill), ("edge", edge), ("link", link), ("tint", tint)]
    }
}

/// What a prompt stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Surface {
    /// White.
    Light,
    /// Near black.
    Dark,
}

const WHITE: HexColour = HexColour([0xff, 0xff, 0xff]);
const INK: HexColour = HexColour([0x0b, 0x0d, 0x10]);
const GREY_ON_DARK: HexColour = HexColour([0xe4, 0xe6, 0xe9]);

/// WCAG 2.2: 4.5 for text, 3 for what is no text.
const TEXT: f64 = 4.5;
const GRAPHIC: f64 = 3.0;
/// A fill on the dark surface stands out as much as the default accent does on the light one.
const FILL_ON_DARK: f64 = 6.0;
/// Below this chroma a colour has no hue worth keeping.
const NO_HUE: f64 = 0.03;

impl Surface {
    const fn ground(self) -> HexColour {
        match self {
            Self::Light => WHITE,
            Self::Dark => HexColour([0x1c, 0x1f, 0x23]),
        }
    }

    /// The ground of notes and of hovered quiet buttons.
    const fn soft(self) -> HexColour {
        match self {
            Self::Light => HexColour([0xf4, 0xf6, 0xf7]),
            Self::Dark => HexColour([0x27, 0x2b, 0x30]),
        }
    }

    /// How much of the fill shows in the tint.
    const fn tint_share(self) -> f64 {
        match self {
            Self::Light => 0.10,
            Self::Dark => 0.16,
        }
    }

    /// Moves a colour away from the surface until it has that contrast on every one of `grounds`.
    fn legible(self, colour: HexColour, ratio: f64, grounds: &[HexColour]) -> HexColour {
        until(colour, self, |moved| grounds.iter().all(|ground| contrast(moved, *ground) >= ratio))
    }
}

/// Works the roles out for one surface.
#[must_use]
pub fn roles(accent: HexColour, surface: Surface) -> AccentRoles {
    let (fill, on_fill) = fill(accent, surface);
    let tint = mix(fill, surface.ground(), surface.tint_share());
    AccentRoles {
        fill,
        on_fill,
        edge: surface.legible(fill, GRAPHIC, &[surface.ground(), surface.soft()]),
        link: surface.legible(fill, TEXT, &[surface.ground(), surface.soft(), tint]),
        tint,
    }
}

fn fill(accent: HexColour, surface: Surface) -> (HexColour, HexColour) {
    let fill = match surface {
        Surface::Light => accent,
        Surface::Dark if contrast(accent, surface.ground()) >= FILL_ON_DARK => accent,
        Surface::Dark if Oklch::from(accent).chroma < NO_HUE => GREY_ON_DARK,
        Surface::Dark => surface.legible(accent, FILL_ON_DARK, &[surface.ground()]),
    };
    for text in [WHITE, INK] {
        if contrast(text, fill) >= TEXT {
            return (fill, text);
        }
    }
    // On a fill in a narrow band of middle lightness, neither text is legible: darken the fill.
    (until(fill, Surface::Light, |darker| contrast(WHITE, darker) >= TEXT), WHITE)
}

/// The first colour that is `good`, going from `colour` away from `surface` in small steps.
fn until(colour: HexColour, surface: Surface, good: impl Fn(HexColour) -> bool) -> HexColour {
    // Small enough that nobody sees one step, and at most 500 of them.
    const STEP: f64 = 0.002;
    let mut moving = Oklch::from(colour);
    let mut current = colour;
    while !good(current) && (0.0..=1.0).contains(&moving.lightness) {
        moving.lightness += match surface {
            Surface::Light => -STEP,
            Surface::Dark => STEP,
        };
        current = moving.to_srgb();
    }
    current
}

#[cfg(test)]
mod tests {
    use super::{AccentRoles, GRAPHIC, Surface, TEXT, contrast, roles};
    use crate::site::HexColour;

    fn colour(hex: &str) -> HexColour {
        hex.parse().unwrap()
    }

    #[track_caller]
    fn check(accent: &str, surface: Surface, [fill, on_fill, edge, link, tint]: [&str; 5]) {
        let expected = AccentRoles {
            fill: colour(fill),
            on_fill: colour(on_fill),
            edge: colour(edge),
            link: colour(link),
            tint: colour(tint),
        };
        assert_eq!(roles(colour(accent), surface), expected);
    }

    #[test]
    fn the_default_accent_is_the_table_of_the_design() {
        let green = "#0a7a5a";
        check(green, Surface::Light, [green, "#ffffff", green, green, "#e7f2ef"]);
        let on_dark = "#50ad8a";
        check(green, Surface::Dark, [on_dark, "#0b0d10", on_dark, on_dark, "#243633"]);
    }

    #[test]
    fn yellow_keeps_its_fill_and_gets_a_darker_edge_and_links() {
        let yellow = "#ffd400";
        check(yellow, Surface::Light, [yellow, "#0b0d10", "#a98c02", "#876f00", "#fffbe6"]);
        assert_eq!(roles(colour(yellow), Surface::Dark).fill, colour(yellow));
    }

    #[test]
    fn a_dark_scheme_lightens_a_colour_and_keeps_its_hue() {
        assert_eq!(roles(colour("#3a4bd0"), Surface::Dark).fill, colour("#7b96fe"));
        assert_eq!(roles(colour("#c2185b"), Surface::Dark).fill, colour("#ff6993"));
    }

    #[test]
    fn a_colour_without_hue_becomes_a_light_grey_on_dark() {
        assert_eq!(roles(colour("#16181b"), Surface::Dark).fill, colour("#e4e6e9"));
        assert_eq!(roles(colour("#000"), Surface::Dark).fill, colour("#e4e6e9"));
    }

    #[test]
    fn every_role_of_every_colour_keeps_its_contrast() {
        // 9 × 9 × 9 colours, through the corners of the cube.
        let levels = [0, 32, 64, 96, 128, 160, 192, 224, 255];
        for r in levels {
            for g in levels {
                for b in levels {
                    for surface in [Surface::Light, Surface::Dark] {
                        let accent = HexColour([r, g, b]);
                        let AccentRoles { fill, on_fill, edge, link, tint } =
                            roles(accent, surface);
                        let least = |colour, grounds: &[HexColour]| {
                            grounds.iter().map(|g| contrast(colour, *g)).fold(21.0, f64::min)
                        };
                        let grounds = [surface.ground(), surface.soft(), tint];
                        assert!(contrast(on_fill, fill) >= TEXT, "{accent} on_fill");
                        assert!(least(edge, &grounds[..2]) >= GRAPHIC, "{accent} edge");
                        assert!(least(link, &grounds) >= TEXT, "{accent} link");
                    }
                }
            }
        }
    }
}
