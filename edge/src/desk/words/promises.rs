//! The texts of フォロー in the settings: promises, hours of work, closed days.

use koe_shared::site::{DayHours, PromiseHours, SiteDocument, WeekHours};

use crate::desk::language::{Bilingual, Language, both};

pub(crate) const FOLLOW_UP: Bilingual = both("フォロー", "Follow-up");
pub(crate) const HOURS: Bilingual = both("営業時間", "Working hours");
pub(crate) const PLAYBOOK: Bilingual = both("対応の手順", "Playbook");
/// What stands between a beginning and an end.
pub(crate) const BETWEEN: Bilingual = both("〜", " to ");

/// The days of the week by the names of their fields.
pub(crate) const WEEK: [(&str, Bilingual); 7] = [
    ("mon", both("月曜日", "Monday")),
    ("tue", both("火曜日", "Tuesday")),
    ("wed", both("水曜日", "Wednesday")),
    ("thu", both("木曜日", "Thursday")),
    ("fri", both("金曜日", "Friday")),
    ("sat", both("土曜日", "Saturday")),
    ("sun", both("日曜日", "Sunday")),
];

/// What a site promises and when it is at work, in a few words.
pub(crate) fn set(language: Language, document: &SiteDocument) -> String {
    let PromiseHours { urgent, other } = document.promise_hours;
    let mut told = match language {
        Language::Japanese => vec![format!("至急 {urgent}時間"), format!("その他 {other}時間")],
        Language::English => {
            vec![format!("urgent {}", counted(urgent)), format!("all others {}", counted(other))]
        }
    };
    told.extend(document.hours.iter().flat_map(|hours| week(language, hours)));
    match (document.closed.len(), language) {
        (0, _) => {}
        (n, Language::Japanese) => told.push(format!("休業日 {n}日")),
        (1, Language::English) => told.push("1 closed day".to_owned()),
        (n, Language::English) => told.push(format!("{n} closed days")),
    }
    told.join(match language {
        Language::Japanese => "、",
        Language::English => ", ",
    })
}

fn counted(hours: u32) -> String {
    let noun = if hours == 1 { "hour" } else { "hours" };
    format!("{hours} {noun}")
}

/// The hours of a week; days in a row that have the same are told together.
fn week(language: Language, hours: &WeekHours) -> Vec<String> {
    let days = hours.days();
    let is_same =
        |(_, one): &(_, Option<&DayHours>), (_, next): &(_, Option<&DayHours>)| one == next;
    let mut first = 0;
    let mut told = Vec::new();
    for run in days.chunk_by(is_same) {
        let last = first + run.len() - 1;
        if let Some((_, Some(hours))) = run.first() {
            let [from, to] = [first, last].map(|day| short(language, day));
            let between = language.say(BETWEEN);
            let days = if run.len() == 1 { from } else { format!("{from}{between}{to}") };
            told.push(format!("{days} {}", hours.written().join(between)));
        }
        first = last + 1;
    }
    told
}

/// A day of the week, as short as it is read.
fn short(language: Language, day: usize) -> String {
    let characters = match language {
        Language::Japanese => 1,
        Language::English => 3,
    };
    language.say(WEEK[day].1).chars().take(characters).collect()
}

#[cfg(test)]
mod tests {
    use super::set;
    use crate::desk::language::Language;
    use koe_shared::site::SiteDocument;
    use serde_json::{Value, json};

    #[track_caller]
    fn check(fields: Value, japanese: &str, english: &str) {
        let mut document = json!({
            "name": "K", "origins": [],
            "surveys": [{ "id": "s", "metric": "nps", "goal": "g", "touchpoints": ["t"] }],
        });
        let Value::Object(fields) = fields else { panic!("fields are an object") };
        document.as_object_mut().unwrap().extend(fields);
        let document = SiteDocument::parse(document.to_string().as_bytes()).unwrap();
        assert_eq!(set(Language::Japanese, &document), japanese);
        assert_eq!(set(Language::English, &document), english);
    }

    #[test]
    fn what_is_set_is_told_in_a_few_words() {
        check(json!({}), "至急 8時間、その他 72時間", "urgent 8 hours, all others 72 hours");
        let day = json!(["10:00", "19:00"]);
        check(
            json!({ "hours": { "mon": day, "tue": day, "wed": day, "thu": day, "fri": day } }),
            "至急 8時間、その他 72時間、月〜金 10:00〜19:00",
            "urgent 8 hours, all others 72 hours, Mon to Fri 10:00 to 19:00",
        );
        let short = json!(["10:00", "13:00"]);
        check(
            json!({
                "promise_hours": { "urgent": 1 }, "closed": ["2026-12-31", "2027-01-01"],
                "hours": { "mon": day, "tue": day, "thu": day, "sat": short, "sun": short },
            }),
            "至急 1時間、その他 72時間、月〜火 10:00〜19:00、木 10:00〜19:00、土〜日 10:00〜13:00、休業日 2日",
            "urgent 1 hour, all others 72 hours, Mon to Tue 10:00 to 19:00, Thu 10:00 to 19:00, \
             Sat to Sun 10:00 to 13:00, 2 closed days",
        );
        check(
            json!({ "closed": ["2026-12-31"] }),
            "至急 8時間、その他 72時間、休業日 1日",
            "urgent 8 hours, all others 72 hours, 1 closed day",
        );
    }
}
