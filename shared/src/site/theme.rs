//! How the prompt looks, as far as the owner decides it. What follows from the accent is worked out
//! in [`crate::accent`].

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::font::Font;

/// The look of a prompt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Theme {
    /// The brand's colour.
    pub accent: HexColour,
    /// Light, dark, or as the visitor's system has it.
    pub scheme: Scheme,
    /// The panel's corner radius in CSS pixels, 0–20.
    #[cfg_attr(feature = "openapi", schema(maximum = 20))]
    pub radius: u32,
    /// Where a popover stands.
    pub position: Corner,
    /// What its words are set in: `system`, `inherit` (from the page), or a list of font families.
    #[cfg_attr(feature = "openapi", schema(value_type = String, min_length = 1, max_length = 200))]
    pub font: Font,
}

impl Default for Theme {
    fn default() -> Self {
        Self {
            accent: HexColour([0x0a, 0x7a, 0x5a]),
            scheme: Scheme::Auto,
            radius: 12,
            position: Corner::BottomRight,
            font: Font::System,
        }
    }
}

/// Light, dark, or as the visitor's system has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Scheme {
    /// As the visitor's system has it.
    Auto,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

/// A corner of the window. Right-to-left pages mirror it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Corner {
    /// Where reading ends, at the bottom.
    BottomRight,
    /// Where reading begins, at the bottom.
    BottomLeft,
    /// Where reading ends, at the top.
    TopRight,
    /// Where reading begins, at the top.
    TopLeft,
}

/// An opaque sRGB colour, `#rrggbb` on the wire; `#rgb` is understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(type = "string"))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String, pattern = "^#(?:[0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})$"))]
pub struct HexColour(pub [u8; 3]);

/// A string that is no hex colour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidColour {
    /// The string as it was given, cut to what a message can bear.
    pub given: String,
}

impl fmt::Display for InvalidColour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "colour {:?} is not of the form #rrggbb or #rgb", self.given)
    }
}

impl std::error::Error for InvalidColour {}

impl FromStr for HexColour {
    type Err = InvalidColour;

    fn from_str(given: &str) -> Result<Self, InvalidColour> {
        let invalid = || InvalidColour { given: given.chars().take(32).collect() };
        let digits = given.strip_prefix('#').ok_or_else(invalid)?;
        let six = match digits.len() {
            _ if !digits.bytes().all(|b| b.is_ascii_hexdigit()) => Err(invalid()),
            3 => Ok(digits.chars().flat_map(|digit| [digit, digit]).collect()),
            6 => Ok(digits.to_owned()),
            _ => Err(invalid()),
        }?;
        let value = u32::from_str_radix(&six, 16).map_err(|_| invalid())?;
        let [_, r, g, b] = value.to_be_bytes();
        Ok(Self([r, g, b]))
    }
}

impl fmt::Display for HexColour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [r, g, b] = self.0;
        write!(f, "#{r:02x}{g:02x}{b:02x}")
    }
}

impl TryFrom<String> for HexColour {
    type Error = InvalidColour;

    fn try_from(given: String) -> Result<Self, InvalidColour> {
        given.parse()
    }
}

impl From<HexColour> for String {
    fn from(colour: HexColour) -> Self {
        colour.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::HexColour;

    #[test]
    fn three_digits_are_short_for_six() {
        let colour = |given: &str| given.parse::<HexColour>().map(|colour| colour.to_string());
        assert_eq!(colour("#0A7a5a").unwrap(), "#0a7a5a");
        assert_eq!(colour("#0af").unwrap(), "#00aaff");
        for given in ["", "#", "0a7a5a", "#0a7a5", "#0a7a5a00", "#+a7a5a", "#ggg", "green", "#声"]
        {
            assert!(colour(given).is_err(), "{given:?}");
        }
    }
}
