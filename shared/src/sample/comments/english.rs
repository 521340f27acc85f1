//! The English ones.

use super::Comment;
use crate::sample::Feeling::{Angry, Lukewarm, Pleased, Unhappy};
use crate::sample::Moment::{Any, Bought, Helped, Paid};
use crate::sample::{Feeling, Moment};

const fn says(feeling: Feeling, moment: Moment, text: &'static str) -> Comment {
    Comment { language: "en", feeling, moment, text }
}

#[rustfmt::skip]
pub(super) const COMMENTS: [Comment; 44] = [
    says(Angry, Helped, "I wrote three days ago and nobody has answered. I don’t think I will order again."),
    says(Angry, Helped, "Forty minutes on hold, then the line dropped. I want a refund."),
    says(Angry, Helped, "I explained the same thing to three people and it still isn’t fixed."),
    says(Angry, Bought, "It arrived chipped. The parcel had one sheet of paper in it."),
    says(Angry, Bought, "Wrong colour, and no reply about the exchange."),
    says(Angry, Bought, "A week late and still no tracking number."),
    says(Angry, Paid, "I was charged twice. Sort this out."),
    says(Angry, Paid, "The page failed three times, so I gave up and bought it elsewhere."),
    says(Angry, Any, "I filled in the same form over and over and got nowhere."),
    says(Angry, Any, "Nothing like the description. I won’t be back."),
    says(Unhappy, Helped, "Polite people, but it took a week to get it solved."),
    says(Unhappy, Helped, "I got a canned reply that didn’t answer my question."),
    says(Unhappy, Helped, "It took me ages to find out how to reach you."),
    says(Unhappy, Bought, "Good product, but the box was crushed when it got here."),
    says(Unhappy, Bought, "Smaller than it looks in the pictures."),
    says(Unhappy, Bought, "I chose a delivery day and it came on another one."),
    says(Unhappy, Paid, "You only see the shipping cost on the last page."),
    says(Unhappy, Paid, "The way I usually pay isn’t offered."),
    says(Unhappy, Any, "I had trouble finding what I came for."),
    says(Unhappy, Any, "The text is hard to read on my phone."),
    says(Unhappy, Any, "I liked the old version better."),
    says(Unhappy, Any, "Pages load slowly. I keep waiting."),
    says(Lukewarm, Helped, "Helpful once I got through, though the first reply took half a day."),
    says(Lukewarm, Helped, "Solved. With clearer instructions I could have done it myself."),
    says(Lukewarm, Bought, "Happy with it. There was more packaging than it needed."),
    says(Lukewarm, Bought, "Not bad, but with shipping it gets a bit expensive."),
    says(Lukewarm, Paid, "I’d rather not type my address every time."),
    says(Lukewarm, Paid, "Paying was fine. An instant receipt would be nice."),
    says(Lukewarm, Any, "Mostly good. More filters would help."),
    says(Lukewarm, Any, "It worked. Nothing to complain about, nothing special."),
    says(Lukewarm, Any, "Good content, could be updated more often."),
    says(Pleased, Helped, "I wrote late at night and it was solved by the morning."),
    says(Pleased, Helped, "They listened first and then fixed it. I felt in good hands."),
    says(Pleased, Helped, "One message was enough. Clear answer, no fuss."),
    says(Pleased, Bought, "The colour is exactly as pictured. I use it every day."),
    says(Pleased, Bought, "It was a present and she loved it. Beautifully wrapped, too."),
    says(Pleased, Bought, "Ordered one evening, arrived the next day. The handwritten note was a nice touch."),
    says(Pleased, Bought, "Two years on I bought a second one. Just as good."),
    says(Pleased, Paid, "From cart to done in a minute."),
    says(Pleased, Paid, "Plenty of ways to pay, and the summary was easy to check."),
    says(Pleased, Any, "The descriptions are honest, which makes choosing easy."),
    says(Pleased, Any, "I found what I needed right away."),
    says(Pleased, Any, "I’ve already told two friends. See you again."),
    says(Pleased, Any, "Easy to read. I always stay longer than I meant to."),
];
