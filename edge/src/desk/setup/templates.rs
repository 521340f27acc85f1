//! Surveys and touchpoints that are ready to be used. The open questions want to understand, not to please.

use koe_shared::locale::Locale;
use koe_shared::metric::Metric;
use koe_shared::site::SiteDocument;
use serde_json::{Value, json};

use crate::desk::language::{Bilingual, Language, both};

/// A survey that is ready to be used.
pub(crate) struct Template {
    /// Its name, and the id of the survey that it becomes, unless that is taken.
    pub(crate) id: &'static str,
    pub(crate) title: Bilingual,
    pub(crate) metric: Metric,
    goal: Bilingual,
    /// The touchpoint that it is made for.
    pub(crate) touchpoint: &'static str,
    /// The open question after a low, a middle and a high score.
    follow_up: [Bilingual; 3],
    /// Whom it asks whether they want a reply.
    asks_contact: bool,
}

/// All of them, the usual one first.
pub(crate) const TEMPLATES: [Template; 6] = [
    Template {
        id: "shop-nps",
        title: both(
            "購入後に、すすめたいかを聞く (NPS)",
            "After a purchase: would they recommend you? (NPS)",
        ),
        metric: Metric::Nps,
        goal: both("買った人は、友人を連れて戻ってくるか", "Would buyers come back with a friend?"),
        touchpoint: "post-purchase",
        follow_up: [
            both("買うのをやめようと思ったのは、どんなときでしたか？", "What nearly stopped you?"),
            both(
                "あと何があれば、人にすすめたくなりますか？",
                "What is missing before you would tell a friend?",
            ),
            both("人に話すとしたら、どこを話しますか？", "What would you tell a friend about?"),
        ],
        asks_contact: true,
    },
    Template {
        id: "support-ces",
        title: both("サポートのあとに、手間を聞く (CES)", "After support: how easy was it? (CES)"),
        metric: Metric::Ces,
        goal: both("困りごとは、手間なく片づいたか", "Was the problem solved without effort?"),
        touchpoint: "after-support",
        follow_up: [
            both("いちばん手間がかかったのは、どこでしたか？", "Which step took the most effort?"),
            both("どこを直せば、もっと楽になりますか？", "What would have made it easier?"),
            both("何が役に立ちましたか？", "What helped?"),
        ],
        asks_contact: true,
    },
    Template {
        id: "visit-csat",
        title: both("見ている途中に、満足を聞く (CSAT)", "While browsing: how is it going? (CSAT)"),
        metric: Metric::Csat,
        goal: both("探しているものは、すぐに見つかるか", "Do visitors find what they came for?"),
        touchpoint: "while-browsing",
        follow_up: [
            both(
                "今日は何を探していましたか？ 何が見つかりませんでしたか？",
                "What were you looking for, and what could you not find?",
            ),
            both("何があれば、もっと探しやすいですか？", "What would make it easier to find?"),
            both("何が決め手になりましたか？", "What helped you decide?"),
        ],
        asks_contact: false,
    },
    Template {
        id: "checkout-csat",
        title: both("会計のあとに、満足を聞く (CSAT)", "After the checkout: how was it? (CSAT)"),
        metric: Metric::Csat,
        goal: both("会計は、気持ちよく終わったか", "Does the checkout end well?"),
        touchpoint: "post-purchase",
        follow_up: [
            both("会計のどこで止まりましたか？", "Where in the checkout did you get stuck?"),
            both("どこが分かりにくかったですか？", "What was unclear?"),
            both("何がよかったですか？", "What worked well?"),
        ],
        asks_contact: false,
    },
    Template {
        id: "cart-ces",
        title: both("カートで、手間を聞く (CES)", "At the cart: how easy was it? (CES)"),
        metric: Metric::Ces,
        goal: both("欲しい物を、迷わず選べたか", "Can people choose without effort?"),
        touchpoint: "cart",
        follow_up: [
            both("何を確かめられませんでしたか？", "What could you not find out?"),
            both(
                "何が分かれば、すぐに決められましたか？",
                "What would have let you decide at once?",
            ),
            both("何が役に立ちましたか？", "What helped?"),
        ],
        asks_contact: false,
    },
    Template {
        id: "sales-nps",
        title: both("商談のあとに、リンクで聞く (NPS)", "After a sales call, by a link (NPS)"),
        metric: Metric::Nps,
        goal: both("商談は、次に進む助けになったか", "Did the call help them to go on?"),
        touchpoint: "after-sales-call",
        follow_up: [
            both("話のどこが、期待と違いましたか？", "What was not as you expected?"),
            both("決めるのに、あと何が必要ですか？", "What do you still need to decide?"),
            both("何が決め手になりそうですか？", "What will tip the balance?"),
        ],
        asks_contact: true,
    },
];

/// The departments of a usual company, by their ids.
pub(crate) const DEPARTMENTS: [(&str, Bilingual); 9] = [
    ("management", both("経営", "Management")),
    ("marketing", both("マーケティング", "Marketing")),
    ("sales", both("営業・販売", "Sales")),
    ("product", both("商品・企画", "Product")),
    ("web", both("サイト運営", "Website")),
    ("delivery", both("配送・物流", "Delivery")),
    ("support", both("サポート", "Support")),
    ("billing", both("請求・経理", "Billing")),
    ("it", both("情報システム", "IT")),
];

/// The touchpoints that most sites have, by the names of their presets.
pub(crate) const PRESETS: [&str; 4] =
    ["post-purchase", "while-browsing", "after-support", "after-sales-call"];

impl Template {
    /// The template of that name.
    pub(crate) fn named(id: &str) -> Option<&'static Self> {
        TEMPLATES.iter().find(|template| template.id == id)
    }

    /// The survey that it becomes, under a free id. Its goal is written in the owner's language, its open
    /// questions in those of the site's languages that there are words in; the others get the standard ones.
    pub(crate) fn survey(&self, id: &str, locales: &[Locale], language: Language) -> Value {
        let in_locales = |text: Bilingual| {
            let known = locales.iter().filter_map(|locale| {
                let found = Language::ALL.into_iter().find(|l| l.tag() == locale.language())?;
                Some((locale.to_string(), Value::from(found.say(text))))
            });
            Value::Object(known.collect())
        };
        let [detractor, passive, promoter] = self.follow_up.map(in_locales);
        let asked: &[&str] = if self.asks_contact { &["detractor"] } else { &[] };
        json!({
            "id": id, "metric": self.metric, "goal": language.say(self.goal),
            "touchpoints": [self.touchpoint],
            "follow_up": { "detractor": detractor, "passive": passive, "promoter": promoter },
            "ask_contact": asked,
        })
    }
}

/// The first of `wanted`, `wanted-2`, `wanted-3`, … that no survey has.
pub(crate) fn free_id(wanted: &str, document: &SiteDocument) -> String {
    let is_free = |id: &String| document.surveys.iter().all(|survey| survey.id.as_str() != id);
    let numbered = (2..).map(|number| format!("{wanted}-{number}"));
    std::iter::once(wanted.to_owned()).chain(numbered).find(is_free).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_template_is_a_legal_survey_of_a_new_site() {
        let locales: Vec<Locale> = ["ja", "en-GB", "de"].map(|tag| tag.parse().unwrap()).to_vec();
        for template in &TEMPLATES {
            let touchpoints: Vec<Value> =
                PRESETS.map(|id| json!({ "id": id, "preset": id })).to_vec();
            let document = json!({
                "name": "木陰", "origins": ["https://shop.example"], "locale": "ja",
                "locales": ["ja", "en-GB", "de"], "touchpoints": touchpoints,
                "surveys": [template.survey(template.id, &locales, Language::Japanese)],
            });
            let parsed = SiteDocument::parse(document.to_string().as_bytes()).unwrap();
            let survey = &parsed.surveys[0];
            assert_eq!((survey.id.as_str(), survey.metric), (template.id, template.metric));
            let [detractor, ..] = template.follow_up;
            for (tag, language) in [("ja", Language::Japanese), ("en-GB", Language::English)] {
                let asked = survey.follow_up.detractor.get(tag).map(String::as_str);
                assert_eq!(asked, Some(language.say(detractor)), "{}", template.id);
            }
            assert_eq!(free_id(template.id, &parsed), format!("{}-2", template.id));
        }
    }
}
