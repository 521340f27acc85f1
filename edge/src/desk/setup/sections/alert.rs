//! One notice: of which answers it tells, to whom, and when it holds back.

use koe_shared::id::RuleId;
use koe_shared::site::SiteDocument;

use super::destinations::destinations;
use super::{Section, Words, line, required};
use crate::desk::language::both;
use crate::desk::setup::input::Kind;
use crate::desk::words::promises::FOLLOW_UP;
use crate::desk::words::touchpoints;
use crate::notes::touchpoints as touchpoints_of;

pub(super) fn sections(document: &SiteDocument, id: &RuleId, words: Words) -> Vec<Section> {
    let path = |field: &str| format!("alerts.{id}.{field}");
    vec![
        Words::first(vec![words.input(&path("name"), both("名前", "Name"), required())]),
        words.open(
            both("どんな回答を知らせるか (すべてに合うもの)", "Which answers (all that is set has to hold)"),
            conditions(document, &path, words),
        ),
        words.open(both("送り先", "Where to"), destinations(&path("to"), words)),
        words.open(
            FOLLOW_UP,
            vec![words.hinted(
                &path("open_case"),
                both("フォローを始める", "Open a case"),
                both(
                    "合う回答を、対応が済むまでフォローの一覧に載せます。送り先がなくてもかまいません。",
                    "Each of these answers stays on the list of follow-ups until it is dealt with. Such a notice \
                     needs no address.",
                ),
                Kind::TickIfSet,
            )],
        ),
        words.folded(
            both("控えるとき", "When it holds back"),
            vec![
                words.hinted(
                    &path("cap_per_hour"),
                    both("1時間の上限 (件)", "At most in an hour"),
                    both("超えた分は、まとめて 1通にします。", "What is beyond comes together, in one message."),
                    Kind::Number,
                ),
                words.hinted(
                    &path("quiet.from"),
                    both("静かな時間の始まり", "Quiet from"),
                    both(
                        "22:00 のように書きます。サイトのタイムゾーンの時刻です。",
                        "Such as 22:00, in the site's time zone.",
                    ),
                    line(""),
                ),
                words.hinted(
                    &path("quiet.to"),
                    both("静かな時間の終わり", "Quiet until"),
                    both(
                        "この間の通知は、終わりから 15分ほどで 1通にまとめて届きます。",
                        "What came meanwhile is told in one message, some 15 minutes after this time.",
                    ),
                    line(""),
                ),
            ],
        ),
    ]
}

fn conditions(
    document: &SiteDocument,
    path: &impl Fn(&str) -> String,
    words: Words,
) -> Vec<crate::desk::setup::input::Input> {
    let surveys = document.surveys.iter();
    let surveys = surveys.map(|survey| (survey.id.to_string(), survey.goal.clone())).collect();
    let places = touchpoints_of(document).into_iter().map(|id| {
        let name = touchpoints::name(words.language, id.as_str());
        (id.to_string(), name)
    });
    let departments = document.departments.iter();
    let departments: Vec<(String, String)> =
        departments.map(|own| (own.id.to_string(), own.name.clone())).collect();
    let has_departments = !departments.is_empty();
    let mut inputs = vec![
        words.input(
            &path("when.bucket"),
            both("点数の区分", "Part of the scale"),
            Kind::Choice(words.choices(&[
                ("", both("どれでも", "Any")),
                ("detractor", both("低い (批判者)", "Low (detractors)")),
                ("passive", both("中くらい (中立者)", "In the middle (passives)")),
                ("promoter", both("高い (推奨者)", "High (promoters)")),
            ])),
        ),
        words.hinted(
            &path("when.score_at_most"),
            both("点数がこれ以下", "Score at most"),
            both("0〜10。空なら問いません。", "0 to 10. Empty: any."),
            Kind::Number,
        ),
        words.hinted(
            &path("when.words"),
            both("コメントの言葉", "Words in the comment"),
            both(
                "1行に 1つ、2文字以上。どれか 1つがあれば知らせます。",
                "One a line, of two characters or more. One of them is enough.",
            ),
            Kind::Lines,
        ),
        words.hinted(
            &path("when.contact_wanted"),
            both("返信を望んでいる", "The visitor wants a reply"),
            both("", ""),
            Kind::TickIfSet,
        ),
        words.input(&path("when.surveys"), both("質問", "Surveys"), Kind::Boxes(surveys)),
        words.input(
            &path("when.touchpoints"),
            both("場面", "Touchpoints"),
            Kind::Boxes(places.collect()),
        ),
    ];
    if has_departments {
        inputs.push(words.input(
            &path("when.departments"),
            both("部門", "Departments"),
            Kind::Boxes(departments),
        ));
    }
    inputs
}
