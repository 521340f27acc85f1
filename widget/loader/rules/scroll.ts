/**
 * How far down the lower edge of view is, as a share of the whole: of the page, or of a scroller inside it that fills half
 * of the window. Only what was scrolled counts: what can't be scrolled may not be there yet.
 */

import type { Condition } from "./condition";

export const scroll: Condition<number> = (share, undos, listen) => {
  /** What was scrolled last. */
  let last: any = {};
  /** With a fragment in the address, the first scroll event is the browser's own jump to it, and does not count. */
  let jump = location.hash;
  const heard = ({ target }: Event): void => {
    if (!jump) last = target;
    jump = "";
  };
  undos.push(listen(window, "scroll", heard));
  return (met) => {
    const look = (): void => {
      const { clientWidth, clientHeight, scrollTop, scrollHeight }: Element = last.scrollingElement || last;
      const height = last == document ? innerHeight : clientHeight;
      // A pixel of tolerance: zoomed pages end between two pixels.
      if (scrollTop > 0 && scrollTop + height + 1 >= share * scrollHeight && 2 * clientWidth * height > innerWidth * innerHeight)
        met();
    };
    undos.push(listen(window, "scroll", look));
    look();
  };
};
