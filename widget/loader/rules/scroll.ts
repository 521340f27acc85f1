/** How far down the page its lower edge of view is, as a share of the whole. A page without scrolling is seen to its end. */

import type { Condition } from "../rules";

export const scroll: Condition<number> = (share, met, signal) => {
  const look = (): void => {
    // A pixel of tolerance: zoomed pages end between two pixels.
    if (scrollY + innerHeight + 1 >= share * document.documentElement.scrollHeight) met();
  };
  addEventListener("scroll", look, { signal });
  look();
};
