//! The prompts of one day.

use jiff::Timestamp;

use super::comments::fitting;
use super::dice::Dice;
use super::moment::Moment;
use super::mood::{Mood, outcomes, prompts_a_day, swell};
use super::{BAD_MONTH, DAY_MS, Feeling, Plan, REWORDED, SEASON, SamplePrompt, SampleSurvey};
use crate::id::TouchpointId;
use crate::locale::Locale;
use crate::metadata::Recorded;
use crate::score::Score;

/// How often the first touchpoints of a survey prompt; later ones as the last.
const SHARES: [u64; 4] = [8, 4, 2, 1];
/// How often the first languages are seen; later ones as the last.
const LANGUAGES: [u64; 2] = [5, 2];
const BILLION: u64 = 1_000_000_000;

/// Of a thousand answers of each feeling, so many have a comment.
const fn commented(feeling: Feeling) -> u64 {
    match feeling {
        Feeling::Angry => 620,
        Feeling::Unhappy => 430,
        Feeling::Lukewarm => 210,
        Feeling::Pleased => 260,
    }
}

/// The prompts of all surveys on a day, which is so many days before the last one.
pub(super) fn prompts<'a>(
    plan: &'a Plan,
    day: i64,
    ago: i64,
    troubled: Option<&'a TouchpointId>,
) -> Vec<SamplePrompt<'a>> {
    let mut prompts = Vec::new();
    for (place, survey) in plan.surveys.iter().enumerate() {
        let mut dice = plan.dice(day, place);
        // Between three and five quarters of the usual.
        let thousandths = (750 + dice.below(501)) * swell(ago, &SEASON);
        let billionths = prompts_a_day(place) * plan.visitors * thousandths;
        // What is left of a whole prompt is drawn, else a rare survey of a quiet site would never prompt.
        let is_one_more = dice.below(BILLION) < billionths % BILLION;
        let count = billionths / BILLION + u64::from(is_one_more);
        let is_first = place == 0;
        for _ in 0..count {
            prompts.extend(prompt((plan, survey, is_first), (day, ago), troubled, &mut dice));
        }
    }
    prompts
}

fn prompt<'a>(
    (plan, survey, is_first): (&'a Plan, &'a SampleSurvey, bool),
    (day, ago): (i64, i64),
    troubled: Option<&TouchpointId>,
    dice: &mut Dice,
) -> Option<SamplePrompt<'a>> {
    let in_day = i64::try_from(dice.below(DAY_MS.unsigned_abs())).ok()?;
    let at = Timestamp::from_millisecond(day * DAY_MS + in_day).ok()?;
    let random = dice.next();
    let touchpoint = one_of(&survey.touchpoints, &SHARES, dice);
    let locale = one_of(&plan.locales, &LANGUAGES, dice);
    let moment = touchpoint.map_or(Moment::Any, Moment::of);
    let mood = mood(ago, moment, touchpoint.is_some() && touchpoint == troubled);
    let recorded = recorded(survey, mood, dice)?;
    // Drawn whatever came of the prompt, so that each prompt takes as many numbers.
    let (is_written, which, may_quote) = (dice.below(1_000), dice.next(), dice.below(1_000));
    let comment = recorded.score().and_then(|score| {
        let feeling = Feeling::of(score);
        let writes = is_written < commented(feeling);
        writes.then(|| written(locale, feeling, moment, which)).flatten()
    });
    let is_pleased = recorded.score().is_some_and(|score| Feeling::of(score) == Feeling::Pleased);
    let is_earlier = is_first && ago >= REWORDED;
    Some(SamplePrompt {
        at,
        random,
        survey: &survey.id,
        version: if is_earlier { survey.version_before } else { survey.version },
        recorded,
        touchpoint,
        locale,
        comment,
        publish: comment.is_some() && is_pleased && may_quote < 300,
    })
}

fn mood(ago: i64, moment: Moment, is_troubled: bool) -> Mood {
    if is_troubled && BAD_MONTH.contains(&ago) {
        Mood::Bad
    } else if moment == Moment::Helped {
        Mood::Low
    } else if SEASON.contains(&ago) {
        Mood::Good
    } else {
        Mood::Usual
    }
}

fn recorded(survey: &SampleSurvey, mood: Mood, dice: &mut Dice) -> Option<Recorded> {
    let scale = survey.scale;
    let outcome = dice.pick(&outcomes(scale.metric()));
    let place = dice.pick(mood.weights(scale));
    Some(match outcome {
        0 => {
            let value = i64::from(scale.min()) + i64::try_from(place).ok()?;
            Recorded::Answered(Score::new(scale, value).ok()?)
        }
        1 => Recorded::Dismissed,
        _ => Recorded::Ignored,
    })
}

/// A comment of that feeling in the language that was seen; none where the sample has none in it.
fn written(
    locale: Option<&Locale>,
    feeling: Feeling,
    moment: Moment,
    which: u64,
) -> Option<&'static str> {
    let found: Vec<&str> = fitting(locale?.language(), feeling, moment).collect();
    let place = usize::try_from(which % (found.len() as u64).max(1)).ok()?;
    found.get(place).copied()
}

/// One of some things, as often as its place says.
fn one_of<'a, T>(things: &'a [T], shares: &[u64], dice: &mut Dice) -> Option<&'a T> {
    let rarest = shares.last().copied().unwrap_or(1);
    let weights: Vec<u64> =
        (0..things.len()).map(|place| shares.get(place).copied().unwrap_or(rarest)).collect();
    things.get(dice.pick(&weights))
}
