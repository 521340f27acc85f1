/**
 * The prompt's place in the host page. Only this module touches the page, and it undoes all of it: what it adds is one
 * `<koe-prompt>` element with a closed shadow root (open under preview, so that accessibility checkers can look inside) and
 * constructable stylesheets, and while a prompt is open listeners on the visual viewport.
 */

import css from "../look/prompt.css";
import type { PromptTheme } from "../loader/wire";
import { fit, follow } from "./fit";
import type { Panel } from "./panel";
import { rule } from "./theme";

/**
 * The events that end at the prompt. A page listens to keys for its shortcuts, to typing and pasting for its editor, and to
 * the focus to hold it in a dialog of its own; a shadow root hides the field from it, not the event. Pointers go on: a
 * page closes its menus by them. Those that never leave a shadow root are not among them.
 */
const OWN = ["keydown", "keypress", "keyup", "beforeinput", "input", "compositionstart", "compositionupdate", "compositionend", "copy", "cut", "paste", "focusin", "focusout"];

interface Stage {
  element: HTMLElement;
  root: ShadowRoot;
  theme: CSSStyleSheet;
  preview: boolean;
}

/** The stage, kept from one prompt to the next. */
let stage: Stage | undefined;
let look: CSSStyleSheet | undefined;
/** The panel on the stage, and what takes it off. */
let shown: { panel: Panel; measure(): void; off(): void } | undefined;

const build = (preview: boolean): Stage => {
  if (stage?.preview == preview) return stage;
  const element = document.createElement("koe-prompt");
  for (const name of OWN) element.addEventListener(name, (event) => event.stopPropagation());
  const root = element.attachShadow({ mode: preview ? "open" : "closed" });
  if (!look) {
    look = new CSSStyleSheet();
    look.replaceSync(css);
  }
  const theme = new CSSStyleSheet();
  root.adoptedStyleSheets = [look, theme];
  return (stage = { element, root, theme, preview });
};

/** Builds the stage, off the page. */
export const prepare = (): unknown => build(false);

/** Whether the window is as narrow as a phone's: there is no room in its middle. */
export const narrow = (): boolean => matchMedia("(max-width:479.98px)").matches;

/** Fits the panel on the stage to the window, whenever something was drawn; `from` which height, when it is another step. */
export const settle = (from?: number): void => {
  if (!shown) return;
  const { panel, measure } = shown;
  if (from != null) {
    fit(panel.element, stage!.element);
    follow(panel.element, from);
  }
  measure();
};

/** Puts a panel into the page: into `slot`, or over everything. Whatever was on the stage has gone. `resized` hears of every height. */
export const enter = (
  panel: Panel,
  theme: PromptTheme,
  slot: Element | null,
  preview: boolean,
  resized?: (height: number) => void,
): void => {
  shown?.off();
  const { element, root, theme: sheet } = build(preview);
  sheet.replaceSync(rule(theme));
  root.replaceChildren(panel.element);
  // The face of a page is its body's, seldom its root's.
  (slot || (theme.font == "inherit" ? document.body : document.documentElement)).append(element);

  /** What had the focus in the page before it came into the prompt. */
  let before: HTMLElement | undefined;
  panel.element.addEventListener("focusin", ({ relatedTarget: from }) => {
    if (from && !root.contains(from as Node)) before = from as HTMLElement;
  });
  const refit = (): void => settle(0);
  const watch = (how: "addEventListener" | "removeEventListener"): void => {
    for (const event of ["resize", "scroll"]) visualViewport?.[how](event, refit);
  };
  watch("addEventListener");
  let height: number;
  shown = {
    panel,
    measure() {
      if (!resized || height == panel.element.offsetHeight) return; // measuring has the browser lay out the page
      resized((height = panel.element.offsetHeight));
    },
    off() {
      shown = undefined;
      watch("removeEventListener");
      const inside = root.activeElement;
      element.remove();
      // What the visitor looks at stays in sight.
      if (inside) before?.focus({ preventScroll: true });
    },
  };
  panel.raise();
  refit();
};

/** Takes the panel out of the page. The focus goes back to where it came from, if it was inside. */
export const leave = (panel: Panel): void => {
  if (shown?.panel == panel) shown.off();
};
