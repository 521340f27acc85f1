//! The texts of the door.

use crate::desk::language::{Bilingual, both};

pub(crate) const SIGN_IN: Bilingual = both("ログイン", "Sign in");
pub(crate) const KEY: Bilingual = both("キー", "Key");
pub(crate) const KEY_HINT: Bilingual = both(
    "管理キー (ADMIN_KEY)、または koe_ で始まるサイトのキーを入れてください。",
    "The admin key (ADMIN_KEY), or a key of a site, which begins with koe_.",
);
pub(crate) const MY_DEVICE: Bilingual = both(
    "自分の端末です (30日間ログインしたままにする)",
    "This device is mine: stay signed in for 30 days",
);
pub(crate) const MY_DEVICE_HINT: Bilingual = both(
    "サイトのキーのときだけ。管理キーは 12時間です。",
    "For the key of a site. The admin key holds for 12 hours.",
);
pub(crate) const WRONG_KEY: Bilingual = both(
    "このキーは使えません。間違っているか、無効になっています。キー全体をコピーして、もう一度入れてください。",
    "This key opens nothing. It is wrong, or was revoked. Copy the whole key and try again.",
);
pub(crate) const NO_KEY: Bilingual = both("キーを入れてください。", "Enter a key.");
pub(crate) const TOO_OFTEN: Bilingual = both(
    "試した回数が多すぎます。1分待ってから、もう一度入れてください。",
    "Too many tries. Wait a minute, then try again.",
);
pub(crate) const STORAGE: Bilingual = both(
    "保存先が応答しないため、キーを確かめられませんでした。少し待ってから、もう一度送ってください。",
    "Storage does not answer, so the key could not be checked. Wait some seconds and try again.",
);
pub(crate) const SESSION_OVER: Bilingual = both(
    "ログインの期限が切れました。入力した内容は残っています。ログインすると続きができます。",
    "Your session is over. What you typed is kept. Sign in to go on.",
);
pub(crate) const FILE_OVER: Bilingual = both(
    "ログインの期限が切れました。ファイルは保存していません。ログインしてから、もう一度選んでください。",
    "Your session is over, and the file was not kept. Sign in and choose it again.",
);
pub(crate) const PLEASE: Bilingual =
    both("このページを開くにはログインが必要です。", "This page needs a key.");
pub(crate) const GO_ON: Bilingual = both("続ける", "Go on");
pub(crate) const GO_ON_TITLE: Bilingual = both("入力した内容を送る", "Send what you typed");
pub(crate) const GO_ON_TEXT: Bilingual = both(
    "ログインしました。ボタンを押すと、先ほどの入力を送ります。",
    "You are signed in. The button sends what you typed before.",
);
pub(crate) const NO_ADMIN_KEY: Bilingual = both("管理キーを設定してください", "Set an admin key");
pub(crate) const MISSING: Bilingual = both(
    "この Koe には、まだ管理キー (ADMIN_KEY) がありません。設定するまで、だれもログインできません。",
    "This Koe has no admin key (ADMIN_KEY) yet. Until it has one, nobody can sign in.",
);
pub(crate) const TOO_SHORT: Bilingual = both(
    "管理キー (ADMIN_KEY) が 20文字より短いため、使えません。推測されないキーに替えてください。",
    "The admin key (ADMIN_KEY) has under 20 characters and is not used. Take one that can't be guessed.",
);
pub(crate) const EXAMPLE: Bilingual = both(
    "管理キー (ADMIN_KEY) が見本のままです。だれでも知っているので、使えません。",
    "The admin key (ADMIN_KEY) is still that of the example. Everybody knows it, so it is not used.",
);
pub(crate) const RANDOM: Bilingual = both(
    "次のキーが使えます。このページを開くたびに新しく作り、どこにも保存しません。",
    "Here is one. It is made anew whenever this page is opened, and is stored nowhere.",
);
pub(crate) const STEPS: [Bilingual; 4] = [
    both(
        "上のキーをコピーして、パスワード管理アプリに保存します。",
        "Copy the key, and keep it in your password manager.",
    ),
    both(
        "Cloudflare のダッシュボードで Workers & Pages → この Worker → Settings → Variables and Secrets を開きます。",
        "In Cloudflare's dashboard open Workers & Pages → this Worker → Settings → Variables and Secrets.",
    ),
    both(
        "Add を押し、種類は Secret、名前は ADMIN_KEY、値はコピーしたキーにして、Deploy を押します。",
        "Press Add. Type: Secret. Name: ADMIN_KEY. Value: the key. Then press Deploy.",
    ),
    both(
        "このページを再読み込みして、そのキーでログインします。",
        "Load this page again, and sign in with the key.",
    ),
];
pub(crate) const BY_COMMAND: Bilingual = both("コマンドで設定する場合", "By a command instead");
pub(crate) const SITES: Bilingual = both("サイト", "Sites");
pub(crate) const NEW_SITE: Bilingual = both("サイトを追加", "Add a site");
pub(crate) const NO_SITES: Bilingual = both("まだサイトがありません。", "There is no site yet.");
pub(crate) const NO_SITES_TEXT: Bilingual = both(
    "サイトを 1つ作ると、貼り付けるタグが出ます。コードを書く必要はありません。",
    "Set one up, and you get the tag to paste. You need to write no code.",
);
