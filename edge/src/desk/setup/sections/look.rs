//! Colour, scheme, corner, shape.

use super::{Section, Words, line};
use crate::desk::language::both;
use crate::desk::setup::input::Kind;

pub(super) fn sections(words: Words) -> Vec<Section> {
    let schemes = words.choices(&[
        ("auto", both("訪問者の設定に合わせる", "As the visitor's system has it")),
        ("light", both("いつも明るく", "Always light")),
        ("dark", both("いつも暗く", "Always dark")),
    ]);
    let corners = words.choices(&[
        ("bottom-right", both("右下", "Bottom right")),
        ("bottom-left", both("左下", "Bottom left")),
        ("top-right", both("右上", "Top right")),
        ("top-left", both("左上", "Top left")),
    ]);
    vec![
        Words::first(vec![
            words.hinted(
                "theme.accent",
                both("アクセント色", "Accent colour"),
                both(
                    "選んだ点数とボタンに使います。読みにくい色は、文字や縁だけを自動で濃くします。",
                    "For the chosen score and the button. Where a colour is hard to read, text and edges are made stronger by themselves.",
                ),
                Kind::Colour,
            ),
            words.input("theme.scheme", both("明るさ", "Light or dark"), Kind::Choice(schemes)),
            words.hinted(
                "theme.position",
                both("出る場所", "Corner"),
                both("スマートフォンでは画面の下に出ます。", "On a phone it stands at the bottom."),
                Kind::Choice(corners),
            ),
        ]),
        words.folded(
            both("詳しい設定", "More"),
            vec![
                words.hinted(
                    "theme.radius",
                    both("角の丸み", "Roundness of corners"),
                    both("0〜20 ピクセル", "0 to 20 pixels"),
                    Kind::Number,
                ),
                words.hinted(
                    "theme.font",
                    both("書体", "Typeface"),
                    both(
                        "system (端末の書体)、inherit (ページと同じ)、または書体の名前",
                        "system (the device's), inherit (the page's), or names of families.",
                    ),
                    line("system"),
                ),
            ],
        ),
    ]
}
