//! What came back, and what must hold of it. Every complaint names the request and shows the
//! body.

use http::Response;
use serde_json::Value;

/// The reply to a [`super::Call`].
#[derive(Clone, Debug)]
pub struct Reply {
    line: String,
    response: Response<Vec<u8>>,
}

impl Reply {
    pub(super) fn new(line: String, response: Response<Vec<u8>>) -> Self {
        Self { line, response }
    }

    /// The status.
    pub fn status(&self) -> u16 {
        self.response.status().as_u16()
    }

    /// A header, where it was sent and is text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.response.headers().get(name)?.to_str().ok()
    }

    /// Every value of a header that may be sent more than once.
    pub fn headers(&self, name: &str) -> Vec<&str> {
        let values = self.response.headers().get_all(name).iter();
        values.filter_map(|value| value.to_str().ok()).collect()
    }

    /// The body as it came.
    pub fn bytes(&self) -> &[u8] {
        self.response.body()
    }

    /// The body as text.
    #[track_caller]
    pub fn text(&self) -> &str {
        std::str::from_utf8(self.response.body()).expect("every reply is UTF-8")
    }

    /// The body as JSON.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(self.text())
            .unwrap_or_else(|error| panic!("{}: {error} in {}", self.line, self.text()))
    }

    /// Demands a status.
    #[track_caller]
    pub fn is(&self, status: u16) -> &Self {
        assert_eq!(self.status(), status, "{}: {}", self.line, self.text());
        self
    }

    /// Demands a header with this value.
    #[track_caller]
    pub fn has(&self, name: &str, value: &str) -> &Self {
        assert_eq!(self.header(name), Some(value), "{}: header {name}", self.line);
        self
    }

    /// Demands a refusal: its status, its code and the field it blames, in a problem document
    /// that is whole.
    #[track_caller]
    pub fn refuses(&self, status: u16, code: &str, field: Option<&str>) -> &Self {
        self.is(status).has("content-type", "application/problem+json");
        let problem = self.json();
        let said = (problem["code"].as_str(), problem["field"].as_str());
        assert_eq!(said, (Some(code), field), "{}: {problem}", self.line);
        assert_eq!(problem["status"], status, "{}: {problem}", self.line);
        for word in ["type", "title", "detail"] {
            let text = problem[word].as_str().unwrap_or_default();
            assert!(!text.is_empty(), "{}: no {word} in {problem}", self.line);
        }
        self
    }

    /// Demands that the refusal's detail says this: the value and the bound.
    #[track_caller]
    pub fn says(&self, words: &str) -> &Self {
        let problem = self.json();
        let detail = problem["detail"].as_str().unwrap_or_default();
        assert!(detail.contains(words), "{}: {words:?} is not in {detail:?}", self.line);
        self
    }
}
