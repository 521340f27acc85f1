/**
 * The moment from which a prompt may touch the page: `load` has come and the browser has been idle after it. An app that
 * takes over the document which its server rendered must find that document as it was sent.
 */

/** A page that goes on loading is waited for so long after `DOMContentLoaded`, in milliseconds. */
const PATIENCE = 5e3;
/** How long a busy page may put off the idle moment, and how long a page has where the browser knows no such moment. */
const IDLE = 1e3;
const REST = 100;

const wait = (done: () => void): void => {
  const rest = (): void => {
    if (document.readyState != "complete") return;
    document.removeEventListener("readystatechange", rest);
    // The state is complete just before `load`, which no idle moment comes before.
    if ("requestIdleCallback" in window) requestIdleCallback(done, { timeout: IDLE });
    else setTimeout(done, REST);
  };
  const parsed = (): void => {
    document.removeEventListener("DOMContentLoaded", parsed);
    setTimeout(done, PATIENCE + (performance.timing.domContentLoadedEventStart || Date.now()) - Date.now());
  };
  document.addEventListener("readystatechange", rest);
  document.addEventListener("DOMContentLoaded", parsed);
  rest();
  if (performance.timing.domContentLoadedEventStart) parsed();
};

let calm: Promise<void> | undefined;

/** Settles at that moment; once a page. */
export const calmed = (): Promise<void> => (calm ||= new Promise(wait));
