/** When the page is done and the browser has nothing to do. */

/** Milliseconds by which a busy browser may delay a task, and by which a page that still loads may, after `DOMContentLoaded`. */
const IDLE = { timeout: 1e3 };
const PATIENCE = 5e3;

const rest = (task: () => unknown, how?: typeof IDLE): void => {
  const idle = (): void => {
    removeEventListener("load", idle);
    // A browser without `requestIdleCallback` runs the task by a timer.
    (window.requestIdleCallback || setTimeout)(task, how as number & typeof IDLE);
  };
  if (document.readyState == "complete") idle();
  else addEventListener("load", idle);
};

/** Does what is not needed yet. Never for visitors who save data. */
export const idly = (task: () => unknown): void => {
  if (!(navigator as { connection?: { saveData?: boolean } }).connection?.saveData) rest(task);
};

let calm: Promise<void> | undefined;

/**
 * Settles when a prompt may touch the page: `load` has come, and an idle moment after it, so that an app that takes over the
 * document which its server rendered finds it as it was sent. At the latest some seconds after `DOMContentLoaded`.
 */
export const calmed = (): Promise<void> =>
  (calm ||= new Promise((done) => {
    const read = (): void => {
      document.removeEventListener("DOMContentLoaded", read);
      setTimeout(done, PATIENCE);
    };
    rest(() => done(), IDLE);
    if (document.readyState == "loading") document.addEventListener("DOMContentLoaded", read);
    else read();
  }));
