//! The texts of the list of sites.

use crate::desk::language::{Bilingual, both};

pub(crate) const LAST_30_DAYS: Bilingual =
    both("直近30日間、95%区間", "The last 30 days, 95% intervals");
pub(crate) const NEXT: Bilingual = both("次の10件", "The next 10");
pub(crate) const FIRST: Bilingual = both("最初に戻る", "Back to the first");
pub(crate) const NO_ANSWERS: Bilingual = both("回答なし", "No answers");
pub(crate) const STORAGE: Bilingual = both(
    "今は読み込めません。少し待ってから、もう一度開いてください。",
    "This can’t be read just now. Open the page again in some seconds.",
);
pub(crate) const TOO_MANY: Bilingual = both(
    "回答が多く、まだ集計の途中です。",
    "There are many answers, and they are still being tallied.",
);
