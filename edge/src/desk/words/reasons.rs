//! Why a survey shows on a page or does not, in words, and what to do about it.

use koe_shared::site::{SiteDocument, Survey};

use crate::desk::check::Decision;
use crate::desk::language::Language;
use crate::desk::place::SitePage;

/// A decision, explained.
pub(crate) struct Reason {
    /// What was decided.
    pub(crate) said: String,
    /// What to do, where there is something.
    pub(crate) advice: String,
    /// Where to do it.
    pub(crate) page: Option<SitePage>,
}

/// Explains a decision about a survey. `time` writes an instant in the site's zone.
#[allow(clippy::too_many_lines, reason = "one arm a decision, in both languages")]
pub(crate) fn reason(
    language: Language,
    decision: &Decision,
    (document, survey): (&SiteDocument, &Survey),
    time: impl Fn(jiff::Timestamp) -> String,
) -> Reason {
    let japanese = language == Language::Japanese;
    let pick = |ja: String, en: String| if japanese { ja } else { en };
    let both = |said: (String, String), advice: (String, String), page| Reason {
        said: pick(said.0, said.1),
        advice: pick(advice.0, advice.1),
        page,
    };
    let same = |ja: &str, en: &str| (ja.to_owned(), en.to_owned());
    match decision {
        Decision::Prompt { touchpoint } => both(
            (format!("{touchpoint} で表示します"), format!("Will show, at {touchpoint}")),
            same("", ""),
            None,
        ),
        Decision::Starved { by } => both(
            (format!("先に {by} を表示します"), format!("{by} goes first")),
            same(
                "同時に表示できる質問のうち、前回の表示が古いものから聞きます。次の機会にはこの質問の番になります。",
                "Of several that are due, the one asked longest ago is shown. This one's turn comes next.",
            ),
            None,
        ),
        Decision::NotActive => both(
            same("止めてあります", "Switched off"),
            same("質問のページで、表示を始められます。", "Switch it on at the page of the survey."),
            Some(SitePage::Surveys),
        ),
        Decision::WrongTouchpoint => both(
            same("タッチポイントに達していません", "Its touchpoint has not come"),
            (
                format!(
                    "待っているのは {} です。手順 2 のとおりに操作するか呼び出してから、もう一度確かめてください。",
                    names(survey, "・"),
                ),
                format!(
                    "It waits for {}. Do what step 2 says of it, then check again.",
                    names(survey, ", "),
                ),
            ),
            Some(SitePage::Touchpoints),
        ),
        Decision::WrongPage => both(
            same("このページは対象外です", "Not for this page"),
            same(
                "どのタッチポイントも、このページの URL に合いません。別のページで確かめるか、条件を直してください。",
                "The address fits none of its touchpoints. Check another page, or change the condition.",
            ),
            Some(SitePage::Touchpoints),
        ),
        Decision::NoConsent => both(
            same("同意がまだありません", "No consent yet"),
            same(
                "同意バナーで許可されたときに koe('consent', 'granted') を呼んでください。同意を待つかどうかは、プライバシーのページで決めます。",
                "Call koe('consent', 'granted') when the visitor agrees in your banner. Whether consent is needed is set at privacy.",
            ),
            Some(SitePage::Segments),
        ),
        Decision::AlreadyOpen => both(
            same("ほかの質問が開いています", "Another prompt is open"),
            same(
                "別のタブで開いていることもあります。閉じてから、もう一度確かめてください。",
                "It may be in another tab. Close it, then check again.",
            ),
            None,
        ),
        Decision::CoolingDown { until } => both(
            (
                format!("{} まで、次の質問を控えています", time(*until)),
                format!("Asked recently: nothing before {}", time(*until)),
            ),
            (
                format!(
                    "一度表示すると、どの質問も {}日間は表示しません。試すときは手順 3 のリンクを使ってください。",
                    document.cool_down_days,
                ),
                format!(
                    "After any prompt a visitor is left alone for {} days. Step 3 shows it all the same.",
                    document.cool_down_days,
                ),
            ),
            Some(SitePage::Fairness),
        ),
        Decision::AnsweredBefore { recontact_at } => both(
            (
                format!("回答済みです。{} から再び聞きます", time(*recontact_at)),
                format!("Answered. Asked again from {}", time(*recontact_at)),
            ),
            (
                format!(
                    "回答から {}日間は、同じ質問をしません。試すときは手順 3 のリンクを使ってください。",
                    survey.recontact_days,
                ),
                format!(
                    "The same visitor is asked again after {} days. Step 3 shows it all the same.",
                    survey.recontact_days,
                ),
            ),
            Some(SitePage::Fairness),
        ),
        Decision::DismissedBefore { recontact_at } => both(
            (
                format!("閉じられました。{} から再び聞きます", time(*recontact_at)),
                format!("Dismissed. Asked again from {}", time(*recontact_at)),
            ),
            (
                format!(
                    "閉じてから {}日間は聞きません。続けて閉じられるたびに、間隔は 2倍になります (8倍まで)。",
                    survey.recontact_after_dismissal_days,
                ),
                format!(
                    "The wait is {} days, and doubles with each dismissal in a row, up to eightfold.",
                    survey.recontact_after_dismissal_days,
                ),
            ),
            Some(SitePage::Fairness),
        ),
        Decision::SampledOut => {
            let share = percent(survey.sample_rate.basis_points());
            both(
                (
                    format!("抽選で外れました ({share}% に表示)"),
                    format!("Sampled out (shown to {share}%)"),
                ),
                same(
                    "抽選は端末ごとに一度です。試すときは手順 3 のリンクを使ってください。割合も変えられます。",
                    "Each device is drawn once. Step 3 shows it all the same; or change the share.",
                ),
                Some(SitePage::Fairness),
            )
        }
        Decision::StorageBlocked => both(
            same("ブラウザに保存できません", "The browser stores nothing"),
            same(
                "同じ人に何度も聞かないよう、表示しません。サイトデータを許可したブラウザで確かめてください。",
                "Nobody could be asked just once, so nobody is. Check in a browser that allows site data.",
            ),
            None,
        ),
        Decision::Unsupported => both(
            same("このブラウザでは動きません", "This browser can't run it"),
            same(
                "WebAssembly がありません。新しいブラウザで確かめてください。",
                "It has no WebAssembly. Check in a newer browser.",
            ),
            None,
        ),
    }
}

fn names(survey: &Survey, between: &str) -> String {
    let names: Vec<&str> =
        survey.touchpoints.iter().map(koe_shared::id::TouchpointId::as_str).collect();
    names.join(between)
}

/// Basis points as per cent, without zeros at the end.
fn percent(basis_points: u16) -> String {
    let text = format!("{}.{:02}", basis_points / 100, basis_points % 100);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document() -> SiteDocument {
        serde_json::from_value(serde_json::json!({
            "name": "Kokage", "origins": ["https://shop.example"],
            "surveys": [{
                "id": "shop-nps", "metric": "nps", "goal": "g", "touchpoints": ["post-purchase", "browsing"],
                "sample_rate": 0.125,
            }],
        }))
        .unwrap()
    }

    #[test]
    fn every_reason_has_words_in_both_languages_and_says_what_to_do() {
        let document = document();
        let survey = &document.surveys[0];
        for written in Decision::WRITTEN {
            let decision = Decision::read(written).unwrap();
            let [ja, en] = Language::ALL.map(|language| {
                reason(language, &decision, (&document, survey), |time| time.to_string())
            });
            assert!(!ja.said.is_ascii() && en.said.is_ascii(), "{written}");
            assert_eq!(ja.page, en.page);
            if !matches!(decision, Decision::Prompt { .. }) {
                assert!(!ja.advice.is_ascii() && en.advice.is_ascii(), "{written}");
            }
            if let Some((_, detail)) = written.split_once(' ') {
                assert!(ja.said.contains(detail) && en.said.contains(detail), "{written}");
            }
        }
    }

    #[test]
    fn a_share_is_told_as_it_was_set() {
        for (basis_points, said) in
            [(10_000, "100"), (2_500, "25"), (1_250, "12.5"), (1, "0.01"), (0, "0")]
        {
            assert_eq!(percent(basis_points), said);
        }
    }
}
