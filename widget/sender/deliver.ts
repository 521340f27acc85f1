/**
 * Delivery: one attempt to send one record of the outbox, and what its result does to the record. A revision that is sent
 * twice is one key at the edge, so nothing here has to prevent that. Two other rules matter: a record is never deleted by
 * the receipt of an older revision, and an id is never corrected when an attempt under it may have arrived.
 */

import { DAY, HOUR } from "../loader/day";
import { say } from "../loader/say";
import type { Delivery } from "./contract";
import { locked } from "./locked";
import { type Body, drop, isMemoryOnly, put, recordOf, TAKEN_BACK } from "./outbox";
import { text } from "./plain";
import { bodyOf } from "./reply";
import { retime, timeOf } from "./uuid";

/** When the server stored what this page sent, by key. */
export const received: Record<string, string | undefined> = {};

/** POST, or DELETE for what was taken back; without a credential, and able to outlive the page. */
export const send = async (origin: string, body: Body): Promise<Response> => {
  const { site, survey, id, revision } = body;
  const gone = revision == TAKEN_BACK;
  return fetch(`${origin}/v1/answers${gone ? `/${site}/${id}?survey=${survey}` : ""}`, {
    method: gone ? "DELETE" : "POST",
    body: gone ? null : text(body),
    headers: {}, // a page's wrapper of `fetch` may add headers of its own to this object
    credentials: "omit",
    keepalive: true,
  });
};

/** What the server says, as far as it matters here: of a receipt, or of a problem document. */
interface Reply {
  status: number;
  /** `Retry-After` in milliseconds; 0 or NaN without one. */
  pause: number;
  received_at?: string;
  code?: string;
  detail?: string;
  server_time?: string;
}

/** The server's reply to what was sent. Undefined: somebody else replied, such as a proxy. */
const listen = async (sent: Body, response: Response): Promise<Reply | undefined> => {
  const { status, redirected, headers } = response;
  const body = await bodyOf(response);
  const own =
    status == 204
      ? sent.revision == TAKEN_BACK && !redirected // after a redirect, another server replies
      : status == 202
        ? body?.id == sent.id && body.revision == sent.revision && typeof body.received_at == "string"
        : body?.status == status && typeof body.code == "string" && status > 399;
  return own ? { ...body, status, pause: 1e3 * +(headers.get("retry-after") || 0) } : undefined;
};

/** Some requests never end. After half a minute one counts as without a reply, or it would hold up all tabs. */
const patience = (): Promise<undefined> => new Promise((resolve) => setTimeout(resolve, 3e4));

/** The true time of an answer: as long ago as the device says, unless that can't be right. */
const corrected = (time: number, server: number): number => {
  const age = Date.now() - time;
  return server - (age > 0 && age < 29 * DAY ? age : 0);
};

/** Applies the result of an attempt to the record. Undefined: the record has to be looked at again at once. */
const settle = (origin: string, key: string, sent: Body, reply?: Reply): Delivery | undefined => {
  const record = recordOf(key);
  const { status = 0, code, pause, server_time } = reply || {};
  const stored = status && status < 300;
  const skewed = code == "clock_skew";
  const refused = !skewed && [400, 413, 422].includes(status);
  // Another tab has deleted the record, after a receipt or a refusal, or has corrected its id.
  if (!record) return refused ? "refused" : undefined;
  if (record.body.id != sent.id) return undefined;

  const { body, next } = record;
  const { site, survey, id, revision } = body;
  const newest = revision == sent.revision;
  const now = Date.now();

  if (stored) received[key] = reply!.received_at;
  if (refused) say(`an answer was refused: ${reply!.detail}`);
  if (stored || refused) {
    // A newer revision stays. `open` then stays above 0, which says that something has arrived under this id.
    if (newest) {
      if (stored && next) put(key, { ...record, body: next, next: undefined, open: 0 });
      else if (key.endsWith(id)) drop(key);
      else put(key, { ...record, body: { site, survey, id, revision: 0 } });
    }
    return refused ? "refused" : newest ? undefined : "stored";
  }

  const offline = navigator.onLine === false;
  if (status) record.open--;
  else if (!offline && newest && revision != TAKEN_BACK && record.beacon != revision) {
    record.beacon = revision;
    // Noted first, or the beacon could go twice. Nobody can read a beacon's reply: the failed attempt stays open for both.
    try {
      if (!put(key, record) || !navigator.sendBeacon(`${origin}/v1/answers`, text(body))) record.beacon = 0;
    } catch {
      // The browser has no `sendBeacon`, or the page has replaced it.
    }
  }

  if (skewed) {
    const time = timeOf(id);
    const server = Date.parse(server_time!);
    // An attempt without a reply may have arrived, or may arrive yet. An id that is too old now was acceptable before, and one
    // a little ahead will be acceptable soon. Only an id more than an hour ahead can't have been taken in the meantime.
    if (server && (!record.open || time > server + HOUR)) {
      // If other tabs did not see the correction, one answer would become two.
      return put(key, { ...record, body: { ...body, id: retime(id, corrected(time, server)) }, open: 0 })
        ? undefined
        : "failed";
    }
  }

  // Without a reply, the next event that may help (such as `online`) tries at once: only this page's timer waits for the pause.
  record.tried = status && now;
  record.wait = pause || Math.min(Math.max(record.wait * 2, 5e3), HOUR);
  if (now - record.since > 30 * DAY) drop(key);
  else put(key, record);
  return isMemoryOnly(key) ? "unkept" : !status && offline ? "saved" : "failed";
};

/**
 * Sends the newest revision under a key. The request has left when this returns its promise, so that a tab closed right
 * after a tap has sent it. Undefined: storage had no room to note the attempt, so it was not made.
 */
export const deliver = async (origin: string, key: string): Promise<Delivery | undefined> => {
  // Once as it is, once under its corrected id, and once to find nothing left; more only when two tabs correct it at once.
  for (let rounds = 5; rounds--; ) {
    const record = recordOf(key);
    if (!record || !record.body.revision) return "stored";
    record.open++;
    // If other tabs did not know of this attempt, they could correct the id under it.
    if (!put(key, record)) return undefined;
    const reply = await Promise.race([
      send(origin, record.body).then((response) => listen(record.body, response)),
      patience(),
    ]).catch(() => undefined);
    const delivery = await locked(key, () => settle(origin, key, record.body, reply));
    if (delivery) return delivery;
  }
  return "failed";
};
