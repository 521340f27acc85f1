//! Mouse, finger and keyboard, as the browser gets them from a hand: no event is made by a script.

use super::Page;
use crate::patience;
use serde_json::json;
use std::time::Duration;

/// A key, named as it is printed on the keyboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// Moves focus on.
    Tab,
    /// Moves focus back: Tab with Shift held.
    BackTab,
    /// Confirms.
    Enter,
    /// Confirms, too.
    Space,
    /// Leaves.
    Escape,
    /// ←
    Left,
    /// →
    Right,
    /// ↑
    Up,
    /// ↓
    Down,
    /// To the first.
    Home,
    /// To the last.
    End,
    /// A digit of the upper row.
    Digit(u8),
    /// A letter or a sign that is typed without Shift: `s`, `/`.
    Letter(char),
}

/// How the protocol describes a key: its name, its place, its number and the text it types.
struct Stroke {
    key: String,
    code: String,
    number: u32,
    text: Option<String>,
    shift: bool,
}

impl Stroke {
    /// A key that types what is printed on it.
    fn typed(letter: char, code: String) -> Self {
        let text = letter.to_string();
        // The numbers of letters and digits are those of ASCII; that of the slash is not.
        let number = if letter == '/' { 191 } else { u32::from(letter.to_ascii_uppercase()) };
        Self { key: text.clone(), code, number, text: Some(text), shift: false }
    }
}

impl Key {
    fn stroke(self) -> Stroke {
        let (key, number, text) = match self {
            Self::Tab | Self::BackTab => ("Tab", 9, None),
            Self::Enter => ("Enter", 13, Some("\r")),
            Self::Space => (" ", 32, Some(" ")),
            Self::Escape => ("Escape", 27, None),
            Self::End => ("End", 35, None),
            Self::Home => ("Home", 36, None),
            Self::Left => ("ArrowLeft", 37, None),
            Self::Up => ("ArrowUp", 38, None),
            Self::Right => ("ArrowRight", 39, None),
            Self::Down => ("ArrowDown", 40, None),
            Self::Digit(digit) => {
                return Stroke::typed(char::from(b'0' + digit), format!("Digit{digit}"));
            }
            Self::Letter(letter) => {
                let code = format!("Key{}", letter.to_ascii_uppercase());
                return Stroke::typed(letter, if letter == '/' { "Slash".into() } else { code });
            }
        };
        Stroke {
            key: key.into(),
            code: if key == " " { "Space" } else { key }.into(),
            number,
            text: text.map(Into::into),
            shift: self == Self::BackTab,
        }
    }
}

impl Page {
    /// Presses a key and lets it go.
    #[track_caller]
    pub fn press(&self, key: Key) {
        let Stroke { key, code, number, text, shift } = key.stroke();
        let mut event = json!({
            "key": key, "code": code, "windowsVirtualKeyCode": number,
            "modifiers": if shift { 8 } else { 0 },
        });
        event["type"] = if text.is_some() { "keyDown" } else { "rawKeyDown" }.into();
        if let Some(text) = text {
            event["text"] = text.into();
        }
        self.outermost().ask("Input.dispatchKeyEvent", &event);
        event["type"] = "keyUp".into();
        event["text"] = "".into();
        self.outermost().ask("Input.dispatchKeyEvent", &event);
    }

    /// Presses Tab until the focus is on an element of the page itself.
    #[track_caller]
    pub fn tab_to(&self, selector: &str) {
        let focused = format!("document.activeElement.matches({})", json!(selector));
        self.tab_until(selector, || self.eval(&focused) == true);
    }

    /// Presses Tab until something is true, at most as often as any page of the journeys has
    /// elements to go through.
    #[track_caller]
    pub(super) fn tab_until(&self, what: &str, there: impl Fn() -> bool) {
        const STOPS: usize = 80;
        let stops = (0..STOPS).take_while(|_| !there());
        let pressed = stops.inspect(|_| self.press(Key::Tab)).count();
        assert!(pressed < STOPS, "Tab never comes to {what}");
    }

    /// Types text where the focus is, as an input method commits it.
    #[track_caller]
    pub fn type_text(&self, text: &str) {
        self.outermost().ask("Input.insertText", &json!({ "text": text }));
    }

    /// Moves the mouse to a point of the window, in CSS pixels; one above it has left the page.
    #[track_caller]
    pub fn point_at(&self, x: f64, y: f64) {
        let event = json!({ "type": "mouseMoved", "x": x, "y": y });
        self.outermost().ask("Input.dispatchMouseEvent", &event);
    }

    /// Moves the mouse to a point of the tab's window, in CSS pixels, and clicks its left button.
    #[track_caller]
    pub(super) fn click_at(&self, (x, y): (f64, f64)) {
        for (kind, button, buttons) in
            [("mouseMoved", "none", 0), ("mousePressed", "left", 1), ("mouseReleased", "left", 0)]
        {
            let event = json!({
                "type": kind, "x": x, "y": y,
                "button": button, "buttons": buttons, "clickCount": u8::from(button == "left"),
            });
            self.outermost().ask("Input.dispatchMouseEvent", &event);
        }
    }

    /// Taps a point of the tab's window, in CSS pixels, with a finger.
    #[track_caller]
    pub(super) fn tap_at(&self, (x, y): (f64, f64)) {
        for (kind, points) in [("touchStart", json!([{ "x": x, "y": y }])), ("touchEnd", json!([]))]
        {
            let event = json!({ "type": kind, "touchPoints": points });
            self.outermost().ask("Input.dispatchTouchEvent", &event);
        }
    }

    /// Drags a finger over the screen through these points of the window, each so many milliseconds
    /// after the one before, and lifts it.
    #[track_caller]
    pub fn drag(&self, points: impl IntoIterator<Item = (f64, f64, u64)>) {
        let mut kind = "touchStart";
        for (x, y, after) in points {
            patience::late(Duration::from_millis(after));
            let event = json!({ "type": kind, "touchPoints": [{ "x": x, "y": y }] });
            self.outermost().ask("Input.dispatchTouchEvent", &event);
            kind = "touchMove";
        }
        let event = json!({ "type": "touchEnd", "touchPoints": [] });
        self.outermost().ask("Input.dispatchTouchEvent", &event);
    }

    /// Composes a text where the focus is, as an input method does before it commits.
    #[track_caller]
    pub fn compose(&self, text: &str) {
        let end = text.encode_utf16().count();
        let composition = json!({ "text": text, "selectionStart": end, "selectionEnd": end });
        self.outermost().ask("Input.imeSetComposition", &composition);
    }

    /// Presses Escape for the input method: pages are told of the number 229 and no more.
    #[track_caller]
    pub fn escape_composition(&self) {
        for kind in ["rawKeyDown", "keyUp"] {
            let event = json!({
                "type": kind, "key": "Escape", "code": "Escape", "windowsVirtualKeyCode": 229,
            });
            self.outermost().ask("Input.dispatchKeyEvent", &event);
        }
    }
}
