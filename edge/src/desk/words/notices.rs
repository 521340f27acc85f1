//! The texts of 通知: who is told at once of which answers, and what came of it.

use crate::desk::language::{Bilingual, Language, both};

pub(crate) const LEAD: Bilingual = both(
    "気になる回答が届いたら、すぐに知らせます。コメントは数秒で、点数だけの回答はコメントを 2分待ってから、10分ごとの処理で送ります。",
    "Who is told at once of which answers. A comment takes seconds; a score alone waits two minutes for its comment \
     and goes with the next run, every ten minutes.",
);
pub(crate) const ADD: Bilingual = both("通知を増やす", "Add a notice");
pub(crate) const WHAT: Bilingual = both("どんな回答を知らせますか", "Which answers?");
pub(crate) const TO: Bilingual = both("どこへ送りますか", "Where to?");
pub(crate) const NAME: Bilingual = both("名前", "Name");
pub(crate) const NAME_HINT: Bilingual = both(
    "空のままなら、上で選んだ名前になります。",
    "Left empty, it is named after what you chose.",
);
pub(crate) const ADDRESS: Bilingual = both("送り先のアドレス", "Address");
pub(crate) const ADDRESS_HINT: Bilingual = both(
    "メールならメールアドレス、ほかは https:// で始まる受信用のアドレスです。",
    "An e-mail address; for all others the address of the incoming webhook, which begins with https://.",
);
pub(crate) const SECRET: Bilingual = both("Webhook の署名鍵", "Signing secret of the webhook");
pub(crate) const SECRET_HINT: Bilingual = both(
    "Webhook のときだけ使います。今作った鍵です。受け取る側に写してください。あとでは見られません。",
    "For a webhook only. It was made just now: copy it to the receiver, it is not shown again.",
);
pub(crate) const NOTICE: Bilingual = both("通知", "Notice");
pub(crate) const NOTICE_HINT: Bilingual = both(
    "まだ送っていない通知も送られなくなります。回答は消えません。",
    "What has not been sent yet is not sent any more. No answer is lost.",
);
pub(crate) const OPENS_CASE: Bilingual = both("フォローを始める", "opens a case");
pub(crate) const LOG: Bilingual = both("送ったもの", "What was sent");
pub(crate) const LOG_NONE: Bilingual = both("まだ何も送っていません。", "Nothing was sent yet.");
pub(crate) const LOG_MORE: Bilingual =
    both("新しいものから 50件です。", "The newest 50 are shown.");
pub(crate) const DIGESTS: Bilingual = both("週間まとめ", "Weekly digests");
pub(crate) const DIGESTS_NONE: Bilingual = both(
    "まだ送っていません。毎週月曜日の朝 8時に送ります。",
    "None was sent yet. They go every Monday at eight.",
);
pub(crate) const AGAIN: Bilingual = both("もう一度送る", "Send again");
pub(crate) const SENT_AGAIN: Bilingual = both(
    "もう一度送っています。数秒後に読み込み直すと、結果が見られます。",
    "It is being sent again. Reload this page in some seconds to see what came of it.",
);
pub(crate) const NOT_AGAIN: Bilingual = both(
    "この通知は届いたか、送る必要がなくなりました。",
    "This one has arrived, or need not be sent any more.",
);

/// A notice that is ready to be used: its id, its title, and what it tells of as the document says it.
pub(crate) const TEMPLATES: [(&str, Bilingual, &str); 3] = [
    ("detractors", both("不満のある回答", "Unhappy answers"), r#"{ "bucket": "detractor" }"#),
    ("reply", both("返信を望む回答", "Somebody wants a reply"), r#"{ "contact_wanted": true }"#),
    (
        "words",
        both("返金・解約・けがの言葉があるコメント", "Comments about refunds, leaving or harm"),
        r#"{ "words": ["返金", "解約", "退会", "けが", "怪我", "やけど", "refund", "money back", "cancel", "leaving", "hurt", "injured", "burnt"] }"#,
    ),
];

/// What a channel is called.
pub(crate) const fn channel(field: &str) -> Bilingual {
    match field.as_bytes() {
        b"email" => both("メール", "E-mail"),
        b"slack" => both("Slack", "Slack"),
        b"teams" => both("Microsoft Teams", "Microsoft Teams"),
        _ => both("Webhook", "Webhook"),
    }
}

/// How far an alert is.
pub(crate) fn state(language: Language, state: &str, reason: Option<&str>) -> String {
    let why = reason.map(|reason| language.say(self::reason(reason)));
    let state = language.say(match state {
        "sent" => both("届きました", "Sent"),
        "due" => both("これから送ります", "Due"),
        "held" => both("まとめて送ります", "Held back"),
        "failed" => both("届きませんでした", "Failed"),
        _ => both("送りませんでした", "Not sent"),
    });
    match (language, why) {
        (Language::Japanese, Some(why)) => format!("{state} ({why})"),
        (Language::English, Some(why)) => format!("{state}: {why}"),
        (_, None) => state.to_owned(),
    }
}

const fn reason(reason: &str) -> Bilingual {
    match reason.as_bytes() {
        b"quiet" => both("静かな時間帯", "quiet hours"),
        b"cap_per_hour" => both("1時間の上限を超えた分", "past the cap of the hour"),
        b"withdrawn" => both("回答が取り消されました", "the answer was taken back"),
        b"changed" => both("回答が変わり、条件に合わなくなりました", "the answer was changed"),
        b"superseded" => both("コメントと一緒に送りました", "told with its comment"),
        _ => both("送り先がありません", "nobody is left to be told"),
    }
}

/// What came of a weekly digest. `again` is when it is tried next.
pub(crate) fn digest(language: Language, state: DigestOutcome, again: &str) -> String {
    match (state, language) {
        (DigestOutcome::Sent, _) => language.say(both("届きました", "Sent")).to_owned(),
        (DigestOutcome::Failed, _) => language.say(both("届きませんでした", "Failed")).to_owned(),
        (DigestOutcome::TooLarge, _) => language
            .say(both(
                "まとめを作れませんでした (集計の済んでいない回答が多すぎます)",
                "It could not be made: too many answers are not counted yet",
            ))
            .to_owned(),
        (DigestOutcome::BeyondRetention, _) => language
            .say(both(
                "まとめを作れませんでした (回答の保存期間が 1週間より短いためです)",
                "It could not be made: answers are kept for less than a week",
            ))
            .to_owned(),
        (DigestOutcome::Due, Language::Japanese) => {
            format!("届いていません。{again} にもう一度送ります。")
        }
        (DigestOutcome::Due, Language::English) => {
            format!("It has not arrived. The next try is at {again}.")
        }
    }
}

/// How far a weekly digest is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DigestOutcome {
    Sent,
    /// It is tried again.
    Due,
    Failed,
    /// The report could not be made: too many answers are not counted yet.
    TooLarge,
    /// The report could not be made: answers do not live for a week.
    BeyondRetention,
}

/// A destination that the department has no more.
pub(crate) const FORMER: Bilingual = both("前の送り先", "A former destination");

/// Why a destination was not reached, and what to do.
pub(crate) fn cause(language: Language, cause: &str, detail: Option<&str>) -> String {
    let said = language.say(match cause {
        "status" => both("相手がエラーを返しました", "The other side replied with an error"),
        "redirect" => both(
            "転送先を返しました。転送しない新しいアドレスを入力してください",
            "It replies with a redirect. Enter the address that it leads to",
        ),
        "timed_out" => both("10秒待っても返事がありません", "No reply came within ten seconds"),
        "unreachable" => {
            both("つながりません。アドレスを確かめてください", "No connection. Check the address")
        }
        "refused_address" => {
            both("このアドレスには送れません", "Nothing may be sent to this address")
        }
        "unknown_address" => both(
            "アドレスが保存されていません。もう一度入力してください",
            "The address is not kept any more. Enter it again",
        ),
        "no_email" => both(
            "メールの設定がありません (EMAIL_FROM と send_email)",
            "This deployment sends no e-mail yet (EMAIL_FROM and send_email)",
        ),
        "ended" => both(
            "受け取りを終えた送り先です。もう一度送ると、再開します",
            "It said that it is gone for good. Send again to try it once more",
        ),
        _ => both("届きませんでした", "It did not arrive"),
    });
    detail.map_or_else(|| said.to_owned(), |detail| format!("{said}: {detail}"))
}

/// What an entry of the log tells of.
pub(crate) fn kind(language: Language, kind: &str) -> &'static str {
    language.say(match kind {
        "score" => both("点数", "Score"),
        "digest" => both("まとめ", "Digest"),
        _ => both("コメント", "Comment"),
    })
}
