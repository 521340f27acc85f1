/** An element in view, also one that is added later: half of it, or so much of it that it fills half of the view. */

import type { Condition } from "./condition";

export const inView: Condition<string> = (selector, undos) => {
  let seen: () => void;
  const sight = new IntersectionObserver(
    (entries) => {
      if (entries.some((entry) => entry.intersectionRatio >= 0.5 || entry.intersectionRect.height * 2 >= innerHeight)) seen();
    },
    { threshold: [0.05, 0.1, 0.2, 0.5] },
  );
  const look = (): void => document.querySelectorAll(selector).forEach((element) => sight.observe(element));
  const added = new MutationObserver(look);
  document.querySelector(selector);
  return (met) => {
    seen = met;
    undos.push(
      () => sight.disconnect(),
      () => added.disconnect(),
    );
    added.observe(document, { childList: true, subtree: true });
    look();
  };
};
