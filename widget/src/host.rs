//! The sender's side of the prompt: the host object, read into plain Rust, and the calls back to it.
//!
//! Read by hand, because a deserialiser costs more than the prompt's whole logic.

use js_sys::{Object, Promise, Reflect};
use koe_shared::metric::{Bucket, Metric, Scale};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlElement;
use yew::AttrValue;

use crate::draft::{Asks, Revision};
use crate::state::{Delivery, Departure};
use crate::words::Word;

#[wasm_bindgen]
extern "C" {
    /// The object that the sender makes for one prompt.
    #[derive(Clone)]
    pub type Host;

    #[wasm_bindgen(method, structural, catch)]
    fn answer(this: &Host, revision: &Object) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, structural, catch)]
    fn take_back(this: &Host) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, structural, catch)]
    fn closed(this: &Host, how: &str) -> Result<(), JsValue>;
    #[wasm_bindgen(method, structural, catch)]
    fn received_at(this: &Host) -> Result<Option<String>, JsValue>;

    /// A number or a date, as the visitor's language writes it.
    type Localised;
    #[wasm_bindgen(method, structural, catch, js_name = toLocaleString)]
    fn to_locale_string(this: &Localised, lang: &str, options: &JsValue)
    -> Result<String, JsValue>;
}

impl Host {
    /// Sends a revision. Whatever the sender throws counts as not taken: it keeps what it was given
    /// before it tries the network.
    pub(crate) async fn send(&self, revision: &Object) -> Delivery {
        delivery(self.answer(revision)).await
    }

    /// Takes the answer back.
    pub(crate) async fn erase(&self) -> Delivery {
        delivery(self.take_back()).await
    }

    /// Tells the sender that the prompt has gone from the page.
    pub(crate) fn left(&self, departure: Departure) {
        report(self.closed(match departure {
            Departure::Dismissed => "dismissed",
            Departure::Done => "done",
        }));
    }

    /// When the server received the newest revision, as the visitor's language writes it.
    pub(crate) fn received(&self, lang: &str) -> Option<AttrValue> {
        let at = self.received_at().ok()??;
        local_time(&js_sys::Date::new(&at.into()), lang)
    }
}

/// The revision as the sender takes it; what is absent is left out.
pub(crate) fn revision(revision: &Revision<'_>) -> Object {
    let object = Object::new();
    set(&object, "score", &revision.score.into());
    let texts = [("comment", revision.comment), ("email", revision.email), ("name", revision.name)];
    for (key, text) in texts {
        if let Some(text) = text {
            set(&object, key, &text.into());
        }
    }
    if revision.publish {
        set(&object, "publish", &JsValue::TRUE);
    }
    object
}

async fn delivery(sent: Result<Promise, JsValue>) -> Delivery {
    let fate = match sent {
        Ok(promise) => JsFuture::from(promise).await,
        Err(error) => Err(error),
    };
    match fate.ok().and_then(|fate| fate.as_string()).as_deref() {
        Some("stored") => Delivery::Stored,
        Some("saved") => Delivery::Saved,
        _ => Delivery::Failed,
    }
}

/// Where a prompt stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Placement {
    /// In a corner of the window; a sheet at the bottom of a phone.
    Popover,
    /// In its place in the page.
    Inline,
    /// In the middle, over the page, holding the focus.
    Modal,
}

/// What the scores are drawn as.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Display {
    /// Numerals.
    Numbers,
    /// Stars.
    Stars,
    /// Faces.
    Faces,
}

/// What the text file says, as far as the prompt needs it more than once.
pub(crate) struct Content {
    /// The survey's name: a draft is kept for it.
    pub(crate) survey: String,
    /// The legal scores.
    pub(crate) scale: Scale,
    /// What they are drawn as.
    pub(crate) display: Display,
    /// The language.
    pub(crate) lang: AttrValue,
    /// Whether its lines run from right to left.
    pub(crate) right_to_left: bool,
    /// The owner's look, as declarations for the panel's `style`.
    pub(crate) style: AttrValue,
    /// The corner of the window, such as `bottom-right`.
    pub(crate) position: AttrValue,
    /// The name of each score from the lowest up; empty where only the ends have names.
    pub(crate) steps: Vec<AttrValue>,
    /// The numeral of each score, as the language writes it.
    numerals: Vec<AttrValue>,
    /// The owner's link: where to, what about, and the word that is the link.
    pub(crate) link: Option<[AttrValue; 3]>,
    words: Vec<AttrValue>,
    /// What is asked after a score, and said at the end, by bucket.
    after: [After; 3],
}

struct After {
    follow_up: AttrValue,
    thanks: Option<AttrValue>,
    asks: Asks,
}

impl Content {
    /// Reads `host.content`; `None` if it is no text file of a survey that this prompt knows.
    pub(crate) fn read(host: &Host) -> Option<Self> {
        let content = get(host, "content");
        let texts = get(&content, "texts");
        let theme = get(&content, "theme");
        let metric = match text(&content, "metric")?.as_str() {
            "nps" => Metric::Nps,
            "ces" => Metric::Ces,
            "csat" => Metric::Csat,
            _ => return None,
        };
        let max = get(&get(&content, "scale"), "max").as_f64()?;
        let scale = Scale::ALL
            .into_iter()
            .find(|scale| scale.metric() == metric && f64::from(scale.max()) == max)?;
        let lang = text(&content, "lang")?;
        let numeral = |score: u8| local(&score.into(), &lang, &JsValue::UNDEFINED);
        let thanks = get(&texts, "thanks");
        let link = get(&thanks, "link");
        let link = || Some([word(&link, "href")?, word(&link, "text")?, word(&link, "open")?]);
        Some(Self {
            survey: text(&content, "survey")?,
            scale,
            display: match text(&content, "display").as_deref() {
                Some("stars") => Display::Stars,
                Some("faces") => Display::Faces,
                _ => Display::Numbers,
            },
            right_to_left: text(&content, "dir").as_deref() == Some("rtl"),
            style: style(&theme).into(),
            position: word(&theme, "position").unwrap_or_default(),
            steps: list(&get(&texts, "steps"))
                .filter_map(|step| step.as_string().map(AttrValue::from))
                .collect(),
            numerals: (0..=scale.max()).filter_map(numeral).collect(),
            link: link(),
            words: Word::NAMES.iter().map(|name| word(&texts, name).unwrap_or_default()).collect(),
            after: Bucket::ALL.map(|bucket| {
                let name = bucket_name(bucket);
                let asked = |key| list(&get(&content, key)).any(|one| one == *name);
                After {
                    follow_up: word(&get(&texts, "follow_up"), name).unwrap_or_default(),
                    thanks: word(&get(&thanks, "text"), name),
                    asks: Asks { contact: asked("ask_contact"), publish: asked("ask_publish") },
                }
            }),
            lang: lang.into(),
        })
    }

    /// One of the words; empty where this survey has no use for it.
    pub(crate) fn word(&self, word: Word) -> AttrValue {
        self.words.get(word as usize).cloned().unwrap_or_default()
    }

    /// The name of a score, where it has one.
    pub(crate) fn step(&self, score: u8) -> Option<AttrValue> {
        self.steps.get(usize::from(score - self.scale.min())).cloned()
    }

    /// A score, as the language writes it.
    pub(crate) fn numeral(&self, score: u8) -> AttrValue {
        self.numerals.get(usize::from(score)).cloned().unwrap_or_default()
    }

    /// What may be asked after this score.
    pub(crate) fn asks(&self, score: u8) -> Asks {
        self.after(score).map(|after| after.asks).unwrap_or_default()
    }

    /// The label of the comment after this score.
    pub(crate) fn follow_up(&self, score: u8) -> AttrValue {
        self.after(score).map(|after| after.follow_up.clone()).unwrap_or_default()
    }

    /// The sentence under the thanks: the owner's for this score, else the standard one.
    pub(crate) fn thanks(&self, score: u8) -> AttrValue {
        self.after(score)
            .and_then(|after| after.thanks.clone())
            .unwrap_or_else(|| self.word(Word::ReceiptText))
    }

    fn after(&self, score: u8) -> Option<&After> {
        self.after.get(self.scale.bucket(score)? as usize)
    }
}

const fn bucket_name(bucket: Bucket) -> &'static str {
    match bucket {
        Bucket::Detractor => "detractor",
        Bucket::Passive => "passive",
        Bucket::Promoter => "promoter",
    }
}

/// The owner's theme as declarations: the accent's roles for both schemes, the radius, the scheme.
fn style(theme: &JsValue) -> String {
    let light = get(theme, "light");
    let dark = get(theme, "dark");
    let mut style = String::new();
    let mut declare = |parts: &[&str]| style.extend(parts.iter().copied());
    for role in ["fill", "on_fill", "edge", "link", "tint"] {
        if let (Some(light), Some(dark)) = (text(&light, role), text(&dark, role)) {
            declare(&["--", role, ":light-dark(", &light, ",", &dark, ");"]);
        }
    }
    if let Some(radius) = local(&get(theme, "radius"), "en", &JsValue::UNDEFINED) {
        declare(&["--r:", &radius, "px;"]);
    }
    if let Some(scheme) = text(theme, "scheme").filter(|scheme| scheme != "auto") {
        declare(&["color-scheme:", &scheme]);
    }
    style
}

/// Where `host` wants the prompt, and the element an inline prompt goes into.
pub(crate) fn placement(host: &Host) -> (Placement, Option<HtmlElement>) {
    match text(host, "placement").as_deref() {
        Some("inline") => (Placement::Inline, get(host, "inline").dyn_into().ok()),
        Some("modal") => (Placement::Modal, None),
        _ => (Placement::Popover, None),
    }
}

/// Whether `host` shows a preview to the owner.
pub(crate) fn is_preview(host: &Host) -> bool {
    get(host, "preview").is_truthy()
}

/// This moment, as the visitor's language writes it.
pub(crate) fn now(lang: &str) -> Option<AttrValue> {
    local_time(&js_sys::Date::new_0(), lang)
}

/// The date and time, in the visitor's own zone.
fn local_time(at: &JsValue, lang: &str) -> Option<AttrValue> {
    let options = Object::new();
    let parts =
        [("month", "short"), ("day", "numeric"), ("hour", "2-digit"), ("minute", "2-digit")];
    for (key, value) in parts.into_iter().chain([("hourCycle", "h23")]) {
        set(&options, key, &value.into());
    }
    // Bare English would put the month first, for American readers; the rest of the prompt doesn't.
    local(at, if lang == "en" { "en-GB" } else { lang }, &options)
}

fn local(value: &JsValue, lang: &str, options: &JsValue) -> Option<AttrValue> {
    value.unchecked_ref::<Localised>().to_locale_string(lang, options).ok().map(AttrValue::from)
}

fn get(object: &JsValue, key: &str) -> JsValue {
    Reflect::get(object, &key.into()).unwrap_or(JsValue::UNDEFINED)
}

fn set(object: &JsValue, key: &str, value: &JsValue) {
    // A plain object takes every property.
    let _ = Reflect::set(object, &key.into(), value);
}

fn text(object: &JsValue, key: &str) -> Option<String> {
    get(object, key).as_string()
}

fn word(object: &JsValue, key: &str) -> Option<AttrValue> {
    text(object, key).map(AttrValue::from)
}

fn list(value: &JsValue) -> impl Iterator<Item = JsValue> {
    js_sys::Array::from(value).to_vec().into_iter()
}

fn report(result: Result<(), JsValue>) {
    if let Err(error) = result {
        log(&error);
    }
}

#[wasm_bindgen]
extern "C" {
    /// One line on the console.
    #[wasm_bindgen(js_namespace = console, js_name = warn)]
    pub(crate) fn log(what: &JsValue);
}
