//! The standard normal distribution.

#![expect(clippy::excessive_precision, reason = "the coefficients stand as published")]

use std::f64::consts::{FRAC_1_SQRT_2, PI};

/// Beyond this the continued fraction is both short and exact; below it the series is.
const SERIES_BELOW: f64 = 2.0;

/// The complementary error function, with small relative error far into the tail, where p-values
/// live and where 1 − erf has no digits left.
///
/// Near zero: erf as the series of positive terms, Abramowitz & Stegun 7.1.6. Further out: the
/// continued fraction 7.1.14, evaluated from its end; at 2, where it converges slowest, 60 levels
/// leave an error below 1e-16.
#[must_use]
pub fn erfc(x: f64) -> f64 {
    let size = x.abs();
    let tail = if size < SERIES_BELOW {
        let mut term = size * 2.0 / PI.sqrt() * (-size * size).exp();
        let mut erf = 0.0;
        let mut odd = 1.0;
        while term > erf * f64::EPSILON / 4.0 {
            erf += term;
            odd += 2.0;
            term *= 2.0 * size * size / odd;
        }
        1.0 - erf
    } else {
        let fraction = (1..=60).rev().fold(size, |rest, k| size + f64::from(k) / 2.0 / rest);
        (-size * size).exp() / (PI.sqrt() * fraction)
    };
    if x < 0.0 { 2.0 - tail } else { tail }
}

/// The probability of a value at or below `z`.
#[must_use]
pub fn cdf(z: f64) -> f64 {
    erfc(-z * FRAC_1_SQRT_2) / 2.0
}

/// The probability of a value at least as far from zero as `z`, on either side.
#[must_use]
pub fn two_sided_p(z: f64) -> f64 {
    erfc(z.abs() * FRAC_1_SQRT_2)
}

/// The value below which a share `p` lies; −∞ at 0, ∞ at 1, NaN outside.
///
/// M. J. Wichura, "Algorithm AS 241: The percentage points of the normal distribution", Applied
/// Statistics 37 (1988), 477–484, routine PPND16: relative accuracy about 1e-16.
#[must_use]
pub fn quantile(p: f64) -> f64 {
    let from_middle = p - 0.5;
    if from_middle.abs() <= 0.425 {
        let r = 0.180_625 - from_middle * from_middle;
        return from_middle * ratio(&MIDDLE, r);
    }
    let tail = if from_middle < 0.0 { p } else { 1.0 - p };
    if tail <= 0.0 || tail.is_nan() {
        return if tail == 0.0 { f64::INFINITY.copysign(from_middle) } else { f64::NAN };
    }
    let r = (-tail.ln()).sqrt();
    let size = if r <= 5.0 { ratio(&NEAR_TAIL, r - 1.6) } else { ratio(&FAR_TAIL, r - 5.0) };
    size.copysign(from_middle)
}

/// Numerator and denominator of a rational approximation, lowest power first.
type Rational = [[f64; 8]; 2];

fn ratio([numerator, denominator]: &Rational, x: f64) -> f64 {
    let at_x = |powers: &[f64; 8]| powers.iter().rev().fold(0.0, |sum, c| sum * x + c);
    at_x(numerator) / at_x(denominator)
}

const MIDDLE: Rational = [
    [
        3.387_132_872_796_366_608_0e0,
        1.331_416_678_917_843_774_5e2,
        1.971_590_950_306_551_442_7e3,
        1.373_169_376_550_946_112_5e4,
        4.592_195_393_154_987_145_7e4,
        6.726_577_092_700_870_085_3e4,
        3.343_057_558_358_812_810_5e4,
        2.509_080_928_730_122_672_7e3,
    ],
    [
        1.0,
        4.231_333_070_160_091_125_2e1,
        6.871_870_074_920_579_083_0e2,
        5.394_196_021_424_751_107_7e3,
        2.121_379_430_158_659_586_7e4,
        3.930_789_580_009_271_061_0e4,
        2.872_908_573_572_194_267_4e4,
        5.226_495_278_852_854_561_0e3,
    ],
];

const NEAR_TAIL: Rational = [
    [
        1.423_437_110_749_683_577_34e0,
        4.630_337_846_156_545_295_90e0,
        5.769_497_221_460_691_405_50e0,
        3.647_848_324_763_204_605_04e0,
        1.270_458_252_452_368_382_58e0,
        2.417_807_251_774_506_117_70e-1,
        2.272_384_498_926_918_458_33e-2,
        7.745_450_142_783_414_076_40e-4,
    ],
    [
        1.0,
        2.053_191_626_637_758_821_87e0,
        1.676_384_830_183_803_849_40e0,
        6.897_673_349_851_000_045_50e-1,
        1.481_039_764_274_800_745_90e-1,
        1.519_866_656_361_645_719_66e-2,
        5.475_938_084_995_344_946_00e-4,
        1.050_750_071_644_416_843_24e-9,
    ],
];

const FAR_TAIL: Rational = [
    [
        6.657_904_643_501_103_777_20e0,
        5.463_784_911_164_114_369_90e0,
        1.784_826_539_917_291_335_80e0,
        2.965_605_718_285_048_912_30e-1,
        2.653_218_952_657_612_309_30e-2,
        1.242_660_947_388_078_438_60e-3,
        2.711_555_568_743_487_578_15e-5,
        2.010_334_399_292_288_132_65e-7,
    ],
    [
        1.0,
        5.998_322_065_558_879_376_90e-1,
        1.369_298_809_227_358_053_10e-1,
        1.487_536_129_085_061_485_25e-2,
        7.868_691_311_456_132_591_00e-4,
        1.846_318_317_510_054_681_80e-5,
        1.421_511_758_316_445_888_70e-7,
        2.044_263_103_389_939_785_64e-15,
    ],
];

#[cfg(test)]
mod tests {
    use super::{cdf, erfc, quantile, two_sided_p};

    #[track_caller]
    fn check(found: f64, published: f64) {
        let error = (found - published).abs() / published.abs().max(1e-300);
        assert!(error < 1e-13, "{found:e} is not {published:e}");
    }

    /// NIST Digital Library of Mathematical Functions, chapter 7, and Abramowitz & Stegun,
    /// tables 7.1 and 7.3.
    #[test]
    fn erfc_as_published() {
        check(erfc(0.0), 1.0);
        check(erfc(0.5), 0.479_500_122_186_953_5);
        check(erfc(1.0), 0.157_299_207_050_285_13);
        check(erfc(2.0), 0.004_677_734_981_047_266);
        check(erfc(3.0), 2.209_049_699_858_544e-5);
        check(erfc(5.0), 1.537_459_794_428_034_8e-12);
        check(erfc(10.0), 2.088_487_583_762_545e-45);
        check(erfc(-1.0), 1.842_700_792_949_714_9);
    }

    /// The check values that Wichura prints with the algorithm.
    #[test]
    fn quantile_as_published() {
        check(quantile(0.25), -0.674_489_750_196_081_7);
        check(quantile(0.001), -3.090_232_306_167_813_5);
        check(quantile(1e-20), -9.262_340_089_798_408);
    }

    /// Abramowitz & Stegun, table 26.1.
    #[test]
    fn cdf_as_published() {
        check(cdf(0.0), 0.5);
        check(cdf(1.0), 0.841_344_746_068_543);
        check(cdf(-2.0), 0.022_750_131_948_179_2);
        check(two_sided_p(-3.0), 2.0 * 0.001_349_898_031_630_095);
    }

    #[test]
    fn series_and_fraction_meet() {
        let (below, above) = (erfc(2.0 - 1e-13), erfc(2.0));
        assert!((below - above).abs() < 1e-14, "{below:e}, {above:e}");
    }

    #[test]
    fn quantile_undoes_the_cdf() {
        for step in -380..=80 {
            let z = f64::from(step) / 10.0;
            let back = quantile(cdf(z));
            // Close to one the cdf itself has few digits left.
            let tolerance = if z > 5.0 { 0.2 } else { 1e-9 };
            assert!((back - z).abs() < tolerance, "{z} came back as {back}");
        }
    }

    #[test]
    fn quantile_at_and_past_its_edges() {
        assert!(quantile(0.5).abs() < f64::EPSILON);
        assert!(quantile(0.0).is_infinite() && quantile(0.0) < 0.0);
        assert!(quantile(1.0).is_infinite() && quantile(1.0) > 0.0);
        assert!(quantile(-0.1).is_nan() && quantile(1.1).is_nan() && quantile(f64::NAN).is_nan());
    }
}
