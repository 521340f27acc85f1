//! The Japanese ones.

use super::Comment;
use crate::sample::Feeling::{Angry, Lukewarm, Pleased, Unhappy};
use crate::sample::Moment::{Any, Bought, Helped, Paid};
use crate::sample::{Feeling, Moment};

const fn says(feeling: Feeling, moment: Moment, text: &'static str) -> Comment {
    Comment { language: "ja", feeling, moment, text }
}

#[rustfmt::skip]
pub(super) const COMMENTS: [Comment; 45] = [
    says(Angry, Helped, "問い合わせて3日たちますが、まだ返事がありません。もう頼むことはないと思います。"),
    says(Angry, Helped, "電話がつながらず、メールも返ってきません。返金してほしいです。"),
    says(Angry, Helped, "同じ説明を3人の担当者に繰り返しました。それでも解決していません。"),
    says(Angry, Bought, "届いたら割れていました。梱包が薄すぎます。"),
    says(Angry, Bought, "違う色が届き、交換の連絡をしても返事が来ません。"),
    says(Angry, Bought, "1週間待っても届かず、追跡番号も送られてきません。"),
    says(Angry, Paid, "二重に請求されています。早く確認してください。"),
    says(Angry, Paid, "エラーで3回やり直し、結局買うのをやめました。"),
    says(Angry, Any, "何度入力しても先に進めません。時間を無駄にしました。"),
    says(Angry, Any, "説明と実際が違いすぎます。もう使いません。"),
    says(Unhappy, Helped, "返事は丁寧でしたが、解決まで1週間かかりました。"),
    says(Unhappy, Helped, "定型文の返信だけで、こちらの質問に答えていませんでした。"),
    says(Unhappy, Helped, "問い合わせ先がなかなか見つかりませんでした。"),
    says(Unhappy, Bought, "品物はよいのですが、箱がつぶれて届きました。"),
    says(Unhappy, Bought, "写真で見たより小さく、少しがっかりしました。"),
    says(Unhappy, Bought, "配達日時を指定したのに、別の日に届きました。"),
    says(Unhappy, Paid, "送料が最後の画面まで分からないのは困ります。"),
    says(Unhappy, Paid, "使いたい支払い方法がありませんでした。"),
    says(Unhappy, Any, "探しているものになかなかたどり着けませんでした。"),
    says(Unhappy, Any, "スマートフォンだと文字が小さくて読みにくいです。"),
    says(Unhappy, Any, "前のほうが使いやすかったです。"),
    says(Unhappy, Any, "画面の表示が遅く、待たされることが多いです。"),
    says(Lukewarm, Helped, "対応はよかったのですが、最初の返事まで半日かかりました。"),
    says(Lukewarm, Helped, "解決しました。手順が書いてあれば自分でできたと思います。"),
    says(Lukewarm, Bought, "品物には満足です。包装はもう少し簡単でもよいです。"),
    says(Lukewarm, Bought, "悪くはないのですが、送料を考えると少し高く感じます。"),
    says(Lukewarm, Paid, "住所を毎回入れるのが少し手間です。"),
    says(Lukewarm, Paid, "会計は問題ありません。領収書がすぐ出るともっと助かります。"),
    says(Lukewarm, Any, "だいたい満足ですが、絞り込みの条件が増えるとうれしいです。"),
    says(Lukewarm, Any, "普通に使えました。特に困ったことはありません。"),
    says(Lukewarm, Any, "内容はよいので、更新がもう少し多いとうれしいです。"),
    says(Pleased, Helped, "夜に問い合わせたのに、翌朝には解決していました。助かりました。"),
    says(Pleased, Helped, "こちらの状況をよく聞いてもらえて、安心して任せられました。"),
    says(Pleased, Helped, "一度の連絡で済みました。説明も分かりやすかったです。"),
    says(Pleased, Bought, "写真どおりの色で、手ざわりもよく、毎日使っています。"),
    says(Pleased, Bought, "贈り物にしたところ、とても喜ばれました。包装もきれいでした。"),
    says(Pleased, Bought, "注文の翌日に届きました。手書きのひと言もうれしかったです。"),
    says(Pleased, Bought, "2年使って、買い足しました。今度も同じよさです。"),
    says(Pleased, Paid, "迷わず会計まで進めました。"),
    says(Pleased, Paid, "支払い方法が選べて、確認の画面も見やすかったです。"),
    says(Pleased, Any, "説明が正直で、安心して選べます。"),
    says(Pleased, Any, "知りたいことがすぐに見つかりました。"),
    says(Pleased, Any, "友人にも勧めました。これからも利用します。"),
    says(Pleased, Any, "どのページも読みやすく、つい長居してしまいます。"),
    says(Pleased, Any, "写真が多く、選ぶ時間も楽しかったです。"),
];
