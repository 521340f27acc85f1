//! Firefox and WebKit, each driven by what it speaks itself, behind one small interface.
//!
//! - [`Engine`]: which of the two, and how its visitor has set it.
//! - [`Visit`]: a window with empty storage. One at a time in each engine: the others would be hidden.
//! - [`Tab`]: going somewhere, asking the page, mouse and keyboard.
//! - [`Asked`]: the prompt as its visitor meets it, in the page or in a frame.
//! - [`Gate`]: the way to Koe, which can be closed.
//!
//! Neither engine lets its driver into every closed shadow root, so the pages of these visits keep the
//! prompt's ([`EYE`]); clicks go by coordinates. Chromium has a harness of its own, [`crate::browser`],
//! which looks deeper.

mod driver;
mod eye;
mod firefox;
mod gate;
mod prompt;
mod socket;
mod tab;
mod webkit;

pub use eye::EYE;
pub use gate::Gate;
pub use prompt::Asked;
pub use tab::{Tab, key};

use driver::Driver;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// An engine that is not Chromium's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Firefox, from Debian's `firefox-esr`.
    Firefox,
    /// WebKit, from Debian's `webkit2gtk-driver`: the engine of Safari, without what Apple adds.
    WebKit,
}

/// What a visitor set in the browser before coming.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Setting {
    /// Nothing.
    #[default]
    Usual,
    /// Pages run no script.
    NoScript,
    /// The system sets all colours. Firefox only.
    ForcedColours,
}

/// A window of one visitor, whose storage is empty. It closes when this is dropped.
#[derive(Debug)]
pub struct Visit {
    engine: Engine,
    driver: Arc<dyn Driver>,
    _turn: MutexGuard<'static, ()>,
}

impl Engine {
    /// Begins a visit as most visitors are.
    #[track_caller]
    pub fn visit(self) -> Visit {
        self.visit_with(Setting::Usual)
    }

    /// Begins a visit of somebody who has set something.
    #[track_caller]
    pub fn visit_with(self, setting: Setting) -> Visit {
        static FIREFOX: Mutex<()> = Mutex::new(());
        static WEBKIT: Mutex<()> = Mutex::new(());
        let turn = if self == Self::Firefox { &FIREFOX } else { &WEBKIT };
        // A visit that failed says so itself.
        let turn = turn.lock().unwrap_or_else(PoisonError::into_inner);
        let driver: Arc<dyn Driver> = match self {
            Self::Firefox => Arc::new(firefox::Window::open(setting)),
            Self::WebKit => Arc::new(webkit::Session::begin(setting)),
        };
        Visit { engine: self, driver, _turn: turn }
    }
}

impl Visit {
    /// The engine it happens in.
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// The tab in front, as the visit begins.
    #[track_caller]
    pub fn tab(&self) -> Tab {
        Tab::of(Arc::clone(&self.driver), self.driver.first())
    }

    /// Opens an address in the first tab.
    #[track_caller]
    pub fn open(&self, url: &str) -> Tab {
        let tab = self.tab();
        tab.goto(url);
        tab
    }

    /// Opens an address in another tab, in front of the others.
    #[track_caller]
    pub fn open_another(&self, url: &str) -> Tab {
        let tab = Tab::of(Arc::clone(&self.driver), self.driver.another());
        tab.goto(url);
        tab
    }
}
