//! A moment as people write it, in the site's time zone: `22 Nov, 14:32`, `11月22日 14:32`,
//! `۱ آذر، ۱۴:۳۲`. A prompt asks the browser; a page without a script has to know by itself, so that an
//! answer has one date in both.

mod calendar;
mod forms;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use koe_shared::locale::Locale;

use self::calendar::CalendarDate;
use self::forms::Form;
use super::numeral::in_numerals;

/// `at` in that time zone and language; with its year unless that is the year of `now`.
pub(crate) fn moment(at: Timestamp, now: Timestamp, timezone: &str, locale: &Locale) -> String {
    let zone = TimeZone::get(timezone).unwrap_or(TimeZone::UTC);
    let (at, now) = (at.to_zoned(zone.clone()), now.to_zoned(zone));
    let pattern = pattern((at.date(), now.date()), locale)
        .replace("{H}", &format!("{:02}", at.hour()))
        .replace("{M}", &format!("{:02}", at.minute()));
    in_numerals(&dated(&pattern, at.date(), locale), locale)
}

/// A day, with its year unless that is the year of today. Of the languages that write a day and then the time,
/// with a space or a comma in between.
pub(crate) fn day(date: Date, today: Date, locale: &Locale) -> String {
    let pattern = pattern((date, today), locale).replace("{H}:{M}", "");
    let pattern = pattern.trim_end_matches([' ', ',', '、', '،']);
    in_numerals(&dated(pattern, date, locale), locale)
}

fn pattern((date, today): (Date, Date), locale: &Locale) -> &'static str {
    let (day, today) = (CalendarDate::of(date, locale), CalendarDate::of(today, locale));
    let form = Form::of(locale);
    if day.year == today.year { form.this_year } else { form.any_year }
}

fn dated(pattern: &str, date: Date, locale: &Locale) -> String {
    let day = CalendarDate::of(date, locale);
    pattern
        .replace("{y}", &day.year.to_string())
        .replace("{b}", Form::of(locale).name(day.month))
        .replace("{m}", &day.month.to_string())
        .replace("{mm}", &format!("{:02}", day.month))
        .replace("{d}", &day.day.to_string())
        .replace("{dd}", &format!("{:02}", day.day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(locale: &str, now: &str, said: &str) {
        let at = "2026-11-22T05:32:10Z".parse().unwrap();
        let now = now.parse().unwrap();
        assert_eq!(moment(at, now, "Asia/Tokyo", &locale.parse().unwrap()), said, "{locale}");
    }

    #[test]
    fn a_moment_is_written_as_its_language_writes_it() {
        for (locale, said) in [
            ("ja", "11月22日 14:32"),
            ("ko", "11월 22일 14:32"),
            ("en", "22 Nov, 14:32"),
            ("en-GB", "22 Nov, 14:32"),
            ("en-US", "Nov 22, 14:32"),
            ("de-AT", "22. Nov., 14:32"),
            ("fi", "22.11. klo 14.32"),
            ("pt", "22 de nov., 14:32"),
            ("pt-PT", "22/11, 14:32"),
            ("ar", "22 نوفمبر، 14:32"),
            ("ar-EG", "٢٢ نوفمبر، ١٤:٣٢"),
            ("vi", "14:32 22 thg 11"),
            ("zh-TW", "11月22日 14:32"),
            ("fa", "۱ آذر، ۱۴:۳۲"),
        ] {
            check(locale, "2026-11-23T00:00:00Z", said);
        }
    }

    #[test]
    fn a_day_stands_without_its_time() {
        let said = |date: &str, locale: &str| {
            day(date.parse().unwrap(), "2026-11-22".parse().unwrap(), &locale.parse().unwrap())
        };
        assert_eq!(said("2026-10-23", "ja"), "10月23日");
        assert_eq!(said("2025-10-23", "ja"), "2025年10月23日");
        assert_eq!(said("2026-09-03", "en"), "3 Sept");
        assert_eq!(said("2025-10-23", "en"), "23 Oct 2025");
    }

    #[test]
    fn another_year_is_told_in_the_calendar_of_the_language() {
        check("ja", "2027-01-02T00:00:00Z", "2026年11月22日 14:32");
        check("en", "2027-01-02T00:00:00Z", "22 Nov 2026, 14:32");
        check("th", "2027-01-02T00:00:00Z", "22 พ.ย. 2569 14:32");
        check("fa", "2027-01-02T00:00:00Z", "۱ آذر، ۱۴:۳۲");
        check("fa", "2027-03-22T00:00:00Z", "۱ آذر ۱۴۰۵، ۱۴:۳۲");
    }

    #[test]
    fn a_language_that_is_not_known_gets_what_everybody_can_read() {
        check("sw", "2026-11-23T00:00:00Z", "2026-11-22 14:32");
        check("mr", "2027-01-02T00:00:00Z", "२०२६-११-२२ १४:३२");
    }
}
