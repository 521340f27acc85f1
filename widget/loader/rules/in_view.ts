/** An element in view, also one that is added later: half of it, or so much of it that it fills half of the view. */

import type { Condition } from "../rules";

export const inView: Condition<string> = (selector, met, signal) => {
  const sight = new IntersectionObserver(
    (entries) => {
      if (entries.some((seen) => seen.intersectionRatio >= 0.5 || seen.intersectionRect.height * 2 >= innerHeight)) met();
    },
    { threshold: [0.05, 0.1, 0.2, 0.5] },
  );
  const look = (): void => document.querySelectorAll(selector).forEach((element) => sight.observe(element));
  const added = new MutationObserver(look);
  signal.addEventListener("abort", () => {
    sight.disconnect();
    added.disconnect();
  });
  added.observe(document, { childList: true, subtree: true });
  look();
};
