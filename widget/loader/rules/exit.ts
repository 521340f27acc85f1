/** The visitor turns to leave: the pointer goes out through the top edge, or a finger flings the page downwards. */

import type { Condition } from "../rules";

/** Pixels a millisecond. Reading on is slower; a jump of the page's own comes after a pause, which makes it slower, too. */
const FAST = 3;

export const exit: Condition<boolean> = (_, met, signal) => {
  let top = 0;
  let at = 0;
  document.addEventListener("mouseout", ({ relatedTarget, clientY }) => relatedTarget || clientY > 0 || met(), { signal });
  addEventListener(
    "scroll",
    ({ timeStamp }) => {
      if (top - scrollY > FAST * (timeStamp - at) && navigator.maxTouchPoints) met();
      top = scrollY;
      at = timeStamp;
    },
    { signal },
  );
};
