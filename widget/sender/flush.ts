/** When what waits is sent: now, when the network or the visitor comes back, and after each pause. */

import { outbox } from "../loader/clocks";
import { DAY, HOUR } from "../loader/day";
import { calmed } from "../loader/idle";
import { say } from "../loader/say";
import { deliver, type Delivery } from "./deliver";
import { marked, unmark } from "./framed";
import { locked } from "./locked";
import { drop, recordOf, waiting } from "./outbox";

let flush: (() => void) | undefined;

/** Keys with an attempt under way on this page. */
const busy = new Set<string>();

/** Tries one record now, whatever its pause, and sees to it that it is tried again. */
export const attempt = async (origin: string, key: string): Promise<Delivery> => {
  busy.add(key);
  const delivery = await deliver(origin, key);
  busy.delete(key);
  const record = recordOf(key);
  if (record && delivery != "stored" && delivery != "refused") {
    say(`an answer waits ${delivery == "unkept" ? "in this page only" : "on this device"}`);
    // Not tried, or no pause noted, for want of room: nothing but time helps.
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
  // Kept for its corrected id only, which nobody asks for once its prompt is closed, after a day.
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
    // A chance that comes meanwhile is one for what was tried meanwhile, and failed.
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
