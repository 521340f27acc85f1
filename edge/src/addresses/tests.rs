use super::*;

fn judge() -> Addresses {
    let strings = |all: &[&str]| all.iter().map(|one| (*one).to_owned()).collect::<Vec<_>>();
    let own = strings(&["Koe.Example", "koe.example.workers.dev:443", "声.example"]);
    let allowed =
        strings(&["127.0.0.1:8799", "LOCALHOST:8799", "[::1]:8799", "tests.internal:443"]);
    Addresses::new(&own, &allowed)
}

#[test]
#[allow(clippy::too_many_lines, reason = "a line an address")]
fn an_address_is_public_and_under_https_or_it_is_refused_by_name() {
    let long = format!("https://example.com/{}", "a".repeat(MAX_BYTES));
    let long_label = format!("https://{}.example.com/", "a".repeat(64));
    let long_name = format!("https://{}com/", "abcdefgh.".repeat(28));
    for (given, wanted) in [
        // What passes, in the spelling that is called.
        ("https://example.com", Ok("https://example.com/")),
        ("https://example.com:443/x", Ok("https://example.com/x")),
        ("https://EXAMPLE.com/Path?q=1#f", Ok("https://example.com/Path?q=1#f")),
        ("HTTPS://hooks.slack.com/services/T/B/x", Ok("https://hooks.slack.com/services/T/B/x")),
        ("https://例え.jp/受け口", Ok("https://xn--r8jz45g.jp/%E5%8F%97%E3%81%91%E5%8F%A3")),
        ("https://xn--r8jz45g.jp/", Ok("https://xn--r8jz45g.jp/")),
        ("https://ｅｘａｍｐｌｅ．ｃｏｍ/", Ok("https://example.com/")),
        ("https://a_b.example.com/", Ok("https://a_b.example.com/")),
        ("https://127.0.0.1.example.com/", Ok("https://127.0.0.1.example.com/")),
        ("https://notlocalhost.com/", Ok("https://notlocalhost.com/")),
        ("https://local.example.com/", Ok("https://local.example.com/")),
        ("https://sub.koe.example/", Ok("https://sub.koe.example/")),
        ("https://example.com/@x:y", Ok("https://example.com/@x:y")),
        // What the deployment allows by name.
        ("http://127.0.0.1:8799/hook", Ok("http://127.0.0.1:8799/hook")),
        ("https://127.0.0.1:8799/", Ok("https://127.0.0.1:8799/")),
        ("http://0x7f.1:8799/", Ok("http://127.0.0.1:8799/")),
        ("http://localhost:8799/", Ok("http://localhost:8799/")),
        ("http://[::1]:8799/", Ok("http://[::1]:8799/")),
        ("https://tests.internal/", Ok("https://tests.internal/")),
        ("http://user:word@127.0.0.1:8799/", Err("user_info")),
        ("ftp://127.0.0.1:8799/", Err("not_https")),
        ("http://127.0.0.1:8798/", Err("not_https")),
        ("https://127.0.0.1:8798/", Err("port")),
        ("http://tests.internal/", Err("not_https")),
        // Other schemes, and what has none.
        ("", Err("unreadable")),
        ("http://example.com/", Err("not_https")),
        ("http://example.com:443/", Err("not_https")),
        ("javascript:alert(1)", Err("not_https")),
        ("data:text/html,x", Err("not_https")),
        ("file:///etc/passwd", Err("not_https")),
        ("ws://example.com/", Err("not_https")),
        ("blob:https://example.com/1", Err("not_https")),
        ("//example.com/", Err("unreadable")),
        ("/hook", Err("unreadable")),
        ("example.com", Err("unreadable")),
        ("https:example.com", Err("unreadable")),
        ("https:/example.com/://x", Err("unreadable")),
        ("https:///example.com/", Err("unreadable")),
        ("https://", Err("unreadable")),
        ("https://?x", Err("unreadable")),
        ("https://:443/", Err("unreadable")),
        // Addresses instead of names, in every spelling.
        ("https://127.0.0.1", Err("ip")),
        ("https://10.0.0.1/", Err("ip")),
        ("https://0x7f.1", Err("ip")),
        ("https://2130706433", Err("ip")),
        ("https://167772161", Err("ip")),
        ("https://017700000001", Err("ip")),
        ("https://127.1/", Err("ip")),
        ("https://0/", Err("ip")),
        ("https://127.0.0.1./", Err("ip")),
        ("https://%31%32%37.0.0.1/", Err("ip")),
        ("https://１２７.０.０.１", Err("ip")),
        ("https://127。0。0。1/", Err("ip")),
        ("https://8.8.8.8/", Err("ip")),
        ("https://[::1]", Err("ip")),
        ("https://[::ffff:127.0.0.1]/", Err("ip")),
        ("https://[::ffff:7f00:1]/", Err("ip")),
        ("https://[2001:db8::1]/", Err("ip")),
        ("https://[fe80::1%25eth0]/", Err("unreadable")),
        ("https://1.2.3.4.5/", Err("unreadable")),
        ("https://example.0x7f/", Err("unreadable")),
        // Names that are not public.
        ("https://localhost", Err("reserved")),
        ("https://LOCALHOST/", Err("reserved")),
        ("https://ｌｏｃａｌｈｏｓｔ", Err("reserved")),
        ("https://a.localhost", Err("reserved")),
        ("https://a.local/", Err("reserved")),
        ("https://metadata.google.internal/", Err("reserved")),
        ("https://router.home.arpa/", Err("reserved")),
        ("https://a.onion/", Err("reserved")),
        ("https://a.local.", Err("trailing_dot")),
        ("https://example.com./", Err("trailing_dot")),
        ("https://example.com../", Err("trailing_dot")),
        ("https://localhost.", Err("trailing_dot")),
        ("https://intranet/", Err("no_dot")),
        ("https://a..example.com/", Err("host")),
        ("https://.example.com/", Err("host")),
        ("https://*.example.com/", Err("host")),
        ("https://-a.example.com/", Err("host")),
        (&long_label, Err("host")),
        (&long_name, Err("host")),
        // The deployment itself.
        ("https://koe.example/v1/answers", Err("own_host")),
        ("https://KOE.example:443/", Err("own_host")),
        ("https://ｋｏｅ.example/", Err("own_host")),
        ("https://koe.example.workers.dev/", Err("own_host")),
        ("https://xn--4qs.example/", Err("own_host")),
        ("https://声.example/", Err("own_host")),
        // User names, passwords and ports.
        ("https://user@example.com/", Err("user_info")),
        ("https://user:word@example.com/", Err("user_info")),
        ("https://:word@example.com/", Err("user_info")),
        ("https://@example.com/", Err("user_info")),
        ("https://example.com@koe.example/", Err("user_info")),
        ("https://example.com:80/", Err("port")),
        ("https://example.com:8443/", Err("port")),
        ("https://example.com:0/", Err("port")),
        ("https://example.com:65536/", Err("unreadable")),
        ("https://example.com:/", Ok("https://example.com/")),
        // What a parser would drop or change.
        ("https://exam\tple.com/", Err("character")),
        ("https://example.com/\n", Err("character")),
        ("https://loc\nalhost/", Err("character")),
        (" https://example.com/", Err("character")),
        ("https://example.com/a b", Err("character")),
        ("https:\\\\example.com\\", Err("character")),
        ("https://example.com\\@koe.example/", Err("character")),
        ("https://exam\u{ad}ple.com/", Err("character")),
        ("https://exam\u{200b}ple.com/", Err("character")),
        ("https://\u{202e}moc.example.com/", Err("character")),
        ("https://example.com/\0", Err("character")),
        ("https://example.com/<x>", Err("character")),
        ("https://exa mple.com/", Err("character")),
        (&long, Err("too_long")),
    ] {
        let judged = judge().judge(given);
        let judged = judged.as_ref().map(Url::as_str).map_err(rule);
        assert_eq!(judged, wanted, "{given:?}");
    }
}

#[test]
fn a_refusal_names_the_rule_and_the_value_and_never_the_path() {
    for (given, said) in [
        ("http://a.example/secret", "scheme http is not https"),
        ("https://a.example:8443/secret", "port 8443 is not 443"),
        ("https://2130706433/secret", "host 127.0.0.1 is an IP address, not a name"),
        ("https://[::1]/secret", "host ::1 is an IP address, not a name"),
        ("https://a.local/secret", "host a.local is not public"),
        ("https://intranet/secret", "host intranet has no dot inside"),
        ("https://a.example./secret", "host a.example. ends with a dot"),
        ("https://a..example/secret", "host a..example is not a legal domain name"),
        ("https://koe.example/secret", "host koe.example is this deployment itself"),
        ("https://me:secret@a.example/", "the address holds a user name or a password"),
        ("secret", "the address can't be read: https://host/path is wanted"),
        ("https://a.example/secret\n", "the address holds the character '\\n'"),
    ] {
        assert_eq!(judge().judge(given).unwrap_err().to_string(), said);
    }
    let long = judge().judge(&"secret".repeat(400)).unwrap_err().to_string();
    assert_eq!(long, "the address has 2400 bytes, and 2048 are allowed");
    let long_host = format!("https://{}/secret", "b".repeat(300));
    let said = judge().judge(&long_host).unwrap_err().to_string();
    assert_eq!(said, format!("host {} has no dot inside", "b".repeat(SHOWN)));
}

#[test]
fn nothing_is_allowed_where_nothing_is_set() {
    let none = Addresses::default();
    for given in ["http://127.0.0.1:8799/", "http://localhost/", "https://[::1]/", "http://:80/"] {
        assert!(none.judge(given).is_err(), "{given}");
    }
    assert!(none.judge("https://koe.example/").is_ok());
}

#[test]
fn an_email_address_is_plain_or_it_is_none() {
    for plain in [
        "taro@example.com",
        "Taro.Yamada+shop@mail.example.co.jp",
        "taro..yamada.@docomo.example.jp",
        "o'connor@example.ie",
        "taro@例え.jp",
        "taro@xn--r8jz45g.jp",
    ] {
        assert!(is_plain_email(plain), "{plain}");
    }
    let long = format!("taro@{}example.com", "abcdefgh.".repeat(28));
    let long_local = format!("{}@example.com", "a".repeat(65));
    for other in [
        "",
        "taro",
        "@example.com",
        "taro@",
        "taro@example",
        "taro@example.com.",
        "taro@.example.com",
        "taro@a_b.example.com",
        "taro@localhost",
        "taro@127.0.0.1",
        "taro@[::1]",
        "taro@[127.0.0.1]",
        "taro@2130706433",
        ".taro@example.com",
        "太郎@example.com",
        "taro@hanako@example.com",
        "\"taro\"@example.com",
        "Taro <taro@example.com>",
        "taro@example.com,hanako@example.com",
        "taro@example.com;hanako@example.com",
        "taro@example.com?bcc=all@example.com",
        "taro?cc=x@example.com",
        "taro&x@example.com",
        "taro%0a@example.com",
        "taro@exa%6dple.com",
        "taro@example.com%0d%0abcc:x",
        "taro@example.com\r\nBcc: x@example.com",
        "taro @example.com",
        " taro@example.com",
        "taro@exam\u{200b}ple.com",
        "taro@exam\u{ad}ple.com",
        "taro\0@example.com",
        "mailto:taro@example.com",
        "taro@example.com/x",
        "taro@example.com:25",
        "taro@example.com#x",
        &long,
        &long_local,
    ] {
        assert!(!is_plain_email(other), "{other:?}");
    }
}

/// The rule that an address breaks, as the table names it.
fn rule(refused: &Refused) -> &'static str {
    match refused {
        Refused::TooLong { .. } => "too_long",
        Refused::Character { .. } => "character",
        Refused::Unreadable => "unreadable",
        Refused::Scheme { .. } => "not_https",
        Refused::UserInfo => "user_info",
        Refused::Port { .. } => "port",
        Refused::IpAddress { .. } => "ip",
        Refused::TrailingDot { .. } => "trailing_dot",
        Refused::Reserved { .. } => "reserved",
        Refused::NoDot { .. } => "no_dot",
        Refused::IllegalHost { .. } => "host",
        Refused::OwnHost { .. } => "own_host",
    }
}
