/** A click on an element, or inside it; also on one that is added later, and in an open shadow root. */

import type { Condition } from "./condition";

export const click: Condition<string> = (selector, undos, listen) => {
  document.querySelector(selector);
  return (met) =>
    undos.push(
      listen(window, "click", (event) => {
        if ((event.composedPath() as Element[]).find((node) => node.matches?.(selector))) met();
      }),
    );
};
