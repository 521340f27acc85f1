/** The overlay's own style, as a sheet of its shadow root. */

import css from "./look.css";

export const sheet = (): CSSStyleSheet => {
  const made = new CSSStyleSheet();
  made.replaceSync(css);
  return made;
};
