//! Every state the prompt can be in, and how a visitor gets there.

use super::alone::ask;
use koe_tests::browser::Page;
use serde_json::{Value, json};

/// What a visitor does, or what becomes of what they send.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step {
    /// Taps a score.
    Tap(u8),
    /// Writes where the focus is put by tapping a field.
    Write(&'static str, &'static str),
    /// Taps what has this hook.
    Click(&'static str),
    /// From here on, what is sent is stored, saved, failed, refused or still pending.
    Fate(&'static str),
    /// Waits for a state.
    Until(&'static str),
}

use Step::{Click, Fate, Tap, Until, Write};

/// A state with its name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scene {
    pub(super) name: &'static str,
    pub(super) steps: &'static [Step],
}

const COMMENT: &str = "The lid of the teapot arrived chipped, and nobody answered.";

/// All of them, on the scale of an NPS.
pub(super) const SCENES: [Scene; 19] = [
    Scene { name: "asking", steps: &[] },
    Scene { name: "sending-the-score", steps: &[Fate("pending"), Tap(8), Until("commenting")] },
    Scene { name: "commenting", steps: &[Tap(8), Until("commenting")] },
    Scene { name: "contact", steps: &[Tap(3), Until("commenting"), Click("reply")] },
    Scene {
        name: "address-refused",
        steps: &[
            Tap(3),
            Until("commenting"),
            Click("reply"),
            Write("email", "name@"),
            Click("send"),
        ],
    },
    Scene { name: "publish", steps: &[Tap(9), Until("commenting"), Click("publish")] },
    Scene {
        name: "changing",
        steps: &[Tap(9), Until("commenting"), Click("change"), Until("asking")],
    },
    Scene {
        name: "sending",
        steps: &[
            Tap(8),
            Until("commenting"),
            Fate("pending"),
            Write("comment", COMMENT),
            Click("send"),
            Until("sending"),
        ],
    },
    Scene {
        name: "saved",
        steps: &[
            Tap(8),
            Until("commenting"),
            Fate("saved"),
            Write("comment", COMMENT),
            Click("send"),
            Until("thanked"),
        ],
    },
    Scene {
        name: "failed",
        steps: &[
            Tap(8),
            Until("commenting"),
            Fate("failed"),
            Write("comment", COMMENT),
            Click("send"),
            Until("failed"),
        ],
    },
    Scene { name: "score-failed", steps: &[Fate("failed"), Tap(8), Until("failed")] },
    Scene {
        name: "refused",
        steps: &[
            Tap(8),
            Until("commenting"),
            Fate("refused"),
            Write("comment", COMMENT),
            Click("send"),
            Until("refused"),
        ],
    },
    Scene { name: "score-refused", steps: &[Fate("refused"), Tap(8), Until("refused")] },
    Scene {
        name: "receipt",
        steps: &[
            Tap(8),
            Until("commenting"),
            Write("comment", COMMENT),
            Click("send"),
            Until("thanked"),
        ],
    },
    Scene {
        name: "confirming",
        steps: &[Tap(8), Until("commenting"), Click("send"), Until("thanked"), Click("take-back")],
    },
    Scene {
        name: "taking-back",
        steps: &[
            Tap(8),
            Until("commenting"),
            Click("send"),
            Until("thanked"),
            Fate("pending"),
            Click("take-back"),
            Click("confirm-take-back"),
        ],
    },
    Scene {
        name: "not-taken-back",
        steps: &[
            Tap(8),
            Until("commenting"),
            Click("send"),
            Until("thanked"),
            Fate("failed"),
            Click("take-back"),
            Click("confirm-take-back"),
        ],
    },
    Scene {
        name: "taking-back-refused",
        steps: &[
            Tap(8),
            Until("commenting"),
            Click("send"),
            Until("thanked"),
            Fate("refused"),
            Click("take-back"),
            Click("confirm-take-back"),
        ],
    },
    Scene {
        name: "taken-back",
        steps: &[
            Tap(8),
            Until("commenting"),
            Click("send"),
            Until("thanked"),
            Click("take-back"),
            Click("confirm-take-back"),
        ],
    },
];

/// Asks anew, and plays a scene to its end.
#[track_caller]
pub(super) fn play(page: &Page, survey: &str, lang: &str, placement: &str, scene: Scene) {
    ask(page, survey, lang, placement, &json!({ "name": "Mio" }));
    for step in scene.steps {
        take(page, *step);
    }
    settled(page);
}

#[track_caller]
fn take(page: &Page, step: Step) {
    match step {
        Tap(score) => page.prompt().score(score).click(),
        Fate(fate) => {
            page.eval(&format!("fate = {}, 0", json!(fate)));
        }
        Until(state) => page.any_prompt().until(state),
        Write(hook, text) => {
            let any = page.any_prompt();
            any.part(hook).click();
            page.type_text(text);
        }
        Click(hook) => page.any_prompt().part(hook).click(),
    }
}

/// Waits until nothing in the prompt is under way but what never ends.
#[track_caller]
pub(super) fn settled(page: &Page) {
    page.until(
        "document.querySelector('koe-prompt').shadowRoot.getAnimations()
         .every(({ effect, playState }) => playState != 'running' || effect.getTiming().iterations == Infinity)",
    );
}

/// What a function of the panel returns.
#[track_caller]
pub(super) fn panel(page: &Page, function: &str) -> Value {
    page.any_prompt().part("panel").call(function)
}
