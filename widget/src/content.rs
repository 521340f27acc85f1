//! The text file of a prompt, read from the JavaScript object it was parsed into.
//!
//! Words are read when they are drawn. A deserialiser would cost more than the prompt's whole logic,
//! and a struct of forty strings more than looking them up.

use js_sys::Function;
use koe_shared::metric::{Bucket, Metric, Scale};
use wasm_bindgen::prelude::*;
use yew::AttrValue;

use crate::draft::Asks;
use crate::words::Word;

#[wasm_bindgen]
extern "C" {
    /// Any JavaScript value, as something that may have properties.
    #[derive(Clone)]
    pub type JsObject;
    #[wasm_bindgen(method, structural, catch, indexing_getter)]
    fn at(this: &JsObject, key: &str) -> Result<JsObject, JsValue>;
    #[wasm_bindgen(method, structural, catch)]
    fn includes(this: &JsObject, text: &str) -> Result<bool, JsValue>;
    #[wasm_bindgen(method, structural, catch, js_name = toString)]
    fn written(this: &JsObject) -> Result<String, JsValue>;
    #[wasm_bindgen(method, structural, catch, js_name = toLocaleString)]
    fn localised(this: &JsObject, lang: &str, options: &JsValue) -> Result<String, JsValue>;
}

impl JsObject {
    /// A property; undefined where there is none, or nothing that could have one. Asked first, since
    /// an error takes the browser a millisecond to make.
    pub(crate) fn get(&self, key: &str) -> Self {
        if self.is_nothing() {
            return JsValue::UNDEFINED.unchecked_into();
        }
        self.at(key).unwrap_or_else(|_| JsValue::UNDEFINED.unchecked_into())
    }

    fn is_nothing(&self) -> bool {
        self.is_undefined() || self.is_null()
    }

    /// A property that is a number; 0 where there is none.
    pub(crate) fn number(&self, key: &str) -> f64 {
        self.get(key).as_f64().unwrap_or_default()
    }

    /// What a method returns for one argument; undefined where there is no such method or it
    /// throws. Spares a binding for every method that is called once.
    pub(crate) fn call(&self, method: &str, argument: &JsValue) -> Self {
        let method = self.get(method);
        if method.is_nothing() {
            return method;
        }
        let result = method.unchecked_ref::<Function>().call1(self, argument);
        result.unwrap_or(JsValue::UNDEFINED).unchecked_into()
    }

    /// The value as a text, in ASCII if it is a number.
    pub(crate) fn plain(&self) -> String {
        if self.is_nothing() { String::new() } else { self.written().unwrap_or_default() }
    }

    /// A property that is a text.
    pub(crate) fn text(&self, key: &str) -> Option<AttrValue> {
        self.get(key).as_string().map(AttrValue::from)
    }
}

/// The scores in ASCII: keys of lists and values of radios, whatever the language writes.
pub(crate) const ASCII: [&str; 11] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10"];

/// A score in ASCII.
pub(crate) fn ascii(score: u8) -> &'static str {
    ASCII.get(usize::from(score)).copied().unwrap_or_default()
}

/// One survey version in one language.
pub(crate) struct Content {
    /// The legal scores.
    pub(crate) scale: Scale,
    /// The language.
    lang: AttrValue,
    /// Whether its lines run from right to left.
    pub(crate) right_to_left: bool,
    file: JsObject,
    texts: JsObject,
}

impl Content {
    /// Reads the file; `None` if it is no text file of a survey that this prompt knows.
    pub(crate) fn read(file: JsObject) -> Option<Self> {
        let max = file.get("scale").get("max").plain();
        let metric = file.text("metric")?;
        let metric = Metric::ALL.into_iter().find(|known| known.as_str() == metric)?;
        let scale = Scale::ALL
            .into_iter()
            .find(|scale| scale.metric() == metric && ascii(scale.max()) == max)?;
        Some(Self {
            scale,
            lang: file.text("lang")?,
            right_to_left: file.text("dir").as_deref() == Some("rtl"),
            texts: file.get("texts"),
            file,
        })
    }

    /// The survey's name: a draft is kept for it.
    pub(crate) fn survey(&self) -> Option<AttrValue> {
        self.file.text("survey")
    }

    /// One of the words; empty where this survey has no use for it.
    pub(crate) fn word(&self, word: Word) -> AttrValue {
        self.texts.text(word.name()).unwrap_or_default()
    }

    /// The name of a score; empty where not every score has one.
    pub(crate) fn step(&self, score: u8) -> AttrValue {
        let steps = self.texts.get("steps");
        steps.text(ascii(score - self.scale.min())).unwrap_or_default()
    }

    /// A score, as the language writes it.
    pub(crate) fn numeral(&self, score: u8) -> AttrValue {
        let Some(digits) = self.file.text("digits") else {
            return AttrValue::Static(ascii(score));
        };
        let own = |digit: u8| digits.chars().nth(usize::from(digit - b'0'));
        ascii(score).bytes().filter_map(own).collect::<String>().into()
    }

    /// The label of the comment after this score; before there is one, that of everybody.
    pub(crate) fn follow_up(&self, score: Option<u8>) -> AttrValue {
        let own = |score| self.texts.get("follow_up").text(self.bucket(score));
        score.and_then(own).unwrap_or_else(|| self.word(Word::AnythingElse))
    }

    /// The sentence under the thanks: the owner's for this score, else the standard one.
    pub(crate) fn thanks(&self, score: u8) -> AttrValue {
        let own = self.texts.get("thanks").get("text").text(self.bucket(score));
        own.unwrap_or_else(|| self.word(Word::ReceiptText))
    }

    /// The owner's link: where to, what about, and the word that is the link.
    pub(crate) fn link(&self) -> Option<[AttrValue; 3]> {
        let link = self.texts.get("thanks").get("link");
        Some([link.text("href")?, link.text("text")?, link.text("open")?])
    }

    /// What may be asked after this score.
    pub(crate) fn asks(&self, score: u8) -> Asks {
        let bucket = self.bucket(score);
        let asked = |key| self.file.get(key).includes(bucket).unwrap_or_default();
        Asks { contact: asked("ask_contact"), publish: asked("ask_publish") }
    }

    fn bucket(&self, score: u8) -> &'static str {
        self.scale.bucket(score).unwrap_or(Bucket::Passive).as_str()
    }

    /// A date and time as the language writes it, in the visitor's own zone.
    pub(crate) fn time(&self, at: &js_sys::Date) -> AttrValue {
        let options = js_sys::Object::new();
        let parts = [
            ("month", "short"),
            ("day", "numeric"),
            ("hour", "2-digit"),
            ("minute", "2-digit"),
            ("hourCycle", "h23"),
        ];
        for (key, value) in parts {
            // A plain object takes every property.
            _ = js_sys::Reflect::set(&options, &key.into(), &value.into());
        }
        self.local(at, &options)
    }

    fn local(&self, value: &JsValue, options: &JsValue) -> AttrValue {
        // Bare English would put the month first, for American readers only.
        let lang = if self.lang == "en" { "en-GB" } else { &self.lang };
        value.unchecked_ref::<JsObject>().localised(lang, options).unwrap_or_default().into()
    }
}
