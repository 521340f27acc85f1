/** Touchpoints that come by themselves: after a time on the page, at a depth of scrolling, or both. */

import type { When } from "./wire";

/** Calls `fire` once, when the time has passed and then the depth is reached. Whether the path fits is for `decide` to say. */
export const watch = (when: When, fire: () => void): void => {
  const look = (): void => {
    const depth = (scrollY + innerHeight) / document.documentElement.scrollHeight;
    if (depth < (when.scroll || 0)) return;
    removeEventListener("scroll", look);
    fire();
  };
  setTimeout(() => {
    addEventListener("scroll", look);
    look();
  }, when.dwell_ms || 0);
};
