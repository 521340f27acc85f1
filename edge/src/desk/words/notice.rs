//! What is said instead of a page.

use crate::desk::language::{Bilingual, both};

pub(crate) const NOT_HERE: Bilingual = both("ページが見つかりません", "There is no such page");
pub(crate) const NOT_HERE_TEXT: Bilingual = both(
    "サイトが削除されたか、URL が間違っています。",
    "The site was deleted, or the address is wrong.",
);
pub(crate) const NOT_ALLOWED: Bilingual =
    both("このキーでは開けません", "This key does not open this page");
pub(crate) const NOT_ALLOWED_TEXT: Bilingual = both(
    "権限の大きいキーでログインし直すか、サイトの管理者に頼んでください。",
    "Sign in with a key of a wider scope, or ask whoever set up the site.",
);
pub(crate) const OTHER_SITE: Bilingual =
    both("このキーは別のサイトのものです。", "This key belongs to another site.");
pub(crate) const NOT_FROM_HERE: Bilingual = both("受け付けませんでした", "This was not accepted");
pub(crate) const NOT_FROM_HERE_TEXT: Bilingual = both(
    "ほかのサイトから送られたか、フォームが古くなっています。このページをもう一度開いて、やり直してください。",
    "It came from another site, or from a form of another session. Open the page again and repeat it.",
);
pub(crate) const NOT_EMBEDDED: Bilingual =
    both("このページは直接開いてください", "Open this page by itself");
pub(crate) const NOT_EMBEDDED_TEXT: Bilingual = both(
    "ほかのページの中では表示しません。",
    "It is not shown inside another page, and no script gets it.",
);
pub(crate) const LATER: Bilingual = both("今は読み込めません", "This can't be read just now");
pub(crate) const LATER_TEXT: Bilingual = both(
    "保存先が応答しません。少し待ってから、もう一度開いてください。",
    "Storage does not answer. Wait some seconds and open the page again.",
);
pub(crate) const BACK: Bilingual = both("戻る", "Go back");
