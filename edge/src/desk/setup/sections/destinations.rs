//! Where a notice or a digest goes: a field for each channel.

use koe_shared::site::Channel;

use super::Words;
use crate::desk::language::both;
use crate::desk::setup::input::{Input, Kind};
use crate::desk::words::notices::channel;

/// The fields of a list of destinations, whose path is such as `alerts.angry.to`.
pub(super) fn destinations(list: &str, words: Words) -> Vec<Input> {
    let path = |field: &str| format!("{list}.{field}");
    let of = |destination: Channel| {
        let hint = match destination {
            Channel::Email => both("1行に 1つ。", "One a line."),
            Channel::Slack | Channel::Teams => both(
                "保存したアドレスは、終わりの 4文字だけを見せます。",
                "Of an address that is kept only the last four characters show.",
            ),
            Channel::Webhook => {
                both("Standard Webhooks の署名が付きます。", "Signed as Standard Webhooks say.")
            }
        };
        let kind = Kind::Destinations(destination);
        words.hinted(&path(destination.field()), channel(destination.field()), hint, kind)
    };
    let mut inputs =
        vec![of(Channel::Email), of(Channel::Slack), of(Channel::Teams), of(Channel::Webhook)];
    inputs.push(words.hinted(
        &path("secret"),
        both("Webhook の新しい署名鍵", "New signing secret of the webhook"),
        both(
            "空なら今の鍵のままです。新しい Webhook には必要です。",
            "Empty keeps the one there is. A new webhook needs one.",
        ),
        Kind::DestinationSecret,
    ));
    inputs
}
