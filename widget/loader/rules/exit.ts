/**
 * The visitor turns to leave: the pointer goes out through the top edge, or a finger flings the page downwards. A fling is
 * known by the finger, which no script of the page moves, and by the page, which goes on when the finger has gone.
 */

import type { Condition } from "./condition";

/** Pixels a millisecond, just before the finger is lifted. Who reads on is slower. */
const FAST = 2;

/** Milliseconds over which the speed is taken, at least. Who rests for so long before lifting the finger flings nothing. */
const SPAN = 50;

/** Milliseconds in which a page that was flung goes on. */
const MOMENTUM = 300;

export const exit: Condition<boolean> = (_, undos, listen) => (met) => {
  /** Where the one finger was, and when; the newest first. */
  let trail: { y: number; at: number }[] = [];
  let flung: number;
  // A script's own event may have no touches at all.
  const touch = ({ touches, changedTouches, timeStamp: at }: Partial<TouchEvent> & Event): void => {
    const y = changedTouches?.[0]?.clientY!;
    // The newest spot older than SPAN. It may be much older: browsers fire few `touchmove` events while a finger scrolls.
    const from = trail.find((spot) => at - spot.at > SPAN);
    trail.unshift({ y, at });
    // A fling has at least two moves: a single one says nothing about the speed.
    if (!touches?.[0] && trail[2] && from && y - from.y > FAST * (at - from.at)) flung = at;
    if (touches?.length != 1) trail = [];
  };
  undos.push(
    listen<MouseEvent>(document, "mouseout", ({ relatedTarget, clientY }) => relatedTarget || clientY > 0 || met()),
    listen(window, "scroll", ({ timeStamp: at }) => at - flung < MOMENTUM && met()),
    listen(window, "touchmove", touch),
    listen(window, "touchend", touch),
  );
};
