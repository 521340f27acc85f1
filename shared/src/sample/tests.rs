//! The sample's counts are pinned: whoever changes a weight sees what it does to the report.

use std::collections::{BTreeMap, BTreeSet};

use super::{BAD_MONTH, DAYS, Plan, REWORDED, SEASON, SamplePrompt, SampleSurvey};
use crate::metadata::Recorded;
use crate::metric::Scale;
use crate::result;
use crate::tally::Tally;

fn survey(id: &str, scale: Scale, touchpoints: &[&str]) -> SampleSurvey {
    let touchpoints = touchpoints.iter().map(|id| id.parse().unwrap()).collect();
    SampleSurvey { id: id.parse().unwrap(), scale, version_before: 1, version: 2, touchpoints }
}

fn plan(seed: u64) -> Plan {
    Plan {
        surveys: vec![
            survey(
                "shop-nps",
                Scale::Nps,
                &["post-purchase", "reading", "checkout", "after-support"],
            ),
            survey("support-ces", Scale::Ces5, &["after-support"]),
            survey("checkout-csat", Scale::Csat, &["checkout"]),
        ],
        locales: vec!["ja".parse().unwrap(), "en".parse().unwrap()],
        end: "2026-11-22T05:32:00Z".parse().unwrap(),
        days: DAYS,
        visitors: 1_000,
        seed,
    }
}

fn ago(plan: &Plan, prompt: &SamplePrompt<'_>) -> i64 {
    let day = |ms: i64| ms.div_euclid(super::DAY_MS);
    day(plan.end.as_millisecond()) - day(prompt.at.as_millisecond())
}

/// Answered, dismissed, ignored and commented prompts of each survey.
fn counts(plan: &Plan) -> BTreeMap<String, [usize; 4]> {
    let mut counts = BTreeMap::new();
    for prompt in plan.prompts() {
        let counts: &mut [usize; 4] = counts.entry(prompt.survey.to_string()).or_default();
        counts[match prompt.recorded {
            Recorded::Answered(_) => 0,
            Recorded::Dismissed => 1,
            Recorded::Ignored | Recorded::Undone => 2,
        }] += 1;
        counts[3] += usize::from(prompt.comment.is_some());
    }
    counts
}

#[test]
fn the_same_seed_gives_the_same_answers() {
    let found = counts(&plan(1));
    assert_eq!(found, counts(&plan(1)));
    assert_ne!(found, counts(&plan(2)));
    let expected = [
        ("checkout-csat", [130, 328, 308, 29]),
        ("shop-nps", [2_653, 5_286, 4_536, 735]),
        ("support-ces", [1_231, 902, 1_140, 345]),
    ];
    assert_eq!(found, expected.map(|(id, counts)| (id.to_owned(), counts)).into());
}

#[test]
fn a_year_of_a_quiet_site_is_as_long_and_as_quiet() {
    let year = Plan { days: 365, visitors: 170, ..plan(1) };
    // 365/180 of the days, 17 of 100 visitors: a third of each survey's answers, of the rarest, too.
    let expected = [
        ("checkout-csat", [48, 105, 104, 11]),
        ("shop-nps", [917, 1_685, 1_490, 267]),
        ("support-ces", [368, 331, 397, 99]),
    ];
    assert_eq!(counts(&year), expected.map(|(id, counts)| (id.to_owned(), counts)).into());
    assert!(year.prompts().all(|prompt| (0..365).contains(&ago(&year, &prompt))));
}

#[test]
fn nothing_lies_outside_the_half_year() {
    let plan = plan(1);
    for prompt in plan.prompts() {
        assert!(prompt.at < plan.end);
        assert!((0..DAYS).contains(&ago(&plan, &prompt)));
    }
}

#[test]
fn the_wording_of_the_first_survey_changed_once() {
    let plan = plan(1);
    for prompt in plan.prompts() {
        let is_earlier = prompt.survey.as_str() == "shop-nps" && ago(&plan, &prompt) >= REWORDED;
        assert_eq!(prompt.version, if is_earlier { 1 } else { 2 });
    }
}

fn score(plan: &Plan, survey: &str, is_meant: impl Fn(i64, &str) -> bool) -> f64 {
    let scale = plan.surveys.iter().find(|own| own.id.as_str() == survey).unwrap().scale;
    let mut tally = Tally::new(scale);
    for prompt in plan.prompts().filter(|prompt| prompt.survey.as_str() == survey) {
        let touchpoint = prompt.touchpoint.unwrap().as_str();
        if let Some(score) =
            prompt.recorded.score().filter(|_| is_meant(ago(plan, &prompt), touchpoint))
        {
            tally.record(score).unwrap();
        }
    }
    result::score(&tally).unwrap()
}

#[test]
fn there_is_a_bad_month_at_one_touchpoint_and_a_season() {
    let plan = plan(1);
    let bad = score(&plan, "support-ces", |ago, _| BAD_MONTH.contains(&ago));
    let after = score(&plan, "support-ces", |ago, _| ago < *BAD_MONTH.start());
    assert!(after - bad > 0.3, "{bad} {after}");
    let helped = score(&plan, "shop-nps", |_, touchpoint| touchpoint == "after-support");
    let whole = score(&plan, "shop-nps", |_, _| true);
    assert!(whole - helped > 15.0, "{helped} {whole}");
    let in_season = |day: i64| SEASON.contains(&day);
    let days = |is_meant: bool| (0..DAYS).filter(|day| in_season(*day) == is_meant).count() as f64;
    let prompts = |is_meant: bool| {
        plan.prompts().filter(|prompt| in_season(ago(&plan, prompt)) == is_meant).count() as f64
    };
    let swell = (prompts(true) / days(true)) / (prompts(false) / days(false));
    assert!(swell > 1.15, "{swell}");
}

#[test]
fn comments_are_in_the_language_that_was_seen_and_only_answers_have_one() {
    let plan = plan(1);
    let mut texts = BTreeSet::new();
    for prompt in plan.prompts() {
        let Some(comment) = prompt.comment else { continue };
        assert!(prompt.recorded.score().is_some());
        let is_japanese = comment.chars().any(|c| ('\u{3040}'..='\u{30ff}').contains(&c));
        assert_eq!(is_japanese, prompt.locale.unwrap().as_str() == "ja", "{comment}");
        texts.insert(comment);
    }
    assert!(texts.len() >= 80, "{}", texts.len());
}

#[test]
fn a_site_without_touchpoints_or_languages_gets_answers_as_well() {
    let plan = Plan {
        surveys: vec![survey("a", Scale::Ces7, &[])],
        locales: vec!["de".parse().unwrap()],
        ..plan(1)
    };
    assert!(plan.prompts().count() > 5_000);
    assert!(plan.prompts().all(|prompt| prompt.comment.is_none() && prompt.touchpoint.is_none()));
    assert_eq!(Plan { surveys: Vec::new(), ..plan }.prompts().count(), 0);
}
