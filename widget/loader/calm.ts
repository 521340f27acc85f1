/**
 * The moment from which a prompt may touch the page: `load` has come and the browser has been idle after it. An app that
 * takes over the document which its server rendered must find that document as it was sent.
 */

import { listen } from "./listen";

/** A page that goes on loading is waited for so long after `DOMContentLoaded`, in milliseconds. */
const PATIENCE = 5e3;
/** How long a busy page may put off the idle moment. */
const IDLE = { timeout: 1e3 };

/** Settles at that moment. Asked for when a prompt is due, since few pages come to that. */
export const calm = (): Promise<void> =>
  new Promise((done) => {
    const rest = (): void => {
      // A browser that knows no idle moment has a task of its own.
      (window.requestIdleCallback || setTimeout)(() => done(), IDLE as number & typeof IDLE);
    };
    if (document.readyState == "complete") return rest();
    const loaded = listen(window, "load", () => {
      loaded();
      rest();
    });
    const parsed = listen(document, "DOMContentLoaded", () => {
      parsed();
      setTimeout(done, PATIENCE);
    });
    const { domContentLoadedEventStart: at } = performance.timing;
    if (at) setTimeout(done, at + PATIENCE - Date.now());
  });
