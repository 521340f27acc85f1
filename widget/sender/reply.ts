/**
 * Reads a reply. `fetch` may return the reply of a service worker, a proxy or a blocker, or one that a polyfill or the page's
 * wrapper has made. So every reader checks its shape, and ignores a reply that is not the server's.
 */

/** The JSON of a reply; undefined where it has none. */
export const bodyOf = async (response: Response): Promise<any> => {
  try {
    return await response.json();
  } catch {
    return undefined; // empty, a page, or read already
  }
};
