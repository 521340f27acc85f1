//! One large table of real answers, in every encoding and with every line end, says the same.

use std::fs;
use std::path::Path;

use encoding_rs::{EUC_JP, SHIFT_JIS, WINDOWS_1252};
use koe_shared::import::{Charset, Row, TableError};
use koe_shared::metric::Bucket;

use crate::{reading, rejected};

const QUERY: &str =
    "survey=nps&answered_at=2026-11-10T12:00:00Z&map=score:nps,comment:explication,external_id:id";

fn garden_centre() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/data/garden-centre-nps.csv");
    fs::read_to_string(path).unwrap()
}

/// Accented letters as katakana, so that a Japanese encoding has something to write.
fn transliterated(text: &str) -> String {
    let letter = |c: char| match c {
        c if c.is_ascii() => c,
        'é' | 'è' | 'ê' | 'ë' => 'エ',
        'à' | 'â' => 'ア',
        'ç' => 'ソ',
        _ => '声',
    };
    text.chars().map(letter).collect()
}

fn utf_16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(unit).collect()
}

/// The answers, and the lines of rows that are rejected.
#[track_caller]
fn answers(bytes: impl AsRef<[u8]>, charset: &str) -> (Vec<Row>, Vec<u64>) {
    let read = reading(bytes, QUERY).unwrap();
    assert_eq!(read.plan.charset().name(), charset);
    let lines = rejected(&read).iter().map(|rejected| rejected.line).collect();
    (read.rows.into_iter().filter_map(Result::ok).collect(), lines)
}

#[test]
fn a_table_says_the_same_in_every_encoding() {
    let text = garden_centre();
    let (rows, lines) = answers(&text, "UTF-8");
    assert_eq!((rows.len(), lines.len()), (13_612, 342));
    let of = |bucket| rows.iter().filter(|row| row.score.unwrap().bucket() == bucket).count();
    let score = 100.0 * (of(Bucket::Promoter) as f64 - of(Bucket::Detractor) as f64) / 13_612.0;
    assert!((score - 53.416_104).abs() < 1e-5, "{score}");

    let latin_1 = WINDOWS_1252.encode(&text).0;
    let files = [
        ("UTF-8", format!("\u{feff}{text}").into_bytes()),
        ("UTF-16LE", utf_16(&format!("\u{feff}{text}"), u16::to_le_bytes)),
        ("UTF-16BE", utf_16(&format!("\u{feff}{text}"), u16::to_be_bytes)),
        ("UTF-16LE", utf_16(&text, u16::to_le_bytes)),
        ("UTF-16BE", utf_16(&text, u16::to_be_bytes)),
        ("windows-1252", latin_1.into_owned()),
    ];
    for (charset, bytes) in files {
        assert_eq!(answers(bytes, charset), (rows.clone(), lines.clone()), "{charset}");
    }
}

#[test]
fn a_table_says_the_same_in_shift_jis() {
    let text = transliterated(&garden_centre());
    let said = answers(&text, "UTF-8");
    let (bytes, _, has_unmappable) = SHIFT_JIS.encode(&text);
    assert!(!has_unmappable);
    assert_eq!(answers(bytes, "Shift_JIS"), said);
}

#[test]
fn a_table_says_the_same_with_every_line_end() {
    let text = garden_centre();
    let said = answers(&text, "UTF-8");
    for end in ["\r", "\r\n"] {
        assert_eq!(answers(text.replace('\n', end), "UTF-8"), said, "{end:?}");
    }
}

/// A few short tables, as each encoding writes them.
#[test]
fn short_tables_are_known_by_their_own_bytes() {
    let table = |comments: &[&str]| {
        let rows = comments.iter().map(|comment| format!("9,2026-11-10,{comment}\r\n"));
        format!("score,answered_at,comment\r\n{}", rows.collect::<String>())
    };
    let japanese = [
        &["とても良かったです"][..],
        &["スタッフの対応が丁寧でした", "レジが遅い"],
        &["普通", "品揃えが良い。また来ます"],
        &["ﾄﾃﾓ良ｶｯﾀ", "①番のレジ", "髙橋さんが親切"],
    ];
    for comments in japanese {
        let text = table(comments);
        let read = reading(SHIFT_JIS.encode(&text).0, "survey=nps").unwrap();
        assert_eq!(read.plan.charset().name(), "Shift_JIS", "{comments:?}");
        let read: Vec<_> = read.rows.into_iter().map(|row| row.unwrap().comment.unwrap()).collect();
        assert_eq!(read, comments);
    }
    let text = table(&["スタッフの対応が丁寧でした", "レジが遅い"]);
    let read = reading(EUC_JP.encode(&text).0, "survey=nps").unwrap();
    assert_eq!(read.plan.charset().name(), "EUC-JP");
    for comments in [&["größer"][..], &["très bien", "à bientôt"], &["¡Qué rápido!"], &["90 €"]]
    {
        let text = table(comments);
        let read = reading(WINDOWS_1252.encode(&text).0, "survey=nps").unwrap();
        let read: Vec<_> = read.rows.into_iter().map(|row| row.unwrap().comment.unwrap()).collect();
        assert_eq!(read, comments);
    }
}

#[test]
fn an_encoding_that_is_said_holds() {
    let table = SHIFT_JIS.encode("score,answered_at,comment\n9,2026-11-10,声\n").0;
    for label in ["Shift_JIS", "shift_jis", "windows-31j", "ms932", "\"Shift_JIS\""] {
        let read = reading(&table, &format!("survey=nps&charset={label}")).unwrap();
        assert_eq!(read.rows[0].as_ref().unwrap().comment.as_deref(), Some("声"), "{label}");
    }
    let japanese = "score,answered_at,comment\n9,2026-11-10,とても\u{3000}良かった\n";
    for (name, unit) in
        [("UTF-16LE", u16::to_le_bytes as fn(u16) -> [u8; 2]), ("UTF-16BE", u16::to_be_bytes)]
    {
        let read = reading(utf_16(japanese, unit), "survey=nps").unwrap();
        assert_eq!(read.plan.charset().name(), name, "without a mark");
    }
    let big = utf_16("\u{feff}score,answered_at\n9,2026-11-10\n", u16::to_be_bytes);
    let read = reading(big, "survey=nps&charset=utf-16").unwrap();
    assert_eq!(read.plan.charset().name(), "UTF-16BE");
}

#[track_caller]
fn check_refusal(bytes: &[u8], charset: &str, code: &str, told: &str) {
    let error = reading(bytes, &format!("survey=nps{charset}")).unwrap_err();
    assert_eq!(error.code(), code);
    assert_eq!(error.to_string(), told);
}

#[test]
fn an_encoding_that_is_said_and_does_not_hold_is_refused() {
    let table = "score,answered_at,comment\n9,2026-11-10,x\n".as_bytes();
    check_refusal(
        table,
        "&charset=klingon",
        "unknown_charset",
        "charset \"klingon\" is not one that is read here; UTF-8, UTF-16, Shift_JIS and \
         windows-1252 are",
    );
    let error = reading(table, "survey=nps&charset=iso-2022-kr").unwrap_err();
    assert_eq!(error.code(), "unknown_charset", "an encoding that browsers replace");
    let broken = [table, b"3,2026-11-11,gr\xf6\xdfer\n"].concat();
    check_refusal(
        &broken,
        "&charset=utf-8",
        "wrong_charset",
        "line 3 is not in UTF-8, which was given as the charset",
    );
    let marked = ["\u{feff}".as_bytes(), table].concat();
    check_refusal(
        &marked,
        "&charset=Shift_JIS",
        "wrong_charset",
        "charset Shift_JIS was given, but the file begins with the mark of UTF-8",
    );
}

#[test]
fn a_damaged_file_is_not_taken_for_another_encoding() {
    let table = "score,answered_at,comment\n9,2026-11-10,声が届く\n3,2026-11-11,遅い\n".as_bytes();
    for cut in [45, 67] {
        assert!(!table[cut].is_ascii());
        let damaged = [&table[..cut], &table[cut + 1..]].concat();
        let line = if cut == 45 { 2 } else { 3 };
        let told = format!(
            "line {line} is not in UTF-8, which the rest looks like; save the file again as UTF-8, \
             or say its encoding: Content-Type: text/csv; charset=…"
        );
        check_refusal(&damaged, "", "broken_csv", &told);
    }
}

#[test]
fn an_alphabet_that_is_not_said_is_asked_for() {
    let text = "score,answered_at,comment\n9,2026-11-10,Очень хороший магазин спасибо\n";
    let (bytes, encoding, _) = encoding_rs::WINDOWS_1251.encode(text);
    let error = reading(&bytes, "survey=nps").unwrap_err();
    assert_eq!(error, TableError::LooksLike { charset: "windows-1251" });
    let read = reading(&bytes, &format!("survey=nps&charset={}", encoding.name())).unwrap();
    let comment = read.rows[0].as_ref().unwrap().comment.as_deref();
    assert_eq!(comment, Some("Очень хороший магазин спасибо"));
}

#[test]
fn a_file_of_every_byte_is_asked_about_or_read_but_no_reason_to_panic() {
    let bytes: Vec<u8> = (1..=u8::MAX).collect();
    assert!(reading(&bytes, QUERY).is_err());
}

#[test]
fn bytes_may_be_cut_anywhere() {
    let file = crate::found::file("shift-jis.csv");
    let chunks = |size| file.chunks(size).map(Ok::<_, TableError>).collect::<Vec<_>>();
    for size in 1..file.len() {
        let charset = Charset::find(chunks(size), None).unwrap();
        assert_eq!(charset.name(), "Shift_JIS", "{size}");
    }
}

/// The same short comment all over says little to a detector.
#[test]
fn repeated_words_are_known() {
    let table = |comments: &[&str]| {
        let rows = comments.iter().map(|comment| format!("9;\"{comment}\"\r\n8;\r\n"));
        format!("score;comment\r\n{}", rows.collect::<String>().repeat(30))
    };
    let query = "survey=nps&answered_at=2026-11-10T12:00:00Z";
    let name = |bytes: &[u8]| reading(bytes, query).unwrap().plan.charset().name();
    for comments in [
        &["満足"][..],
        &["良"],
        &["予約"],
        &["普通", "満足"],
        &["不満", "配送遅延"],
        &["東京都港区", "特に無し"],
        &["同じ\nです"],
    ] {
        assert_eq!(name(&SHIFT_JIS.encode(&table(comments)).0), "Shift_JIS", "{comments:?}");
    }
    for comments in [
        &["it’s “fine”"][..],
        &["née", "créée"],
        &["überaus schön"],
        &["Ça va…"],
        &["¡Sí!", "¿Qué?"],
    ] {
        let bytes = WINDOWS_1252.encode(&table(comments)).0.into_owned();
        assert_eq!(name(&bytes), "windows-1252", "{comments:?}");
    }
}
