//! フォロー: how soon somebody is contacted, and when the site is at work.

use super::{Section, Words};
use crate::desk::language::{Bilingual, both};
use crate::desk::setup::hours::HoursWords;
use crate::desk::setup::input::{Input, Kind};
use crate::desk::words::promises as texts;

pub(super) fn sections(words: Words) -> Vec<Section> {
    vec![
        words.open(
            both("最初の連絡までの約束", "How soon somebody is contacted"),
            vec![
                promise(words, "urgent", both("至急 (時間)", "Urgent (hours)")),
                promise(words, "other", both("その他 (時間)", "All others (hours)")).hint(words.say(
                    both(
                        "フォローを始めてから最初に連絡するまでの時間です。過ぎたものは、一覧のいちばん上に出ます。",
                        "From the opening of a case to the first contact. A case that is late stands on top of the list.",
                    ),
                )),
            ],
        ),
        words.open(texts::HOURS, hours(words)),
        words.open(
            both("休業日", "Closed days"),
            vec![words.hinted(
                "closed",
                both("休む日", "Days"),
                both(
                    "1行に 1日、2026-12-31 のように書きます。400日まで。",
                    "One a line, such as 2026-12-31. Up to 400.",
                ),
                Kind::Lines,
            )],
        ),
    ]
}

fn promise(words: Words, name: &str, label: Bilingual) -> Input {
    words.input(&format!("promise_hours.{name}"), label, Kind::Number)
}

fn hours(words: Words) -> Vec<Input> {
    let mut days = texts::WEEK.map(|(day, name)| {
        let between = HoursWords {
            from: words.say(both("始まり", "from")),
            until: words.say(both("終わり", "until")),
            between: words.say(texts::BETWEEN),
        };
        words.input(&format!("hours.{day}"), name, Kind::Hours(between))
    });
    let [.., sunday] = &mut days;
    words.say(HOURS_HINT).clone_into(&mut sunday.hint);
    days.into()
}

const HOURS_HINT: Bilingual = both(
    "10:00 と 19:00 のように、サイトのタイムゾーンの時刻で書きます。約束の時間として、この間だけを数えます。両方とも空の曜日は休みです。すべて空なら、いつも数えます。",
    "Such as 10:00 and 19:00, in the site's time zone. Only these hours count. A day with two empty fields is closed. With all of them empty every hour counts.",
);
