//! One survey: what it asks, where, in which words.

use std::collections::BTreeSet;

use koe_shared::locale::Locale;
use koe_shared::metric::{Bucket, Metric};
use koe_shared::site::{SiteDocument, Survey};
use koe_shared::text::Texts;

use super::{Section, Words, line, required};
use crate::desk::language::{Bilingual, both};
use crate::desk::setup::input::{Input, Kind};
use crate::desk::words::touchpoints;
use crate::pages::asked::LocalizedSurvey;

pub(super) fn sections(document: &SiteDocument, survey: &Survey, words: Words) -> Vec<Section> {
    let survey = One { document, survey, words };
    vec![
        survey.purpose(),
        survey.wording(),
        survey.follow_up(),
        survey.thanks(),
        survey.wishes(),
        survey.placement(),
    ]
}

struct One<'a> {
    document: &'a SiteDocument,
    survey: &'a Survey,
    words: Words,
}

impl One<'_> {
    fn path(&self, field: &str) -> String {
        format!("surveys.{}.{field}", self.survey.id)
    }

    fn purpose(&self) -> Section {
        let words = self.words;
        let known = self.document.touchpoints.iter().map(|touchpoint| &touchpoint.id);
        let used = self.document.surveys.iter().flat_map(|survey| &survey.touchpoints);
        let mut seen = BTreeSet::new();
        let all = known.chain(used).filter(|id| seen.insert(id.as_str()));
        let boxes = all.map(|id| (id.to_string(), touchpoints::name(words.language, id.as_str())));
        Words::first(vec![
            words.hinted(
                &self.path("goal"),
                both("知りたいこと", "What you want to learn"),
                both(
                    "レポートに出ます。訪問者には見えません。",
                    "It stands in the report. Visitors never see it.",
                ),
                required(),
            ),
            words.hinted(
                &self.path("touchpoints"),
                both("聞く場面", "When it is asked"),
                both(
                    "場面は「タッチポイント」で増やせます。",
                    "More of these: Settings, Touchpoints.",
                ),
                Kind::Boxes(boxes.collect()),
            ),
            words.hinted(
                &self.path("active"),
                both("質問を出す", "It is asked"),
                both(
                    "外しても、これまでの回答は残ります。",
                    "Answers stay and count without it, too.",
                ),
                Kind::Tick,
            ),
        ])
    }

    fn wording(&self) -> Section {
        let standard = |locale: &Locale| {
            let texts = Texts::or_fallback(locale, &self.document.locale);
            texts.standard(self.survey.scale())
        };
        let mut inputs = Vec::new();
        for locale in &self.document.locales {
            inputs.push(self.localized("subject", locale, SUBJECT, line(&self.document.name)));
            let asked = LocalizedSurvey::new(self.document, self.survey, locale);
            let instead = asked.say(standard(locale).question);
            inputs.push(self.localized("question", locale, QUESTION, Kind::Paragraph { instead }));
        }
        for locale in &self.document.locales {
            let wording = standard(locale);
            for (field, label, instead) in
                [("labels.low", LOW, wording.low), ("labels.high", HIGH, wording.high)]
            {
                inputs.push(self.localized(field, locale, label, line(instead)));
            }
        }
        if let Some(first) = inputs.first_mut() {
            self.words.say(SUBJECT_HINT).clone_into(&mut first.hint);
        }
        Section {
            title: self.words.say(both("質問の言葉", "The words of the question")).to_owned(),
            is_folded: false,
            inputs,
        }
    }

    fn follow_up(&self) -> Section {
        let inputs = self.for_each_bucket("follow_up", |locale, bucket| {
            let texts = Texts::or_fallback(locale, &self.document.locale);
            Kind::Paragraph { instead: texts.follow_up.get(bucket).clone() }
        });
        self.words.folded(both("点数のあとの自由記述", "The open question after the score"), inputs)
    }

    fn thanks(&self) -> Section {
        let mut inputs = vec![self.words.hinted(
            &self.path("thanks.link.href"),
            both("お礼のあとのリンク", "A link after the thanks"),
            both(
                "点数にかかわらず全員に出します。https:// か mailto:",
                "Everybody gets it, whatever the score. https:// or mailto:",
            ),
            line(""),
        )];
        for locale in &self.document.locales {
            inputs.push(self.localized(
                "thanks.link.text",
                locale,
                both("リンクの文字", "Text of the link"),
                line(""),
            ));
        }
        inputs.extend(
            self.for_each_bucket("thanks.text", |_, _| Kind::Paragraph { instead: String::new() }),
        );
        self.words.folded(both("お礼", "Thanks"), inputs)
    }

    fn wishes(&self) -> Section {
        let buckets = || {
            let bucket = |bucket: Bucket| {
                (
                    bucket.as_str().to_owned(),
                    self.words.say(bucket_name(self.survey.metric, bucket)).to_owned(),
                )
            };
            Kind::Boxes(Bucket::ALL.into_iter().map(bucket).collect())
        };
        let words = self.words;
        words.folded(
            both("返信と掲載の許可", "Replies and quoting"),
            vec![
                words.hinted(
                    &self.path("ask_contact"),
                    both("返信を希望するか聞く相手", "Who is asked whether they want a reply"),
                    both(
                        "連絡先は本人が入れたときだけ残ります。",
                        "Contact is kept only where it was typed in.",
                    ),
                    buckets(),
                ),
                words.input(
                    &self.path("ask_publish"),
                    both(
                        "お客様の声として紹介してよいか聞く相手",
                        "Who is asked whether they may be quoted",
                    ),
                    buckets(),
                ),
            ],
        )
    }

    fn placement(&self) -> Section {
        let words = self.words;
        let places = words.choices(&[
            (
                "popover",
                both("画面の隅 (スマートフォンでは下)", "In a corner, on a phone at the bottom"),
            ),
            (
                "inline",
                both(
                    "ページの中 (data-koe-inline を置いた所)",
                    "In the page, where data-koe-inline stands",
                ),
            ),
            ("modal", both("画面の中央", "In the middle, over the page")),
        ]);
        let mut inputs = vec![words.input(
            &self.path("placement"),
            both("出し方", "Where it stands"),
            Kind::Choice(places),
        )];
        if self.survey.metric == Metric::Csat {
            let displays = words.choices(&[
                ("numbers", both("数字", "Numbers")),
                ("stars", both("星", "Stars")),
                ("faces", both("顔", "Faces")),
            ]);
            inputs.push(words.input(
                &self.path("display"),
                both("点数の形", "How scores are drawn"),
                Kind::Choice(displays),
            ));
        }
        words.folded(both("出し方", "Placement"), inputs)
    }

    fn localized(&self, field: &str, locale: &Locale, label: Bilingual, kind: Kind) -> Input {
        let label = self.words.say(label);
        let label = match self.document.locales.len() {
            1 => label.to_owned(),
            _ => format!("{label} ({locale})"),
        };
        Input::new(self.path(&format!("{field}.{locale}")), label, kind)
    }

    fn for_each_bucket(&self, field: &str, kind: impl Fn(&Locale, Bucket) -> Kind) -> Vec<Input> {
        let mut inputs = Vec::new();
        for bucket in Bucket::ALL {
            for locale in &self.document.locales {
                let label = bucket_name(self.survey.metric, bucket);
                inputs.push(self.localized(
                    &format!("{field}.{}", bucket.as_str()),
                    locale,
                    label,
                    kind(locale, bucket),
                ));
            }
        }
        inputs
    }
}

const SUBJECT: Bilingual = both("何について", "About what");
const SUBJECT_HINT: Bilingual = both(
    "質問文の「◯◯」に入ります。空ならサイトの名前です。",
    "It stands in the question. Left empty it is the name of the site.",
);
const QUESTION: Bilingual = both("質問文", "Question");
const LOW: Bilingual = both("いちばん低い点の言葉", "The lowest score is called");
const HIGH: Bilingual = both("いちばん高い点の言葉", "The highest score is called");

/// A bucket as a metric names it.
pub(crate) const fn bucket_name(metric: Metric, bucket: Bucket) -> Bilingual {
    match (metric, bucket) {
        (Metric::Nps, Bucket::Detractor) => both("批判者 (0〜6)", "Detractors (0 to 6)"),
        (Metric::Nps, Bucket::Passive) => both("中立者 (7〜8)", "Passives (7 and 8)"),
        (Metric::Nps, Bucket::Promoter) => both("推奨者 (9〜10)", "Promoters (9 and 10)"),
        (_, Bucket::Detractor) => both("低い点の人", "Low scores"),
        (_, Bucket::Passive) => both("中くらいの点の人", "Middle scores"),
        (_, Bucket::Promoter) => both("高い点の人", "High scores"),
    }
}
