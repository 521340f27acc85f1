//! What each value of a deployment is for, in both languages: what the deploy button shows beside it.

/// A variable, a secret or a binding.
pub(super) struct Described {
    pub(super) name: &'static str,
    pub(super) english: &'static str,
    pub(super) japanese: &'static str,
}

pub(super) const VALUES: [Described; 9] = [
    Described {
        name: "ADMIN_KEY",
        english: "Your own key to everything: a **random text of 20 characters or more**, such as a \
                  password manager makes. Keep it. The text shown here is refused.",
        japanese: "すべてを操作できる管理キーです。**20 文字以上のランダムな文字列**にして、保管してください\
                   （パスワード管理ソフトで作れます）。表示されている例のままでは使えません。",
    },
    Described {
        name: "ALERT_HOSTS",
        english: "Hosts that alerts may be sent to though they are not public. For tests: leave it empty.",
        japanese: "公開されていなくても通知を送ってよいホストです。テスト用なので、空のままにしてください。",
    },
    Described {
        name: "ASSETS",
        english: "The files that pages load. Koe keeps them, so that the next release does not break open \
                  pages. Nothing to set.",
        japanese: "ページが読み込むファイルです。次のリリースで開いているページが壊れないよう、Koe が保存します。\
                   設定は不要です。",
    },
    Described {
        name: "EMAIL_FROM",
        english: "The address that alerts by e-mail come from, at a domain that sends by Cloudflare. Leave it \
                  empty to send none.",
        japanese: "メール通知の差出人のアドレスです。Cloudflare から送信できるドメインにしてください。\
                   メールを使わないときは空のままにします。",
    },
    Described {
        name: "IMPORT_SETTLE",
        english: "Seconds after an import in which no other is taken, so that nothing counts twice. Leave \
                  it at 600.",
        japanese: "取り込みのあと、次の取り込みを受け付けない秒数です。二重に数えないためで、600 のままにしてください。",
    },
    Described {
        name: "KOE",
        english: "The storage of answers, sites and keys. It is made for you.",
        japanese: "回答、サイト、キーの保存場所です。自動で作られます。",
    },
    Described {
        name: "RATE_CLIENT",
        english: "Answers taken in 10 seconds from one address on one site. 120 suits an office whose \
                  visitors share an address.",
        japanese: "ひとつのサイトで、ひとつのアドレスから 10 秒間に受け付ける回答の数です。アドレスを共有する\
                   職場があっても 120 で足ります。",
    },
    Described {
        name: "RATE_SIGN_IN",
        english: "Keys that one address may try in a minute when somebody signs in.",
        japanese: "ログインのとき、ひとつのアドレスから 1 分間に試せるキーの数です。",
    },
    Described {
        name: "RATE_SITE",
        english: "Answers taken in 10 seconds on one site, from all addresses.",
        japanese: "ひとつのサイトで、すべてのアドレスから 10 秒間に受け付ける回答の数です。",
    },
];

/// What a deployment may do without, by its heading in `wrangler.toml`.
pub(super) struct Optional {
    pub(super) heading: &'static str,
    pub(super) english: &'static str,
    pub(super) japanese: &'static str,
}

pub(super) const OPTIONAL: [Optional; 2] = [
    Optional {
        heading: "[cache]",
        english: "Cloudflare keeps scripts near the visitor for a minute. They come sooner and cost no \
                  processor time; a changed site shows up to three minutes later.",
        japanese: "Cloudflare がスクリプトを訪問者の近くに 1 分間保存します。表示が早くなり、処理時間もかかりません。\
                   サイトの変更が反映されるまで、最大 3 分遅くなります。",
    },
    Optional {
        heading: "[[send_email]]",
        english: "Alerts by e-mail, from the address that EMAIL_FROM names. Its domain has to send by Cloudflare.",
        japanese: "EMAIL_FROM のアドレスからメールで通知します。ドメインを Cloudflare で送信できるようにしてください。",
    },
];

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::paths;
    use crate::release::config;

    fn project() -> String {
        fs::read_to_string(paths::root().join("wrangler.toml")).unwrap()
    }

    /// The secret stands in the example of secrets, all others in `wrangler.toml`.
    #[test]
    fn every_value_is_described_and_no_other() {
        let mut names = config::names(&project());
        names.push("ADMIN_KEY".into());
        names.sort();
        let described: Vec<&str> = VALUES.iter().map(|value| value.name).collect();
        assert_eq!(described, names);
    }

    #[test]
    fn everything_that_is_commented_out_is_described_and_nothing_else() {
        let described: Vec<&str> = OPTIONAL.iter().map(|optional| optional.heading).collect();
        assert_eq!(described, config::optional(&project()));
    }
}
