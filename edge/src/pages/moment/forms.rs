//! How each language writes a day and a time, as Unicode CLDR 48 has it for a short month, a day, hour and
//! minute: what a browser makes of the same moment.

use koe_shared::locale::Locale;

/// The form of one language. In a pattern stand `{y}`, `{b}` for the month's name, `{m}` and `{mm}`
/// for its number, `{d}` and `{dd}`, `{H}` and `{M}`.
pub(super) struct Form {
    tag: &'static str,
    pub(super) this_year: &'static str,
    pub(super) any_year: &'static str,
    /// The short names of its twelve months; empty where a number stands for each.
    months: &'static str,
}

const fn form(
    tag: &'static str,
    this_year: &'static str,
    any_year: &'static str,
    months: &'static str,
) -> Form {
    Form { tag, this_year, any_year, months }
}

/// What everybody can read: ISO 8601.
const OF_NOBODY: Form = form("", "{y}-{mm}-{dd} {H}:{M}", "{y}-{mm}-{dd} {H}:{M}", "");

impl Form {
    /// The form of the closest tag that has one.
    pub(super) fn of(locale: &Locale) -> &'static Self {
        let named = |tag| FORMS.iter().find(|form| form.tag == tag);
        locale.lookup().find_map(named).unwrap_or(&OF_NOBODY)
    }

    /// The name of a month.
    pub(super) fn name(&self, month: i32) -> &'static str {
        let place = usize::try_from(month - 1).unwrap_or_default();
        self.months.split(' ').nth(place).unwrap_or_default()
    }
}

#[rustfmt::skip]
const FORMS: [Form; 34] = [
    form("ar", "{d} {b}، {H}:{M}", "{d} {b} {y}، {H}:{M}", "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر"),
    form("bg", "{d}.{mm}, {H}:{M}", "{d}.{mm}.{y}\u{202f}г., {H}:{M}", ""),
    form("cs", "{d}. {m}. {H}:{M}", "{d}. {m}. {y} {H}:{M}", ""),
    form("da", "{d}. {b}, {H}.{M}", "{d}. {b} {y}, {H}.{M}", "jan. feb. mar. apr. maj jun. jul. aug. sep. okt. nov. dec."),
    form("de", "{d}. {b}, {H}:{M}", "{d}. {b} {y}, {H}:{M}", "Jan. Feb. März Apr. Mai Juni Juli Aug. Sept. Okt. Nov. Dez."),
    form("el", "{d} {b}, {H}:{M}", "{d} {b} {y}, {H}:{M}", "Ιαν Φεβ Μαρ Απρ Μαΐ Ιουν Ιουλ Αυγ Σεπ Οκτ Νοε Δεκ"),
    form("en", "{d} {b}, {H}:{M}", "{d} {b} {y}, {H}:{M}", "Jan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec"),
    form("en-US", "{b} {d}, {H}:{M}", "{b} {d}, {y}, {H}:{M}", "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"),
    form("es", "{d} {b}, {H}:{M}", "{d} {b} {y}, {H}:{M}", "ene feb mar abr may jun jul ago sept oct nov dic"),
    form("fa", "{d} {b}، {H}:{M}", "{d} {b} {y}، {H}:{M}", "فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند"),
    form("fi", "{d}.{m}. klo {H}.{M}", "{d}.{m}.{y} klo {H}.{M}", ""),
    form("fr", "{d} {b}, {H}:{M}", "{d} {b} {y}, {H}:{M}", "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc."),
    form("he", "{d} ב{b}, {H}:{M}", "{d} ב{b} {y}, {H}:{M}", "ינו׳ פבר׳ מרץ אפר׳ מאי יוני יולי אוג׳ ספט׳ אוק׳ נוב׳ דצמ׳"),
    form("hi", "{d} {b}, {H}:{M}", "{d} {b} {y}, {H}:{M}", "जन॰ फ़र॰ मार्च अप्रैल मई जून जुल॰ अग॰ सित॰ अक्टू॰ नव॰ दिस॰"),
    form("hu", "{b} {d}. {H}:{M}", "{y}. {b} {d}. {H}:{M}", "jan. febr. márc. ápr. máj. jún. júl. aug. szept. okt. nov. dec."),
    form("id", "{d} {b}, {H}.{M}", "{d} {b} {y}, {H}.{M}", "Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des"),
    form("it", "{d} {b}, {H}:{M}", "{d} {b} {y}, {H}:{M}", "gen feb mar apr mag giu lug ago set ott nov dic"),
    form("ja", "{m}月{d}日 {H}:{M}", "{y}年{m}月{d}日 {H}:{M}", ""),
    form("ko", "{m}월 {d}일 {H}:{M}", "{y}년 {m}월 {d}일 {H}:{M}", ""),
    form("nb", "{d}. {b}, {H}:{M}", "{d}. {b} {y}, {H}:{M}", "jan. feb. mars apr. mai juni juli aug. sep. okt. nov. des."),
    form("nl", "{d} {b}, {H}:{M}", "{d} {b} {y}, {H}:{M}", "jan feb mrt apr mei jun jul aug sep okt nov dec"),
    form("pl", "{d} {b}, {H}:{M}", "{d} {b} {y}, {H}:{M}", "sty lut mar kwi maj cze lip sie wrz paź lis gru"),
    form("pt", "{d} de {b}, {H}:{M}", "{d} de {b} de {y}, {H}:{M}", "jan. fev. mar. abr. mai. jun. jul. ago. set. out. nov. dez."),
    form("pt-PT", "{d}/{mm}, {H}:{M}", "{d}/{mm}/{y}, {H}:{M}", ""),
    form("ro", "{d} {b}, {H}:{M}", "{d} {b} {y}, {H}:{M}", "ian. feb. mar. apr. mai iun. iul. aug. sept. oct. nov. dec."),
    form("ru", "{d} {b}, {H}:{M}", "{d} {b} {y}\u{202f}г., {H}:{M}", "янв. февр. мар. апр. мая июн. июл. авг. сент. окт. нояб. дек."),
    form("sk", "{d}. {m}., {H}:{M}", "{d}. {m}. {y}, {H}:{M}", ""),
    form("sv", "{d} {b} {H}:{M}", "{d} {b} {y} {H}:{M}", "jan. feb. mars apr. maj juni juli aug. sep. okt. nov. dec."),
    form("th", "{d} {b} {H}:{M}", "{d} {b} {y} {H}:{M}", "ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย. ต.ค. พ.ย. ธ.ค."),
    form("tr", "{d} {b} {H}:{M}", "{d} {b} {y} {H}:{M}", "Oca Şub Mar Nis May Haz Tem Ağu Eyl Eki Kas Ara"),
    form("uk", "{d} {b}, {H}:{M}", "{d} {b} {y}\u{202f}р., {H}:{M}", "січ. лют. бер. квіт. трав. черв. лип. серп. вер. жовт. лист. груд."),
    form("vi", "{H}:{M} {d} thg {m}", "{H}:{M} {d} thg {m}, {y}", ""),
    form("zh", "{m}月{d}日 {H}:{M}", "{y}年{m}月{d}日 {H}:{M}", ""),
    form("zh-Hant", "{m}月{d}日 {H}:{M}", "{y}年{m}月{d}日 {H}:{M}", ""),
];

#[cfg(test)]
mod tests {
    use koe_shared::text::LANGUAGES;

    use super::*;

    #[test]
    fn every_language_of_the_project_has_a_form_with_day_and_time() {
        for tag in LANGUAGES {
            let form = Form::of(&tag.parse().unwrap());
            assert_eq!(form.tag, *tag);
            for pattern in [form.this_year, form.any_year] {
                assert!(["{d}", "{H}", "{M}"].iter().all(|part| pattern.contains(part)), "{tag}");
                let named = pattern.contains("{b}");
                assert_ne!(named, pattern.contains("{m}") || pattern.contains("{mm}"), "{tag}");
                assert_eq!(form.months.split(' ').count(), if named { 12 } else { 1 }, "{tag}");
            }
            assert!(form.any_year.contains("{y}") && !form.this_year.contains("{y}"), "{tag}");
        }
    }
}
