use futures_util::stream;

use super::*;

const LIMIT: usize = 10_000;

fn headers(kind: &str) -> HeaderMap {
    HeaderMap::from_iter([(CONTENT_TYPE, kind.parse().unwrap())])
}

/// The form in chunks of so many bytes.
fn form(body: &[u8], chunk: usize) -> Multipart {
    let chunks: Vec<Result<Vec<u8>, std::io::Error>> =
        body.chunks(chunk).map(|chunk| Ok(chunk.to_vec())).collect();
    let headers = headers("multipart/form-data; boundary=x-y");
    Multipart::new(&headers, Body::from_stream(stream::iter(chunks)), LIMIT).unwrap()
}

async fn all(body: &[u8], chunk: usize) -> Result<Vec<Part>, MultipartError> {
    let (mut form, mut parts) = (form(body, chunk), Vec::new());
    while let Some(part) = form.next(5_000).await? {
        parts.push(part);
    }
    Ok(parts)
}

fn part(name: &str, file: Option<&str>, bytes: &[u8]) -> Part {
    Part { name: name.to_owned(), file: file.map(str::to_owned), bytes: bytes.to_vec() }
}

#[tokio::test]
async fn a_form_is_read_however_it_is_cut() {
    let body = b"--x-y\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\nabc\r\n--x-y\r\n\
        content-disposition: form-data; name=\"file\"; filename=\"a %22b%22.csv\"\r\n\
        Content-Type: text/csv\r\n\r\nscore\r\n9\r\n--x\r\n\r\n--x-y--\r\n";
    for chunk in [1, 2, 3, 7, 64, 1_000] {
        let parts = all(body, chunk).await.unwrap();
        let file = part("file", Some("a \"b\".csv"), b"score\r\n9\r\n--x\r\n");
        assert_eq!(parts, [part("token", None, b"abc"), file], "{chunk}");
    }
}

#[tokio::test]
async fn the_first_part_is_known_before_the_rest_has_come() {
    let head = "--x-y\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\nabc\r\n--x-y";
    let begun = stream::iter([Ok::<_, std::io::Error>(head)]).chain(stream::pending());
    let headers = headers("multipart/form-data; boundary=\"x-y\"");
    let mut form = Multipart::new(&headers, Body::from_stream(begun), LIMIT).unwrap();
    assert_eq!(form.next(10).await, Ok(Some(part("token", None, b"abc"))));
}

#[tokio::test]
async fn what_no_browser_writes_is_refused() {
    let named = "Content-Disposition: form-data; name=\"a\"";
    let long = format!("--x-y\r\n{named}\r\nX: {}\r\n\r\n1\r\n--x-y--", "a".repeat(MOST_HEAD));
    for body in [
        "",
        "--x-y",
        "--other\r\n",
        "preamble\r\n--x-y--",
        // Lines that end in LF alone.
        &format!("--x-y\n{named}\n\n1\n--x-y--\n"),
        // No end, and no name.
        &format!("--x-y\r\n{named}\r\n\r\n1\r\n"),
        "--x-y\r\nContent-Disposition: form-data\r\n\r\n1\r\n--x-y--",
        "--x-y\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--x-y--",
        "--x-y\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\n1\r\n--x-y--",
        "--x-y\r\nContent-Type: text/csv\r\n\r\n1\r\n--x-y--",
        // A boundary that goes on.
        &format!("--x-y\r\n{named}\r\n\r\n1\r\n--x-yz"),
        &long,
    ] {
        for chunk in [1, 1_000] {
            let read = all(body.as_bytes(), chunk).await;
            assert_eq!(read, Err(MultipartError::Broken), "{body:?}");
        }
    }
}

#[tokio::test]
async fn a_form_within_a_form_is_bytes_of_its_part() {
    let inner = "--in\r\nContent-Disposition: form-data; name=\"b\"\r\n\r\n2\r\n--in--";
    let body = format!(
        "--x-y\r\nContent-Disposition: form-data; name=\"a\"\r\n\
         Content-Type: multipart/mixed; boundary=in\r\n\r\n{inner}\r\n--x-y--"
    );
    assert_eq!(all(body.as_bytes(), 5).await, Ok(vec![part("a", None, inner.as_bytes())]));
}

#[tokio::test]
async fn nothing_is_read_past_a_bound() {
    let body = format!(
        "--x-y\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n{}\r\n--x-y--",
        "1".repeat(6_000)
    );
    assert_eq!(all(body.as_bytes(), 100).await, Err(MultipartError::TooLarge { limit: 5_000 }));
    let endless = stream::repeat_with(|| Ok::<_, std::io::Error>("--x-y\r\nX"));
    let headers = headers("multipart/form-data; boundary=x-y");
    let mut form = Multipart::new(&headers, Body::from_stream(endless), LIMIT).unwrap();
    assert_eq!(form.next(100_000).await, Err(MultipartError::Broken));
}

#[test]
fn a_form_has_a_boundary() {
    let long = format!("multipart/form-data; boundary={}", "a".repeat(71));
    for kind in [
        "",
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "multipart/form-data; boundary=\"\"",
        "multipart/form-data; boundary=a b",
        "multipart/mixed; boundary=x",
        "application/x-www-form-urlencoded",
        &long,
    ] {
        let read = Multipart::new(&headers(kind), Body::empty(), LIMIT);
        assert_eq!(read.err(), Some(MultipartError::NotAForm), "{kind}");
    }
    for kind in ["multipart/form-data; boundary=x", "Multipart/Form-Data; Boundary=\"x\""] {
        assert!(Multipart::new(&headers(kind), Body::empty(), LIMIT).is_ok(), "{kind}");
    }
}
