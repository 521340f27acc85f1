//! Where the tag goes in the usual shop systems, as their own pages name things.

use crate::desk::language::{Bilingual, both};

/// A system, and its steps.
pub(crate) struct Shop {
    pub(crate) name: Bilingual,
    pub(crate) steps: &'static [Bilingual],
}

pub(crate) const SHOPS: [Shop; 6] = [
    Shop {
        name: both("Shopify", "Shopify"),
        steps: &[
            both(
                "管理画面で「オンラインストア」→「テーマ」を開き、「…」→「コードを編集」を押します。",
                "In the admin open Online Store → Themes, then “…” → Edit code.",
            ),
            both(
                "layout の theme.liquid で、</head> のすぐ上に貼り付けて保存します。",
                "In layout/theme.liquid paste the tag just above </head>, and save.",
            ),
            both(
                "購入完了ページにはテーマのコードが入りません。購入後の質問は「配る」のメールで聞きます。",
                "The thank-you page runs no theme code. Ask buyers by e-mail: see “Hand it out”.",
            ),
        ],
    },
    Shop {
        name: both("BASE", "BASE"),
        steps: &[
            both(
                "BASE Apps で「HTML編集 App」を入れます。",
                "Install “HTML編集 App” from BASE Apps.",
            ),
            both(
                "HTML の編集画面で、</head> のすぐ上に貼り付けて保存します。",
                "In its editor paste the tag just above </head>, and save.",
            ),
            both(
                "カートと購入完了のページには入りません。購入後の質問は「配る」のメールやカードで聞きます。",
                "Cart and thank-you page don't take it. Ask buyers by e-mail or card: see “Hand it out”.",
            ),
        ],
    },
    Shop {
        name: both("STORES", "STORES"),
        steps: &[
            both(
                "ストアのページには、タグを直接貼る欄がありません。",
                "A store's pages have no place to paste a tag.",
            ),
            both(
                "「機能を追加」に Google タグマネージャーがあれば、下の手順で入れます。",
                "If 機能を追加 offers Google Tag Manager, go by the steps below.",
            ),
            both(
                "なければ、「配る」のメールや同梱カードで聞きます。",
                "Else ask by e-mail, or by a card in the parcel: see “Hand it out”.",
            ),
        ],
    },
    Shop {
        name: both("WordPress (WooCommerce)", "WordPress (WooCommerce)"),
        steps: &[
            both(
                "プラグイン「WPCode」を入れて有効にします。",
                "Install and activate the plugin WPCode.",
            ),
            both(
                "「Code Snippets」→「Header & Footer」の Header に貼り付けて保存します。",
                "Open Code Snippets → Header & Footer, paste the tag into Header, and save.",
            ),
            both(
                "キャッシュのプラグインを使っている場合は、キャッシュを消します。",
                "If a plugin caches pages, clear its cache.",
            ),
        ],
    },
    Shop {
        name: both("Wix", "Wix"),
        steps: &[
            both(
                "有料プランと独自ドメインが必要です。",
                "It takes a paid plan and a domain of your own.",
            ),
            both(
                "「設定」→「カスタムコード」→「カスタムコードを追加」を押し、貼り付けます。",
                "Open Settings → Custom Code → Add Custom Code, and paste the tag.",
            ),
            both(
                "「すべてのページ」と「Head」を選んで適用します。",
                "Choose All pages and Head, then apply.",
            ),
        ],
    },
    Shop {
        name: both("Google タグマネージャー", "Google Tag Manager"),
        steps: &[
            both(
                "「タグ」→「新規」で、タグの種類に「カスタム HTML」を選び、貼り付けます。",
                "Open Tags → New, choose Custom HTML as its type, and paste the tag.",
            ),
            both("トリガーは「All Pages」にします。", "Trigger: All Pages."),
            both("「公開」を押します。", "Press Submit, then Publish."),
        ],
    },
];
