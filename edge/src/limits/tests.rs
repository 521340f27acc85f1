use super::*;

const START: i64 = 1_790_000_000;

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(START + seconds).unwrap()
}

fn site(id: &str) -> SiteId {
    id.parse().unwrap()
}

fn client(address: &str) -> Client {
    Client::at(address)
}

/// What an address may write to site `a` at the start.
fn write(limits: &RateLimits, address: &str) -> Result<(), RateLimitError> {
    limits.write(&site("a"), client(address), at(0))
}

#[test]
fn a_client_is_refused_past_its_bound_until_the_window_ends() {
    let limits = RateLimits::new(Limits { client: 2, site: 100, ..Limits::default() });
    let write = |second| limits.write(&site("kokage"), client("192.0.2.1"), at(second));
    assert_eq!([write(0), write(3)], [Ok(()), Ok(())]);
    let refused = RateLimitError { limit: 2, whose: Whose::Client, retry_after: 7 };
    assert_eq!(write(3), Err(refused));
    assert_eq!(write(9), Err(RateLimitError { retry_after: 1, ..refused }));
    assert_eq!(write(10), Ok(()));
}

#[test]
fn clients_and_sites_are_counted_apart() {
    let limits = RateLimits::new(Limits { client: 1, site: 100, ..Limits::default() });
    assert_eq!(write(&limits, "192.0.2.1"), Ok(()));
    assert_eq!(write(&limits, "192.0.2.2"), Ok(()));
    assert_eq!(limits.write(&site("b"), client("192.0.2.1"), at(0)), Ok(()));
}

#[test]
fn a_site_is_bounded_over_all_its_clients() {
    let limits = RateLimits::new(Limits { client: 100, site: 2, ..Limits::default() });
    assert_eq!(write(&limits, "192.0.2.1"), Ok(()));
    assert_eq!(write(&limits, "192.0.2.2"), Ok(()));
    let refused = RateLimitError { limit: 2, whose: Whose::Site, retry_after: 10 };
    assert_eq!(write(&limits, "192.0.2.3"), Err(refused));
}

#[test]
fn the_last_tenth_is_for_those_who_have_not_written_yet() {
    let limits = RateLimits::new(Limits { client: 100, site: 20, ..Limits::default() });
    for _ in 0..18 {
        assert_eq!(write(&limits, "192.0.2.1"), Ok(()));
    }
    let refused = RateLimitError { limit: 18, whose: Whose::Site, retry_after: 10 };
    assert_eq!(write(&limits, "192.0.2.1"), Err(refused));
    assert_eq!(write(&limits, "192.0.2.2"), Ok(()));
    assert_eq!(write(&limits, "192.0.2.2"), Err(refused));
    assert_eq!(write(&limits, "192.0.2.3"), Ok(()));
    assert_eq!(write(&limits, "192.0.2.4"), Err(RateLimitError { limit: 20, ..refused }));
}

#[test]
fn what_one_client_is_refused_is_not_taken_from_the_others() {
    let limits = RateLimits::new(Limits { client: 1, site: 2, ..Limits::default() });
    for _ in 0..10 {
        let _ = write(&limits, "192.0.2.1");
    }
    assert_eq!(write(&limits, "192.0.2.2"), Ok(()));
}

#[test]
fn each_kind_of_call_has_a_bound_of_its_own() {
    const KINDS: [Counted; 3] = [Counted::Refusal, Counted::RefusedKey, Counted::Receipt];
    let limits = RateLimits::new(Limits { client: 1, site: 100, ..Limits::default() });
    let here = client("192.0.2.1");
    for counted in KINDS {
        assert_eq!(limits.check(counted, here, at(0)), Ok(()));
        assert_eq!(limits.call(counted, here, at(0)), Ok(()));
        let whose = Whose::Calls(counted);
        let refused = Err(RateLimitError { limit: 1, whose, retry_after: 10 });
        assert_eq!(limits.check(counted, here, at(0)), refused);
        assert_eq!(limits.call(counted, here, at(0)), refused);
        assert_eq!(limits.call(counted, client("192.0.2.2"), at(0)), Ok(()));
        assert_eq!(limits.call(counted, here, at(10)), Ok(()));
        assert_eq!(limits.check(counted, here, at(20)), Ok(()));
    }
    assert_eq!(write(&limits, "192.0.2.1"), Ok(()));
}

#[test]
fn each_key_has_sixty_calls_of_an_assistant_in_a_minute() {
    let limits = RateLimits::new(Limits::default());
    let call = |key: &str, seconds| limits.assistant(&site("kokage"), key, at(seconds));
    // The window is the minute of the clock: START is 20 seconds into one.
    for _ in 0..60 {
        assert_eq!(call("a", 0), Ok(()));
    }
    let refused = RateLimitError { limit: 60, whose: Whose::Assistant, retry_after: 40 };
    assert_eq!(call("a", 0), Err(refused));
    assert_eq!(call("a", 39), Err(RateLimitError { retry_after: 1, ..refused }));
    assert_eq!(call("b", 0), Ok(()));
    assert_eq!(limits.assistant(&site("other"), "a", at(0)), Ok(()));
    assert_eq!(call("a", 40), Ok(()));
}
