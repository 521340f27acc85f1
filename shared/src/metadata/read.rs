//! Reads the compact string. It runs for each of 1,000 answers a page, so it copies nothing.

use std::borrow::Cow;

use super::{
    EncodedSegments, Flags, Metadata, MetadataError, Recorded, channel_letter, scale_letter,
};
use crate::answer::Channel;
use crate::metric::Scale;
use crate::score::Score;

/// Where the parts with lengths begin.
const FIXED: usize = 12;

pub(super) fn metadata(text: &str) -> Result<Metadata<'_>, MetadataError> {
    if !text.starts_with('1') {
        return Err(MetadataError::UnknownVersion);
    }
    let fixed = text.as_bytes().first_chunk::<FIXED>().ok_or(MetadataError::TooShort)?;
    let mut rest = text.get(FIXED..).ok_or(malformed("head"))?;
    let survey = part(&mut rest)?.ok_or(malformed("survey"))?;
    let touchpoint = part(&mut rest)?;
    let locale = part(&mut rest)?;
    Ok(Metadata {
        recorded: recorded([fixed[1], fixed[2], fixed[3], fixed[4]])?,
        channel: channel(fixed[5])?,
        flags: Flags(hex(fixed[6])? << 4 | hex(fixed[7])?),
        survey_version: survey_version([fixed[8], fixed[9], fixed[10], fixed[11]])?,
        survey: Cow::Borrowed(survey),
        touchpoint: touchpoint.map(Cow::Borrowed),
        locale: locale.map(Cow::Borrowed),
        segments: EncodedSegments(Cow::Borrowed(rest)),
    })
}

const fn malformed(place: &'static str) -> MetadataError {
    MetadataError::Malformed { place }
}

fn digit(byte: u8, place: &'static str) -> Result<u8, MetadataError> {
    if byte.is_ascii_digit() { Ok(byte - b'0') } else { Err(malformed(place)) }
}

fn hex(byte: u8) -> Result<u8, MetadataError> {
    match byte {
        b'0'..=b'9' => Ok(byte - b'0'),
        b'a'..=b'f' => Ok(byte - b'a' + 10),
        _ => Err(malformed("flag")),
    }
}

pub(super) fn recorded(places: [u8; 4]) -> Result<Recorded, MetadataError> {
    match places {
        [b'd', b'-', b'-', b'-'] => Ok(Recorded::Dismissed),
        [b'i', b'-', b'-', b'-'] => Ok(Recorded::Ignored),
        [b'u', b'-', b'-', b'-'] => Ok(Recorded::Undone),
        [b'a', letter, tens, ones] => {
            let scale = Scale::ALL
                .into_iter()
                .find(|scale| scale_letter(*scale) == char::from(letter))
                .ok_or(malformed("scale"))?;
            let value = digit(tens, "score")? * 10 + digit(ones, "score")?;
            Score::new(scale, i64::from(value))
                .map(Recorded::Answered)
                .map_err(|_| malformed("score"))
        }
        _ => Err(malformed("outcome")),
    }
}

fn channel(letter: u8) -> Result<Channel, MetadataError> {
    Channel::ALL
        .into_iter()
        .find(|channel| channel_letter(*channel) == char::from(letter))
        .ok_or(malformed("channel"))
}

fn survey_version(digits: [u8; 4]) -> Result<u32, MetadataError> {
    digits
        .into_iter()
        .try_fold(0, |version, byte| Ok(version * 10 + u32::from(digit(byte, "survey version")?)))
}

/// Takes one part off the front of `rest`: two digits of length, then the text.
fn part<'a>(rest: &mut &'a str) -> Result<Option<&'a str>, MetadataError> {
    let [tens, ones] = *rest.as_bytes().first_chunk().ok_or(MetadataError::TooShort)?;
    let length = usize::from(digit(tens, "length")? * 10 + digit(ones, "length")?);
    let text = rest.get(2..2 + length).ok_or(MetadataError::TooShort)?;
    *rest = &rest[2 + length..];
    Ok((!text.is_empty()).then_some(text))
}
