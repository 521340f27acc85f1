//! The texts around every page.

use crate::desk::language::{Bilingual, both};

pub(crate) const SKIP: Bilingual = both("本文へ", "Skip to the content");
pub(crate) const PAGES: Bilingual = both("ページ", "Pages");
pub(crate) const OVERVIEW: Bilingual = both("概要", "Overview");
pub(crate) const TREND: Bilingual = both("推移", "Trend");
pub(crate) const JOURNEY: Bilingual = both("ジャーニー", "Journey");
pub(crate) const COMMENTS: Bilingual = both("コメント", "Comments");
pub(crate) const CASES: Bilingual = both("フォロー", "Follow-up");
/// After their number.
pub(crate) const URGENT: Bilingual = both("件は急ぎ", "urgent");
pub(crate) const LATE: Bilingual = both("件は期限超過", "overdue");
pub(crate) const NOTES: Bilingual = both("変えたこと", "What we changed");
pub(crate) const SETTINGS: Bilingual = both("設定", "Settings");
pub(crate) const ALL_SITES: Bilingual = both("すべてのサイト", "All sites");
pub(crate) const SIGN_OUT: Bilingual = both("ログアウト", "Sign out");
pub(crate) const LANGUAGE: Bilingual = both("言語", "Language");
