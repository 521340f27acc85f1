//! A QR code as SVG: black on white in either scheme, with the margin that readers need.

use std::fmt::{self, Write};

use maud::{Markup, html};
use qrcodegen::{QrCode, QrCodeEcc};

/// Modules of white around the code, as its standard asks for.
const MARGIN: i32 = 4;

/// An address that no code can hold: at most 2,331 bytes fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TooLong {
    pub(crate) bytes: usize,
}

impl fmt::Display for TooLong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an address of {} bytes does not fit a QR code, which holds 2,331", self.bytes)
    }
}

/// A code that a seventh of may be dirty or torn (error correction M).
pub(crate) struct Code {
    /// Modules of a side, margins included.
    side: i32,
    /// The dark modules as lines, row by row.
    path: String,
}

impl Code {
    /// The code of an address.
    pub(crate) fn of(address: &str) -> Result<Self, TooLong> {
        let code = QrCode::encode_text(address, QrCodeEcc::Medium)
            .map_err(|_| TooLong { bytes: address.len() })?;
        Ok(Self { side: code.size() + 2 * MARGIN, path: path(&code) })
    }

    /// The picture; `title` is what a screen reader says of it.
    pub(crate) fn svg(&self, title: &str) -> Markup {
        let Self { side, path } = self;
        html! {
            svg.qr xmlns="http://www.w3.org/2000/svg" viewBox=(format!("0 0 {side} {side}")) role="img"
                shape-rendering="crispEdges" {
                title { (title) }
                path fill="#fff" d=(format!("M0 0h{side}v{side}h-{side}z")) {}
                path stroke="#000" d=(path) {}
            }
        }
    }
}

/// A line of half a module's depth for each run of dark modules. The pen goes on from where it is, which takes
/// the fewest characters.
fn path(code: &QrCode) -> String {
    let mut path = format!("M{MARGIN} {MARGIN}.5");
    let (mut x, mut y) = (0, 0);
    for row in 0..code.size() {
        let mut column = 0;
        while column < code.size() {
            let dark = (column..code.size()).take_while(|at| code.get_module(*at, row)).count();
            let dark = i32::try_from(dark).unwrap_or_default();
            if dark > 0 {
                // Writing into a string never fails.
                if (column, row) != (x, y) {
                    _ = write!(path, "m{} {}", column - x, row - y);
                }
                _ = write!(path, "h{dark}");
                (x, y) = (column + dark, row);
            }
            column += dark.max(1);
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Pixels of a module.
    const SCALE: usize = 4;

    /// What a camera sees: the path, drawn.
    fn drawn(code: &Code) -> Vec<Vec<bool>> {
        let side = usize::try_from(code.side).unwrap();
        let mut dark = vec![vec![false; side]; side];
        let commands = code.path.split_inclusive(|c: char| c.is_ascii_digit()).collect::<String>();
        let mut rest = commands.as_str();
        let (mut x, mut y) = (0.0_f64, 0.0_f64);
        while !rest.is_empty() {
            let command = rest.chars().next().unwrap();
            let end =
                rest[1..].find(|c: char| c.is_ascii_alphabetic()).map_or(rest.len(), |at| at + 1);
            let numbers: Vec<f64> =
                rest[1..end].split(' ').map(|number| number.parse().unwrap()).collect();
            match (command, &numbers[..]) {
                ('M', [to_x, to_y]) => (x, y) = (*to_x, *to_y),
                ('m', [by_x, by_y]) => (x, y) = (x + by_x, y + by_y),
                ('h', [by]) => {
                    #[allow(
                        clippy::cast_possible_truncation,
                        clippy::cast_sign_loss,
                        reason = "modules"
                    )]
                    let (from, to, row) = (x as usize, (x + by) as usize, y as usize);
                    dark[row][from..to].fill(true);
                    x += by;
                }
                other => panic!("{other:?}"),
            }
            rest = &rest[end..];
        }
        dark
    }

    /// What a reader makes of it.
    fn read(code: &Code) -> String {
        let dark = drawn(code);
        let side = dark.len() * SCALE;
        let mut picture = rqrr::PreparedImage::prepare_from_greyscale(side, side, |x, y| {
            if dark[y / SCALE][x / SCALE] { 0 } else { 255 }
        });
        let grids = picture.detect_grids();
        assert_eq!(grids.len(), 1);
        grids[0].decode().unwrap().1
    }

    /// A link with every part as long as it may be: the host of a name, site, survey, touchpoint, language.
    fn longest() -> String {
        let label = "h".repeat(61);
        let (host, id) = ([label.as_str(); 4].join("."), "i".repeat(64));
        let address = format!(
            "https://{host}:65535/p/{id}/{id}?channel=qr&touchpoint={id}&lang={}",
            "l".repeat(35)
        );
        assert!(address.len() > 500, "{}", address.len());
        address
    }

    #[test]
    fn a_reader_finds_the_address_in_the_picture() {
        for address in [
            "https://koe.example/p/kokage/shop-nps?channel=qr&touchpoint=post-purchase",
            "http://localhost:8787/p/a/b?channel=qr",
            &longest(),
        ] {
            assert_eq!(read(&Code::of(address).unwrap()), address);
        }
    }

    #[test]
    fn a_code_is_small() {
        use flate2::{Compression, write::GzEncoder};
        use std::io::Write as _;
        let sizes = |address: &str| {
            let svg = Code::of(address).unwrap().svg("title").into_string();
            let mut packed = GzEncoder::new(Vec::new(), Compression::default());
            packed.write_all(svg.as_bytes()).unwrap();
            (svg.len(), packed.finish().unwrap().len())
        };
        let (_, packed) =
            sizes("https://koe.example/p/kokage/shop-nps?channel=qr&touchpoint=post-purchase");
        assert!(packed <= 1_024, "{packed}");
        let (_, packed) = sizes(&longest());
        assert!(packed <= 2_560, "{packed}");
        println!(
            "{:?}",
            [
                sizes("https://koe.example/p/kokage/shop-nps?channel=qr&touchpoint=post-purchase"),
                sizes(&longest())
            ]
        );
    }

    #[test]
    fn what_does_not_fit_is_told() {
        let error = Code::of(&"a".repeat(2_332)).err().unwrap();
        assert_eq!(error, TooLong { bytes: 2_332 });
        assert!(Code::of(&"a".repeat(2_331)).is_ok());
    }
}
