//! The texts of a new site.

use crate::desk::language::{Bilingual, both};

pub(crate) const BACK: Bilingual = both("サイトの一覧へ", "All sites");
pub(crate) const TITLE: Bilingual = both("サイトを追加", "Add a site");
pub(crate) const NAME: Bilingual = both("サイトの名前", "Name of the site");
pub(crate) const NAME_HINT: Bilingual = both(
    "お店やブランドの名前。質問文に出ます。例：こかげ道具店",
    "The name of your shop or brand. Questions use it.",
);
pub(crate) const ADDRESS: Bilingual = both("サイトのアドレス", "Address of the site");
pub(crate) const ADDRESS_HINT: Bilingual = both(
    "タグを貼るサイト。例：https://shop.example",
    "Where the tag will stand, such as https://shop.example.",
);
pub(crate) const LANGUAGE: Bilingual = both("質問の言語", "Language of the questions");
pub(crate) const LANGUAGE_HINT: Bilingual =
    both("あとで 33の言語から増やせます。", "More of the 33 languages can be added later.");
pub(crate) const MORE: Bilingual = both("詳しい設定", "More");
pub(crate) const ID: Bilingual = both("サイトの ID", "Id of the site");
pub(crate) const ID_HINT: Bilingual = both(
    "タグの中の名前です。空なら、アドレスから作ります。",
    "Its name in the tag. Left empty it is made from the address.",
);
pub(crate) const ZONE: Bilingual = both("タイムゾーン", "Time zone");
pub(crate) const ZONE_HINT: Bilingual = both(
    "空なら、日本語は Asia/Tokyo、そのほかは UTC です。",
    "Left empty it is Asia/Tokyo for Japanese, and UTC otherwise.",
);
pub(crate) const CREATE: Bilingual = both("作成する", "Set it up");
pub(crate) const TAKEN: Bilingual = both(
    "この ID のサイトはもうあります。別の ID にしてください。",
    "There is a site of this id already. Take another one.",
);
