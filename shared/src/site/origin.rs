//! Origins as browsers send them.

/// The origin in the spelling of the `Origin` header: small letters, no port that the scheme implies.
/// `None` for whatever is more or less than scheme, host and port.
pub(super) fn normalised(given: &str) -> Option<String> {
    let given = given.to_ascii_lowercase();
    let (scheme, rest) = given.split_once("://")?;
    let implied = match scheme {
        "https" => "443",
        "http" => "80",
        _ => return None,
    };
    // An IPv6 address keeps its colons in brackets.
    let end_of_host = rest.rfind(']').unwrap_or(0);
    let (host, port) = match rest[end_of_host..].rfind(':') {
        Some(colon) => (&rest[..end_of_host + colon], Some(&rest[end_of_host + colon + 1..])),
        None => (rest, None),
    };
    if !is_host(host) {
        return None;
    }
    match port {
        None => Some(format!("{scheme}://{host}")),
        Some(port) if port == implied => Some(format!("{scheme}://{host}")),
        Some(port) => {
            let number: u16 = port.parse().ok()?;
            (number > 0 && number.to_string() == port).then(|| format!("{scheme}://{host}:{port}"))
        }
    }
}

fn is_host(host: &str) -> bool {
    if let Some(address) = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        return address.parse::<std::net::Ipv6Addr>().is_ok();
    }
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
    };
    host.len() <= 253 && host.split('.').all(is_label)
}

#[cfg(test)]
mod tests {
    use super::normalised;

    #[test]
    fn an_origin_is_spelled_as_browsers_send_it() {
        for (given, sent) in [
            ("https://shop.example", "https://shop.example"),
            ("https://Shop.Example:443", "https://shop.example"),
            ("http://localhost:8787", "http://localhost:8787"),
            ("http://127.0.0.1:80", "http://127.0.0.1"),
            ("https://xn--n8jub3a.example", "https://xn--n8jub3a.example"),
            ("http://[::1]:8787", "http://[::1]:8787"),
        ] {
            assert_eq!(normalised(given).as_deref(), Some(sent));
        }
    }

    #[test]
    fn whatever_is_more_or_less_is_none() {
        for given in [
            "",
            "*",
            "null",
            "shop.example",
            "https://",
            "https://*",
            "https://*.shop.example",
            "https://shop.example/",
            "https://shop.example/path",
            "https://user@shop.example",
            "https://shop.example:",
            "https://shop.example:0",
            "https://shop.example:65536",
            "https://shop.example:0443",
            "ftp://shop.example",
            "https://こかげ.example",
            "https://a..b",
            "https://[::g]",
            " https://shop.example",
        ] {
            assert_eq!(normalised(given), None, "{given:?}");
        }
    }
}
