//! The rules of the prompt, each as a short story of events.

use super::{Answer, Delivery, Departure, Effect, Event, Lost, Receipt, State};

/// Tells the events to a fresh prompt; gives its last state and every effect but `None`.
fn after(events: &[Event]) -> (State, Vec<Effect>) {
    let mut state = State::START;
    let mut effects = Vec::new();
    for event in events {
        let (next, effect) = state.next(*event);
        state = next;
        if effect != Effect::None {
            effects.push(effect);
        }
    }
    (state, effects)
}

/// An answer whose server is known to have this score.
fn known(score: u8, delivery: Delivery, stored: Option<u8>) -> Answer {
    Answer { score, delivery, stored }
}

/// An answer that is stored, or that was never.
fn answer(score: u8, delivery: Delivery) -> Answer {
    known(score, delivery, (delivery == Delivery::Stored).then_some(score))
}

const SUBMITTED: Event = Event::Submitted { blank: false };
const STORED: Event = Event::Delivered(Delivery::Stored);
const REFUSED: Event = Event::Delivered(Delivery::Refused);
const TO_RECEIPT: [Event; 4] = [Event::Confirmed(3), Event::Held, STORED, Event::Skipped];

#[test]
fn moving_alone_stores_nothing() {
    let (state, effects) = after(&[Event::Moved(7), Event::Moved(8)]);
    assert_eq!(state, State::Asking { at: Some(8), answer: None, holding: false });
    assert_eq!(effects, []);
}

#[test]
fn the_first_confirmed_choice_is_recorded_at_once_and_held_before_the_step_changes() {
    let (state, effects) = after(&[Event::Confirmed(9)]);
    assert_eq!(effects, [Effect::Record(9)]);
    assert_eq!(state.word(), "asking");
    let (state, _) = after(&[Event::Confirmed(9), Event::Held]);
    assert_eq!(state, State::Commenting(answer(9, Delivery::Pending)));
}

#[test]
fn a_double_click_is_sent_once() {
    let clicks = [Event::Confirmed(9), Event::Confirmed(9), Event::Confirmed(10)];
    assert_eq!(after(&clicks).1, [Effect::Record(9)]);
    let sends = [Event::Confirmed(9), Event::Held, SUBMITTED, SUBMITTED];
    assert_eq!(after(&sends).1, [Effect::Record(9), Effect::Send(9)]);
}

#[test]
fn the_next_step_does_not_wait_for_the_score_to_arrive() {
    let (state, _) = after(&[Event::Confirmed(9), Event::Held, STORED]);
    assert_eq!(state, State::Commenting(answer(9, Delivery::Stored)));
    let (state, _) = after(&[Event::Confirmed(9), STORED, Event::Held]);
    assert_eq!(state, State::Commenting(answer(9, Delivery::Stored)));
}

#[test]
fn a_blank_follow_up_is_a_skip() {
    let blank = Event::Submitted { blank: true };
    let (state, effects) = after(&[Event::Confirmed(3), Event::Held, STORED, blank]);
    assert_eq!(state, State::Thanked(answer(3, Delivery::Stored), Receipt::Rows));
    assert_eq!(effects, [Effect::Record(3)]);
}

#[test]
fn a_comment_ends_by_its_fate_in_thanks_a_note_or_another_try() {
    let ends = |delivery| {
        after(&[Event::Confirmed(3), Event::Held, STORED, SUBMITTED, Event::Delivered(delivery)]).0
    };
    let now = |delivery| known(3, delivery, Some(3));
    assert_eq!(ends(Delivery::Pending), State::Sending(now(Delivery::Pending)));
    let stored = answer(3, Delivery::Stored);
    assert_eq!(ends(Delivery::Stored), State::Thanked(stored, Receipt::Rows));
    assert_eq!(ends(Delivery::Saved), State::Thanked(now(Delivery::Saved), Receipt::Waiting));
    for lost in [Delivery::Failed, Delivery::Unkept] {
        assert_eq!(ends(lost), State::Failed(now(lost), Lost::Comment));
    }
    assert_eq!(ends(Delivery::Refused), State::Refused(stored, Lost::Comment));
}

#[test]
fn a_failed_comment_can_be_sent_again() {
    let failed = Event::Delivered(Delivery::Failed);
    let (state, effects) =
        after(&[Event::Confirmed(3), Event::Held, SUBMITTED, failed, SUBMITTED, STORED]);
    assert_eq!(state, State::Thanked(answer(3, Delivery::Stored), Receipt::Rows));
    assert_eq!(effects, [Effect::Record(3), Effect::Send(3), Effect::Send(3)]);
}

#[test]
fn a_score_that_failed_can_be_sent_again_even_without_a_comment() {
    for delivery in [Delivery::Failed, Delivery::Unkept] {
        let failed = Event::Delivered(delivery);
        let lost = State::Failed(answer(3, delivery), Lost::Score);
        assert_eq!(after(&[Event::Confirmed(3), Event::Held, failed]).0, lost);
        assert_eq!(after(&[Event::Confirmed(3), failed, Event::Held]).0, lost);
        assert_eq!(lost.next(Event::Submitted { blank: true }).1, Effect::Send(3));
        let (asking, _) = lost.next(Event::Change);
        assert_eq!(asking.next(Event::Confirmed(3)).1, Effect::Record(3));
    }
}

#[test]
fn a_score_that_was_refused_ends_the_prompt_and_asks_for_no_comment() {
    let refused = State::Refused(answer(3, Delivery::Refused), Lost::Score);
    let stories: [&[Event]; 4] = [
        &[Event::Confirmed(3), Event::Held, REFUSED],
        &[Event::Confirmed(3), REFUSED, Event::Held],
        &[Event::Confirmed(3), Event::Held, Event::Skipped, REFUSED],
        &[Event::Confirmed(3), Event::Held, Event::Skipped, Event::TakeBack, REFUSED],
    ];
    for story in stories {
        assert_eq!(after(story), (refused, vec![Effect::Record(3)]), "{story:?}");
    }
    for event in [Event::Skipped, Event::TakeBack, Event::Erase, Event::Again, Event::Held] {
        assert_eq!(refused.next(event), (refused, Effect::None), "{event:?}");
    }
}

#[test]
fn whoever_was_refused_may_go_or_answer_otherwise() {
    let refused = State::Refused(answer(3, Delivery::Refused), Lost::Score);
    let gone = (State::Dismissed(Departure::Done), Effect::Leave(Departure::Done));
    assert_eq!(refused.next(Event::Done { stays: false }), gone);
    assert_eq!(refused.next(Event::Close), gone);
    let (asking, _) = refused.next(Event::Change);
    let before = Some(answer(3, Delivery::Refused));
    assert_eq!(asking, State::Asking { at: None, answer: before, holding: false });
    for score in [3, 4] {
        assert_eq!(asking.next(Event::Confirmed(score)).1, Effect::Record(score));
    }
    let blank = Event::Submitted { blank: true };
    let sending = State::Sending(answer(3, Delivery::Pending));
    for state in [refused, asking] {
        assert_eq!(state.next(blank), (sending, Effect::Send(3)), "{state:?}");
    }
}

#[test]
fn a_refused_comment_leaves_the_score_that_is_stored_and_can_be_written_otherwise() {
    let stored = answer(3, Delivery::Stored);
    let story = [Event::Confirmed(3), Event::Held, STORED, SUBMITTED, REFUSED];
    let refused = State::Refused(stored, Lost::Comment);
    assert_eq!(after(&story).0, refused);
    assert_eq!(refused.next(SUBMITTED).1, Effect::Send(3));
    for event in [Event::Skipped, Event::Submitted { blank: true }] {
        assert_eq!(refused.next(event), (State::Thanked(stored, Receipt::Rows), Effect::None));
    }
}

#[test]
fn a_comment_refused_with_its_score_leaves_nothing_and_can_be_written_otherwise() {
    let failed = Event::Delivered(Delivery::Failed);
    let refused = State::Refused(answer(3, Delivery::Refused), Lost::Comment);
    let stories: [&[Event]; 2] = [
        &[Event::Confirmed(3), Event::Held, SUBMITTED, REFUSED],
        &[Event::Confirmed(3), Event::Held, failed, SUBMITTED, REFUSED],
    ];
    for story in stories {
        assert_eq!(after(story).0, refused, "{story:?}");
    }
    assert_eq!(refused.next(SUBMITTED).1, Effect::Send(3));
    assert_eq!(refused.next(Event::Skipped), (refused, Effect::None));
}

#[test]
fn a_refused_change_leaves_the_score_before_it() {
    let change = [Event::Change, Event::Confirmed(8), Event::Held, REFUSED];
    let story = [&[Event::Confirmed(3), Event::Held, STORED], &change[..]].concat();
    let (state, effects) = after(&story);
    assert_eq!(state, State::Refused(answer(3, Delivery::Stored), Lost::Score));
    assert_eq!(effects, [Effect::Record(3), Effect::Record(8)]);
}

#[test]
fn sending_confirms_a_score_that_was_selected_and_needs_one() {
    let chosen = State::asking(Some(8));
    assert_eq!(State::START.next(SUBMITTED), (State::START, Effect::None));
    for event in [SUBMITTED, Event::Submitted { blank: true }] {
        let sending = State::Sending(answer(8, Delivery::Pending));
        assert_eq!(chosen.next(event), (sending, Effect::Send(8)));
    }
    let (state, effects) =
        after(&[Event::Confirmed(3), Event::Held, STORED, Event::Moved(4), SUBMITTED]);
    assert_eq!(state, State::Sending(known(4, Delivery::Pending, Some(3))));
    assert_eq!(effects, [Effect::Record(3), Effect::Send(4)]);
}

#[test]
fn sending_does_not_wait_for_the_chosen_cell_to_be_shown() {
    let (state, effects) = after(&[Event::Confirmed(3), SUBMITTED, Event::Held]);
    assert_eq!(state, State::Sending(answer(3, Delivery::Pending)));
    assert_eq!(effects, [Effect::Record(3), Effect::Send(3)]);
    let blank = Event::Submitted { blank: true };
    let (state, _) = after(&[Event::Confirmed(3), STORED, Event::Moved(4), Event::Moved(3), blank]);
    assert_eq!(state, State::Thanked(answer(3, Delivery::Stored), Receipt::Rows));
}

#[test]
fn beside_the_comment_the_scale_can_still_be_used() {
    let (state, effects) = after(&[Event::Confirmed(3), Event::Held, STORED, Event::Confirmed(9)]);
    let answer = Some(known(9, Delivery::Pending, Some(3)));
    assert_eq!(state, State::Asking { at: None, answer, holding: true });
    assert_eq!(effects, [Effect::Record(3), Effect::Record(9)]);
}

#[test]
fn a_changed_score_is_the_next_revision_and_the_same_score_is_none() {
    let (state, effects) =
        after(&[Event::Confirmed(3), Event::Held, Event::Change, Event::Confirmed(8), Event::Held]);
    assert_eq!(state, State::Commenting(answer(8, Delivery::Pending)));
    assert_eq!(effects, [Effect::Record(3), Effect::Record(8)]);
    let (state, effects) = after(&[
        Event::Confirmed(3),
        Event::Held,
        STORED,
        Event::Change,
        Event::Confirmed(3),
        Event::Held,
    ]);
    assert_eq!(state, State::Commenting(answer(3, Delivery::Stored)));
    assert_eq!(effects, [Effect::Record(3), Effect::Hold]);
}

#[test]
fn the_receipt_offers_change() {
    let (state, _) = after(&[&TO_RECEIPT[..], &[Event::Change]].concat());
    let answer = Some(answer(3, Delivery::Stored));
    assert_eq!(state, State::Asking { at: None, answer, holding: false });
}

#[test]
fn taking_back_asks_once_in_place() {
    let (state, effects) = after(&[&TO_RECEIPT[..], &[Event::Erase, Event::TakeBack]].concat());
    let asked = Receipt::Confirming { again: false };
    assert_eq!(state, State::Thanked(answer(3, Delivery::Stored), asked));
    assert_eq!(effects, [Effect::Record(3)]);
    assert_eq!(
        state.next(Event::Keep).0,
        State::Thanked(answer(3, Delivery::Stored), Receipt::Rows)
    );
    let (state, effect) = state.next(Event::Erase);
    assert_eq!(effect, Effect::Erase);
    assert_eq!(state.next(Event::Erase).1, Effect::None);
}

#[test]
fn taking_back_ends_in_taken_back_or_another_try() {
    let ends = |delivery| {
        let take = [Event::TakeBack, Event::Erase, Event::Erased(delivery)];
        after(&[&TO_RECEIPT[..], &take].concat()).0
    };
    let stored = answer(3, Delivery::Stored);
    for delivery in [Delivery::Stored, Delivery::Saved] {
        assert_eq!(ends(delivery), State::Thanked(stored, Receipt::TakenBack(delivery)));
    }
    let again = Receipt::Confirming { again: true };
    for delivery in [Delivery::Failed, Delivery::Unkept] {
        assert_eq!(ends(delivery), State::Thanked(stored, again));
    }
}

#[test]
fn keeping_an_answer_after_all_undoes_the_taking_back_that_waits() {
    let failed = Event::Erased(Delivery::Failed);
    let keep = [Event::TakeBack, Event::Erase, failed, Event::Keep];
    let (state, effects) = after(&[&TO_RECEIPT[..], &keep].concat());
    assert_eq!(effects, [Effect::Record(3), Effect::Erase, Effect::Record(3)]);
    assert_eq!(state, State::Thanked(known(3, Delivery::Pending, Some(3)), Receipt::Rows));
    assert_eq!(state.next(Event::Held), (state, Effect::None));
    let kept = State::Thanked(answer(3, Delivery::Stored), Receipt::Rows);
    assert_eq!(state.next(STORED).0, kept);
}

#[test]
fn an_answer_whose_taking_back_was_refused_stands_and_can_only_be_left() {
    let take = [Event::TakeBack, Event::Erase, Event::Erased(Delivery::Refused)];
    let (state, _) = after(&[&TO_RECEIPT[..], &take].concat());
    assert_eq!(state, State::Thanked(answer(3, Delivery::Stored), Receipt::NotTakenBack));
    // A revision, or another try, would be of another answer.
    for event in [Event::Change, Event::TakeBack, Event::Erase, Event::Again, Event::Keep] {
        assert_eq!(state.next(event), (state, Effect::None), "{event:?}");
    }
    assert_eq!(state.next(Event::Done { stays: false }).1, Effect::Leave(Departure::Done));

    // What was not stored made room for the request, and went with it.
    let story =
        [Event::Confirmed(3), Event::Held, Event::Delivered(Delivery::Saved), Event::Skipped];
    let (state, _) = after(&[&story[..], &take].concat());
    assert_eq!(state, State::Refused(answer(3, Delivery::Refused), Lost::Score));
}

#[test]
fn after_taking_back_the_visitor_may_answer_again() {
    let take = [Event::TakeBack, Event::Erase, Event::Erased(Delivery::Stored), Event::Again];
    let (state, _) = after(&[&TO_RECEIPT[..], &take].concat());
    assert_eq!(state, State::START);
    assert_eq!(state.next(Event::Confirmed(3)).1, Effect::Record(3));
}

#[test]
fn an_answer_that_waits_is_done_where_the_panel_can_go_and_a_receipt_where_it_stays() {
    let saved = Event::Delivered(Delivery::Saved);
    let (waiting, _) = after(&[Event::Confirmed(3), Event::Held, SUBMITTED, saved]);
    let (state, effect) = waiting.next(Event::Done { stays: false });
    assert_eq!(state, State::Dismissed(Departure::Done));
    assert_eq!(effect, Effect::Leave(Departure::Done));
    let (state, _) = waiting.next(Event::Done { stays: true });
    assert_eq!(state, State::Thanked(answer(3, Delivery::Saved), Receipt::Rows));
}

#[test]
fn an_answered_prompt_never_turns_into_a_dismissal() {
    assert_eq!(after(&[Event::Moved(4), Event::Close]).1, [Effect::Leave(Departure::Dismissed)]);
    let stories: [&[Event]; 6] = [
        &[Event::Confirmed(3)],
        &[Event::Confirmed(3), Event::Held],
        &[Event::Confirmed(3), Event::Held, SUBMITTED],
        &[Event::Confirmed(3), Event::Held, Event::Change],
        &[Event::Confirmed(3), Event::Held, REFUSED],
        &TO_RECEIPT,
    ];
    for story in stories {
        let (state, effects) = after(&[story, &[Event::Close]].concat());
        assert_eq!(state, State::Dismissed(Departure::Done), "{story:?}");
        assert_eq!(effects.last(), Some(&Effect::Leave(Departure::Done)), "{story:?}");
    }
}

#[test]
fn a_prompt_leaves_once_and_nothing_happens_after_it() {
    let (gone, _) = after(&[Event::Close]);
    for event in [Event::Close, Event::Confirmed(9), Event::Held, STORED, Event::Change] {
        assert_eq!(gone.next(event), (gone, Effect::None), "{event:?}");
    }
}

#[test]
fn each_state_has_the_word_that_stands_in_the_panel() {
    let any = answer(3, Delivery::Stored);
    let states = [
        State::START,
        State::Commenting(any),
        State::Sending(any),
        State::Thanked(any, Receipt::Rows),
        State::Failed(any, Lost::Score),
        State::Refused(any, Lost::Score),
        State::Dismissed(Departure::Done),
    ];
    assert_eq!(
        states.map(State::word),
        ["asking", "commenting", "sending", "thanked", "failed", "refused", "dismissed"]
    );
}
