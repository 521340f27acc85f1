/** When what waits is sent: now, when the network or the visitor comes back, and after each pause. */

import { outbox } from "../loader/clocks";
import { DAY, HOUR } from "../loader/day";
import { calmed } from "../loader/idle";
import { say } from "../loader/say";
import type { Delivery } from "./contract";
import { deliver } from "./deliver";
import { marked, unmark } from "./framed";
import { locked } from "./locked";
import { drop, recordOf, waiting } from "./outbox";

let flush: (() => void) | undefined;

/** Keys with an attempt under way on this page. */
const busy = new Set<string>();

/** Sends one record now, without waiting for its pause, and plans another try if it stays. */
export const attempt = async (origin: string, key: string): Promise<Delivery> => {
  busy.add(key);
  const delivery = await deliver(origin, key);
  busy.delete(key);
  const record = recordOf(key);
  if (record && delivery != "stored" && delivery != "refused") {
    say(`an answer waits ${delivery == "unkept" ? "in this page only" : "on this device"}`);
    // If storage had no room to note the attempt or its pause, try again in an hour.
    setTimeout(() => flush?.(), (delivery && record.wait) || HOUR);
  }
  return delivery || "failed";
};

/** Whether a record is to be sent now. */
const due = (key: string): boolean => {
  const record = recordOf(key);
  if (!record || busy.has(key)) return false;
  const past = Date.now() - record.tried;
  if (record.body.revision) return past < 0 || past >= record.wait; // a time in the future: the clock was wrong then
  // All is delivered, and only the corrected id is kept: for a day, after which the prompt is closed.
  if (Date.now() - record.since > DAY) drop(key);
  return false;
};

/** Sends what waits for a site, now and at every chance while the page lives. Calling it again changes nothing. */
export const start = (origin: string, site: string): void => {
  if (flush) return;
  const prefix = outbox(site);
  let running = false;
  let wanted = false;
  flush = async () => {
    wanted = true;
    if (running) return;
    running = true;
    // A call during this run is a chance for the records that have failed in it: run once more.
    while (wanted) {
      wanted = false;
      await locked(prefix, () => Promise.all(waiting(prefix).filter(due).map((key) => attempt(origin, key))));
    }
    running = false;
  };
  addEventListener("online", flush);
  document.addEventListener("visibilitychange", flush);
  flush();
  const framed = marked(site);
  // The frame touches the page, so it waits until the page is done.
  if (framed) Promise.all([import("../frame/main"), calmed()]).then(([frame]) => frame.flush(origin, site, framed, unmark)).catch(say);
};
