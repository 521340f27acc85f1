//! A moment as people write it, in the site's time zone: `22 Nov, 14:32`, `11月22日 14:32`. A prompt
//! asks the browser; a page without a script writes what everybody can read where it knows no
//! better.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use koe_shared::locale::Locale;

use super::numeral::in_numerals;

/// `at` in that time zone and language; with its year unless that is the year of `now`.
pub(crate) fn moment(at: Timestamp, now: Timestamp, timezone: &str, locale: &Locale) -> String {
    let zone = TimeZone::get(timezone).unwrap_or(TimeZone::UTC);
    let (at, now) = (at.to_zoned(zone.clone()), now.to_zoned(zone));
    let format = match (locale.language(), at.year() == now.year()) {
        ("ja" | "zh", true) => "%-m月%-d日 %H:%M",
        ("ja" | "zh", false) => "%Y年%-m月%-d日 %H:%M",
        ("en", true) => "%-d %b, %H:%M",
        ("en", false) => "%-d %b %Y, %H:%M",
        _ => "%Y-%m-%d %H:%M",
    };
    in_numerals(&at.strftime(format).to_string(), locale)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(locale: &str, now: &str, said: &str) {
        let at = "2026-11-22T05:32:10Z".parse().unwrap();
        let now = now.parse().unwrap();
        assert_eq!(moment(at, now, "Asia/Tokyo", &locale.parse().unwrap()), said);
    }

    #[test]
    fn a_moment_is_written_as_its_language_writes_it() {
        check("ja", "2026-11-23T00:00:00Z", "11月22日 14:32");
        check("en-GB", "2026-11-23T00:00:00Z", "22 Nov, 14:32");
        check("de", "2026-11-23T00:00:00Z", "2026-11-22 14:32");
        check("fa", "2026-11-23T00:00:00Z", "۲۰۲۶-۱۱-۲۲ ۱۴:۳۲");
    }

    #[test]
    fn another_year_is_told() {
        check("ja", "2027-01-02T00:00:00Z", "2026年11月22日 14:32");
        check("en", "2027-01-02T00:00:00Z", "22 Nov 2026, 14:32");
    }
}
