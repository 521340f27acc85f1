/** Records on this device what happens to a prompt, and emits the event for it. Part of the sender's file: a prompt needs the sender. */

import { keep, kept } from "./clocks";
import type { Detail, News } from "./order";

/** Sets the clocks of a site, where one is given, and emits the event. */
export const emit = (news: News, detail: Detail, site?: string | false): void => {
  const { survey } = detail;
  if (site) {
    const now = Date.now();
    const backoff = `backoff:${survey}`;
    keep(site, `${news}:${survey}`, now);
    if (news == "prompted") keep(site, news, now);
    else keep(site, backoff, news == "answered" ? 0 : Math.min(8, 2 * (kept(site, backoff) || 0.5)));
  }
  try {
    dispatchEvent(new CustomEvent(`koe:${news}`, { detail }));
  } catch {
    // The page may have replaced `CustomEvent` by something else.
  }
};
