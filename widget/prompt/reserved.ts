/** The room of an inline prompt: a page that did not reserve it moves when the prompt comes, and is told how much it needs. */

import { say } from "../loader/say";

/** Looks at the slot before the prompt is drawn, and once it is. A slot that nobody sees moves nothing. */
export const unreserved = (slot: Element, survey: string): void => {
  const before = slot.clientHeight;
  const look = (): void => {
    const after = slot.clientHeight;
    if (after > before) say(`the page moved: give [data-koe-inline="${survey}"] a min-height of ${after}px`);
  };
  // The second frame, since the first may draw before the prompt does.
  requestAnimationFrame(() => requestAnimationFrame(look));
};
