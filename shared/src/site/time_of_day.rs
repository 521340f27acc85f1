//! A time of a day as owners write it.

const DAY: u16 = 24 * 60;

/// The minute of the day: `09:30` is 570.
pub(super) fn minute_of_day(text: &str) -> Option<u16> {
    let (hour, minute) = text.split_once(':')?;
    let number = |digits: &str, below: u16| {
        let is_written_out = digits.len() == 2 && digits.bytes().all(|byte| byte.is_ascii_digit());
        let number = digits.parse::<u16>().ok().filter(|number| *number < below);
        number.filter(|_| is_written_out)
    };
    Some(number(hour, 24)? * 60 + number(minute, 60)?)
}

/// The same for an end, which may be the end of the day: `24:00` is 1,440.
pub(super) fn end_minute(text: &str) -> Option<u16> {
    if text == "24:00" { Some(DAY) } else { minute_of_day(text) }
}
