//! sRGB to OKLCH and back (Björn Ottosson, 2020), and contrast as WCAG 2 defines it.

use crate::site::HexColour;

/// A colour by lightness (0–1), chroma (0 is grey) and hue (radians).
#[derive(Debug, Clone, Copy)]
pub(super) struct Oklch {
    pub(super) lightness: f64,
    pub(super) chroma: f64,
    hue: f64,
}

type Three = [f64; 3];
type Matrix = [Three; 3];

const SRGB_TO_LMS: Matrix = [
    [0.412_221_470_8, 0.536_332_536_3, 0.051_445_992_9],
    [0.211_903_498_2, 0.680_699_545_1, 0.107_396_956_6],
    [0.088_302_461_9, 0.281_718_837_6, 0.629_978_700_5],
];
const LMS_TO_LAB: Matrix = [
    [0.210_454_255_3, 0.793_617_785_0, -0.004_072_046_8],
    [1.977_998_495_1, -2.428_592_205_0, 0.450_593_709_9],
    [0.025_904_037_1, 0.782_771_766_2, -0.808_675_766_0],
];
const LAB_TO_LMS: Matrix = [
    [1.0, 0.396_337_777_4, 0.215_803_757_3],
    [1.0, -0.105_561_345_8, -0.063_854_172_8],
    [1.0, -0.089_484_177_5, -1.291_485_548_0],
];
const LMS_TO_SRGB: Matrix = [
    [4.076_741_662_1, -3.307_711_591_3, 0.230_969_929_2],
    [-1.268_438_004_6, 2.609_757_401_1, -0.341_319_396_5],
    [-0.004_196_086_3, -0.703_418_614_7, 1.707_614_701_0],
];

fn times(matrix: &Matrix, vector: Three) -> Three {
    matrix.map(|row| row.iter().zip(vector).map(|(m, v)| m * v).sum())
}

impl From<HexColour> for Oklch {
    fn from(colour: HexColour) -> Self {
        let lms = times(&SRGB_TO_LMS, linear(colour)).map(f64::cbrt);
        let [lightness, a, b] = times(&LMS_TO_LAB, lms);
        Self { lightness, chroma: a.hypot(b), hue: b.atan2(a) }
    }
}

impl Oklch {
    /// The sRGB colour of this lightness and hue, with as much of the chroma as sRGB can show.
    pub(super) fn to_srgb(self) -> HexColour {
        const STEP: f64 = 0.002;
        // A colour this little outside still rounds to one inside.
        const SLACK: f64 = 0.001;
        let shown = |rgb: &Three| rgb.iter().all(|part| (-SLACK..=1.0 + SLACK).contains(part));
        let mut chroma = self.chroma;
        let mut rgb = self.linear_at(chroma);
        while chroma > 0.0 && !shown(&rgb) {
            chroma = (chroma - STEP).max(0.0);
            rgb = self.linear_at(chroma);
        }
        HexColour(rgb.map(|part| {
            let part = part.clamp(0.0, 1.0);
            let encoded = if part <= 0.003_130_8 {
                12.92 * part
            } else {
                1.055 * part.powf(1.0 / 2.4) - 0.055
            };
            byte(encoded * 255.0)
        }))
    }

    fn linear_at(self, chroma: f64) -> Three {
        let lab = [self.lightness, chroma * self.hue.cos(), chroma * self.hue.sin()];
        times(&LMS_TO_SRGB, times(&LAB_TO_LMS, lab).map(|part| part.powi(3)))
    }
}

/// `share` of one colour in another, as a translucent layer gives it.
pub(super) fn mix(colour: HexColour, ground: HexColour, share: f64) -> HexColour {
    let part =
        |at: usize| byte(f64::from(colour.0[at]) * share + f64::from(ground.0[at]) * (1.0 - share));
    HexColour([part(0), part(1), part(2)])
}

/// The contrast ratio of two colours, 1–21, by WCAG 2.
pub(super) fn contrast(one: HexColour, other: HexColour) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn luminance(colour: HexColour) -> f64 {
    let [r, g, b] = linear(colour);
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

fn linear(colour: HexColour) -> Three {
    colour.0.map(|byte| {
        let part = f64::from(byte) / 255.0;
        if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    })
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to a byte")]
fn byte(value: f64) -> u8 {
    value.round().clamp(0.0, 255.0) as u8
}
