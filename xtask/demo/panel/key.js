// The read key. It arrives behind the `#` of a printed address, which no
// server ever sees, and is kept in this browser.

import { recall, remember } from "../shop/storage.js";

/** The key of this browser, or null. Takes it out of the address, so that it is not shared by copying. */
export function readKey() {
  const arrived = new URLSearchParams(location.hash.slice(1)).get("key");
  if (arrived) {
    remember("key", arrived);
    history.replaceState(history.state, "", location.pathname + location.search);
  }
  return arrived ?? recall("key", null);
}

/** Keeps a key that was typed in. */
export const keepKey = (key) => remember("key", key.trim() || null);
