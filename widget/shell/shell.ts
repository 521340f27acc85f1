/** The prompt in the host page: its panel in a place of the page, looking like the site, shielded from the page's scripts. */

import css from "../look/prompt.css";
import type { PromptTheme } from "../loader/wire";
import { obstacle, reachable } from "../place/clear";
import { host, type Place, place, sheet } from "../place/place";
import { sight } from "../place/sight";
import { fitEnds, follow } from "./height";
import type { Panel } from "./panel";
import { shield } from "./shield";
import { rule } from "./theme";

/** The element of the prompt, kept from one prompt to the next. */
let shell: (ReturnType<typeof host> & { theme: CSSStyleSheet; preview: boolean }) | undefined;
let look: CSSStyleSheet | undefined;
/** The panel in the page, and what takes it out. */
let shown: { panel: Panel; settle(from?: number): void; off(): void } | undefined;

const build = (preview: boolean): NonNullable<typeof shell> => {
  if (shell?.preview == preview) return shell;
  look ||= sheet(css);
  const theme = sheet();
  return (shell = { ...host([look, theme], preview), theme, preview });
};

/** Builds the element, off the page. */
export const prepare = (): unknown => build(false);

/** Fits the panel in the page to the window, whenever something was drawn; `from` which height, when it is another step. */
export const settle = (from?: number): void => shown?.settle(from);

export interface Entrance {
  theme: PromptTheme;
  /** Where it belongs in the page, should the page have taken it away; nothing where there is no such place any more. */
  home(): Element | null;
  preview: boolean;
  /** Whether the page has begun to leave. */
  leaving?: (() => boolean) | undefined;
  /** Every height of the panel. */
  resized?: ((height: number) => void) | undefined;
  /** The prompt has been seen: it was in sight for a second, or the visitor put the focus into it. */
  seen(): void;
  /** The page has taken the prompt away, or nobody could use it. */
  gone(): void;
}

/** Puts a panel into the page. Takes out the panel that is there. */
export const enter = (panel: Panel, { theme, home, preview, leaving, resized, seen, gone }: Entrance): void => {
  shown?.off();
  const { element, root, theme: sheet } = build(preview);
  sheet.replaceSync(rule(theme));
  root.replaceChildren(panel.element);
  let height: number;
  const measure = (): void => {
    if (!resized || height == panel.element.offsetHeight) return; // measuring has the browser lay out the page
    resized((height = panel.element.offsetHeight));
  };
  const fitted = (): void => {
    fitEnds(panel.element);
    measure();
  };
  const placed: Place = place({ element, panel: panel.element, home, opened: panel.focus, fitted, gone });
  const floats = panel.element.matches(".floating");
  const usable = () => !leaving?.() && !(floats && (obstacle() || !reachable(panel.element, element)));
  /** While the panel rises, the browser may move the focus: that does not mean that the visitor has seen the prompt. */
  let rising = false;
  const unwatch = sight(panel.element, usable, seen);
  const unshield = shield(element, root, (from) => {
    if (from && !root.contains(from as Node)) placed.before = from as Element;
    if (!rising) seen();
  });
  shown = {
    panel,
    settle(from) {
      if (from != null) {
        placed.fit();
        follow(panel.element, from);
      }
      measure();
    },
    off() {
      shown = undefined;
      unwatch();
      unshield();
      placed.remove();
    },
  };
  rising = true;
  placed.raise();
  rising = false;
  placed.fit();
};

/** Takes the panel out of the page. The focus goes back to where it came from, if it was inside. */
export const leave = (panel: Panel): void => {
  if (shown?.panel == panel) shown.off();
};
