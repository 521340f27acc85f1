/** One at a time, over all tabs, where the browser has locks and allows them; elsewhere the task just runs. */

/** Cancels what waits for a lock when the page is left: a lock granted in the back-forward cache evicts the page from it. */
let left = new AbortController();
addEventListener("pagehide", () => left.abort());
addEventListener("pageshow", () => (left = new AbortController()));

/** Runs the task under the lock. With `ifFree` a lock held elsewhere means that the task is not run. */
export const locked = async <T>(name: string, task: () => T | Promise<T>, ifFree = false): Promise<T | null> => {
  let begun = false;
  const run = (lock: Lock | null): T | Promise<T> | null => {
    begun = true;
    return lock && task();
  };
  try {
    return await navigator.locks.request(name, ifFree ? { ifAvailable: true } : { signal: left.signal }, run);
  } catch (error) {
    if (begun) throw error;
    return task();
  }
};
