//! Segments and privacy.

use super::{Section, Words};
use crate::desk::language::both;
use crate::desk::setup::input::Kind;

pub(super) fn sections(words: Words) -> Vec<Section> {
    let badge = words.choices(&[
        ("private", both("公開しない", "Nobody without a key")),
        ("public", both("だれでも見られる", "Everybody")),
    ]);
    vec![
        words.open(
            both("プライバシー", "Privacy"),
            vec![
                words.hinted(
                    "privacy.retention_days",
                    both("回答を残す日数", "Days that answers are kept"),
                    both(
                        "過ぎた回答は消えます。短くすると、すぐに隠れて消えます。長くした分は、これからの回答だけに効きます。",
                        "Older answers are erased. A shorter time takes effect at once; a longer one only for answers to come.",
                    ),
                    Kind::Number,
                ),
                words.hinted(
                    "privacy.require_consent",
                    both("同意を得てから聞く", "Ask only after consent"),
                    both(
                        "サイトの同意バナーが koe('consent', 'granted') を呼ぶまで、何も出さず何も残しません。",
                        "Nothing is shown or kept until your consent banner calls koe('consent', 'granted').",
                    ),
                    Kind::Tick,
                ),
                words.hinted(
                    "privacy.respect_gpc",
                    both("GPC (追跡の拒否) を尊重する", "Respect Global Privacy Control"),
                    both(
                        "GPC を送る人にも聞きますが、だれの回答かは残しません。",
                        "Visitors who send it are asked without being linked to a person.",
                    ),
                    Kind::Tick,
                ),
                words.hinted(
                    "privacy.min_group",
                    both("表示する最小の件数", "Smallest group that is shown"),
                    both(
                        "絞り込んだ結果は、この件数から表示します。",
                        "A filtered result is shown from so many answers.",
                    ),
                    Kind::Number,
                ),
            ],
        ),
        words.open(
            both("セグメント", "Segments"),
            vec![words.hinted(
                "segments",
                both("比べたい属性", "Properties to compare by"),
                both(
                    "1行に 1つ。例：plan: free, pro (8個まで。ページから koe('segments', …) で渡します)",
                    "One a line, such as plan: free, pro. Up to eight; your page passes them by koe('segments', …).",
                ),
                Kind::Segments,
            )],
        ),
        words.open(
            both("コメントのテーマ", "Themes of comments"),
            vec![words.hinted(
                "themes",
                both("テーマの言葉", "Words of themes"),
                both(
                    "1行に 1つ。例：delivery: 置き配, colis (delivery・price・quality・staff・waiting・finding・returns・payment に言葉を足すか、自由な名前のテーマを作ります。20個、1つに 50語まで)",
                    "One a line, such as delivery: colis, livraison. Add words to delivery, price, quality, staff, waiting, finding, returns or payment, or name themes of your own. Up to 20, of 50 words each.",
                ),
                Kind::Segments,
            )],
        ),
        words.folded(
            both("詳しい設定", "More"),
            vec![
                words.hinted(
                    "identity.require_signature",
                    both("署名のある回答者だけを信じる", "Believe signed respondents only"),
                    both(
                        "外すと、ページが名乗ったままの ID を残します。",
                        "Without it an id is kept as the page tells it.",
                    ),
                    Kind::Tick,
                ),
                words.hinted(
                    "badge",
                    both("スコアのバッジ", "Badge with the score"),
                    both("画像でスコアを公開できます。", "A picture of the score, for your pages."),
                    Kind::Choice(badge),
                ),
            ],
        ),
    ]
}
