/**
 * What a reply says. What comes back from `fetch` may be a service worker's, a proxy's or a blocker's, or what a polyfill
 * or a wrapper of the page makes of one: who reads it looks at its shape, and takes another than the server's for none.
 */

/** The JSON of a reply; undefined where it has none. */
export const bodyOf = async (response: Response): Promise<any> => {
  try {
    return await response.json();
  } catch {
    return undefined; // empty, a page, or read already
  }
};
