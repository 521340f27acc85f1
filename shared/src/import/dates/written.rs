//! The forms of a time: what a cell says before its zone and its order of day and month are known.
//!
//! Known are RFC 3339; a date (`2026-11-03`, `2026/11/3`, `2026年11月3日`, `3.11.2026`), a time of day
//! with or without seconds after it (`9:05`, `9:05:00 PM`, `午前 9:05`), and a zone after that (`Z`,
//! `UTC`, `GMT+9`, `-0500`); and a bare number.

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::Offset;

use crate::import::score::half_width;

/// What a cell says.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Written {
    /// A point in time.
    Instant(Timestamp),
    /// A day, or a time of day.
    Civil { day: Day, time: Option<Time>, offset: Option<Offset> },
    /// A bare number with a point.
    Number(String),
}

/// A day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Day {
    /// With its year first.
    Said(Date),
    /// With its year last: day and month, in whichever order.
    Unordered { first: i8, second: i8, year: i16 },
}

/// The two halves of a day, and the words for them.
const HALVES: [(&str, Half); 12] = [
    ("AM", Half::Morning),
    ("PM", Half::Afternoon),
    ("A.M.", Half::Morning),
    ("P.M.", Half::Afternoon),
    ("午前", Half::Morning),
    ("午後", Half::Afternoon),
    ("오전", Half::Morning),
    ("오후", Half::Afternoon),
    ("上午", Half::Morning),
    ("下午", Half::Afternoon),
    ("A. M.", Half::Morning),
    ("P. M.", Half::Afternoon),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Half {
    Morning,
    Afternoon,
}

/// Reads a cell; `None` where its form is not known.
pub(super) fn read(text: &str) -> Option<Written> {
    // The commonest form first.
    if text.is_ascii()
        && text.contains('T')
        && let Ok(instant) = text.parse()
    {
        return Some(Written::Instant(instant));
    }
    let text: String = text
        .chars()
        .map(|c| match c {
            '年' | '月' => '/',
            '日' | '\u{202f}' | ',' if !text.bytes().all(is_number_byte) => ' ',
            c => half_width(c).to_ascii_uppercase(),
        })
        .collect();
    if text.bytes().all(is_number_byte)
        && text.bytes().filter(|byte| !byte.is_ascii_digit()).count() <= 1
    {
        let number = text.replace(',', ".");
        let is_number = number.starts_with(|c: char| c.is_ascii_digit());
        return is_number.then_some(Written::Number(number));
    }
    let mut rest = Rest(&text);
    let day = rest.day()?;
    if rest.is_done() {
        return Some(Written::Civil { day, time: None, offset: None });
    }
    if !rest.take("T") && !rest.0.starts_with([' ', '午', '오', '上', '下']) {
        return None;
    }
    let time = rest.time()?;
    let offset = rest.offset()?;
    rest.is_done().then_some(Written::Civil { day, time: Some(time), offset })
}

const fn is_number_byte(byte: u8) -> bool {
    byte.is_ascii_digit() || matches!(byte, b'.' | b',')
}

/// What is left to read.
struct Rest<'a>(&'a str);

impl Rest<'_> {
    fn is_done(&self) -> bool {
        self.0.trim().is_empty()
    }

    fn spaces(&mut self) {
        self.0 = self.0.trim_start();
    }

    fn take(&mut self, what: &str) -> bool {
        let rest = self.0.strip_prefix(what);
        self.0 = rest.unwrap_or(self.0);
        rest.is_some()
    }

    /// A number of so many digits, and how many it has.
    fn number(&mut self, most: usize) -> Option<(i16, usize)> {
        let digits = self.0.bytes().take_while(u8::is_ascii_digit).count();
        if digits > most {
            return None;
        }
        let number = self.0[..digits].parse().ok()?;
        self.0 = &self.0[digits..];
        Some((number, digits))
    }

    fn two(&mut self) -> Option<i8> {
        i8::try_from(self.number(2)?.0).ok()
    }

    fn day(&mut self) -> Option<Day> {
        self.spaces();
        let (first, digits) = self.number(4)?;
        let separator = self.0.chars().next().filter(|c| ['-', '/', '.'].contains(c))?;
        let separator = separator.to_string();
        self.take(&separator);
        let second = self.two()?;
        if !self.take(&separator) {
            return None;
        }
        if digits == 4 {
            let day = self.two()?;
            return Date::new(first, second, day).ok().map(Day::Said);
        }
        let (year, digits) = self.number(4)?;
        let first = i8::try_from(first).ok()?;
        (digits == 4).then_some(Day::Unordered { first, second, year })
    }

    fn half(&mut self) -> Option<Half> {
        self.spaces();
        HALVES.into_iter().find(|(word, _)| self.take(word)).map(|(_, half)| half)
    }

    fn time(&mut self) -> Option<Time> {
        let before = self.half();
        self.spaces();
        let hour = self.two()?;
        if !self.take(":") {
            return None;
        }
        let (minute, digits) = self.number(2)?;
        let minute = i8::try_from(minute).ok().filter(|_| digits == 2)?;
        let second = if self.take(":") { self.two()? } else { 0 };
        let nanoseconds = if self.take(".") { self.fraction()? } else { 0 };
        let hour = match (before.or_else(|| self.half()), hour) {
            (None, hour) => hour,
            (Some(_), 13..) => return None,
            (Some(Half::Morning), hour) => hour % 12,
            (Some(Half::Afternoon), hour) => hour % 12 + 12,
        };
        Time::new(hour, minute, second, nanoseconds).ok()
    }

    /// A fraction of a second in nanoseconds.
    fn fraction(&mut self) -> Option<i32> {
        let digits = self.0.bytes().take_while(u8::is_ascii_digit).count();
        let (fraction, rest) = self.0.split_at(digits);
        self.0 = rest;
        let nine: String = fraction.chars().chain("000000000".chars()).take(9).collect();
        if digits == 0 { None } else { nine.parse().ok() }
    }

    /// The zone, if one is named. The outer `None` is a zone that can't be read.
    #[allow(clippy::option_option, reason = "no zone and an illegible one differ")]
    fn offset(&mut self) -> Option<Option<Offset>> {
        self.spaces();
        if self.is_done() {
            return Some(None);
        }
        let is_named = self.take("UTC") || self.take("GMT") || self.take("Z");
        if is_named && self.is_done() {
            return Some(Some(Offset::UTC));
        }
        let sign = match (self.take("+"), self.take("-")) {
            (true, _) => 1,
            (_, true) => -1,
            _ => return None,
        };
        let (number, digits) = self.number(4)?;
        let (hours, minutes) = match digits {
            1 | 2 if self.take(":") => (number, self.number(2)?.0),
            1 | 2 => (number, 0),
            _ => (number / 100, number % 100),
        };
        if minutes > 59 {
            return None;
        }
        let seconds = sign * (i32::from(hours) * 3_600 + i32::from(minutes) * 60);
        Offset::from_seconds(seconds).ok().map(Some)
    }
}
