/**
 * Delivery: one attempt at one record of the outbox, and what its end means. A revision sent twice is one key at the
 * edge, so nothing here has to prevent that. The care is for two other things: a record never goes before its newest
 * revision has arrived, and an id is never corrected when an attempt under it may have arrived.
 */

import { DAY, HOUR } from "../loader/day";
import { say } from "../loader/say";
import { locked } from "./locked";
import { type Body, drop, own, put, recordOf, TAKEN_BACK } from "./outbox";
import { retime, timeOf } from "./uuid";

/**
 * `stored`: the server has it. `saved`: no network, kept on this device. `failed`: the server did not take it yet; it is
 * kept on this device and tried again. `unkept`: neither with the server nor on the device; it is tried again while the
 * page lives. `refused`: the server never will take it; it is kept nowhere.
 */
export type Delivery = "stored" | "saved" | "failed" | "unkept" | "refused";

/** When the server stored what this page sent, by key. */
export const received: Record<string, string | undefined> = {};

/** POST, or DELETE for what was taken back; without a credential, and able to outlive the page. */
export const send = async (origin: string, body: Body): Promise<Response> => {
  const { site, survey, id, revision } = body;
  const gone = revision == TAKEN_BACK;
  return fetch(`${origin}/v1/answers${gone ? `/${site}/${id}?survey=${survey}` : ""}`, {
    method: gone ? "DELETE" : "POST",
    body: gone ? null : JSON.stringify(body),
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

const listen = async (response: Response): Promise<Reply> => ({
  ...(await response.json().catch(() => ({}))),
  status: response.status,
  pause: 1e3 * +(response.headers.get("retry-after") || 0),
});

/** Some requests never end. After half a minute one counts as without a reply, or it would hold up all tabs. */
const patience = (): Promise<undefined> => new Promise((resolve) => setTimeout(resolve, 3e4));

/** The true time of an answer: shifted by what the device's clock is off now, unless that can't be right. */
const corrected = (time: number, server: number): number => {
  const shifted = time + server - Date.now();
  return shifted <= server && shifted > server - 29 * DAY ? shifted : server;
};

/** What the end of an attempt does to the record. Undefined: there is something else to be tried at once. */
const settle = (key: string, sent: Body, reply?: Reply): Delivery | undefined => {
  const record = recordOf(key);
  const { status = 0, code, pause, server_time } = reply || {};
  const skewed = code == "clock_skew";
  const refused = !skewed && (status == 400 || status == 413 || status == 422);
  // Another tab has delivered it, or was refused as well; or it has given it another id.
  if (!record) return refused ? "refused" : undefined;
  if (record.body.id != sent.id) return undefined;

  const { body } = record;
  const { id } = body;
  const stored = status > 199 && status < 300;
  const now = Date.now();

  if (stored) received[key] = reply!.received_at;
  if (refused) say(`an answer was refused: ${reply!.detail}`);
  if (stored || refused) {
    // A newer revision stays, and with it the mark that something has arrived under this id.
    if (body.revision == sent.revision) {
      if (key.endsWith(id)) drop(key);
      else put(key, { ...record, body: { site: body.site, survey: body.survey, id, revision: 0 } });
    }
    return stored ? "stored" : "refused";
  }

  if (status) record.open--;

  if (skewed) {
    const time = timeOf(id);
    const server = Date.parse(server_time!);
    // Without a reply an attempt may have arrived, or may yet. A time behind was acceptable when it was younger, and one
    // a little ahead will be; only one that is an hour ahead can't have been taken in the meantime.
    if (server && (!record.open || time > server + HOUR)) {
      const kept = put(key, { ...record, body: { ...body, id: retime(id, corrected(time, server)) }, open: 0 });
      // A correction that other tabs don't see would make two answers of one.
      return kept || own(key) ? undefined : "failed";
    }
  }

  // Without a reply the next chance is taken at once, whatever the pause, which is then for this page's timer alone.
  record.tried = status && now;
  record.wait = pause || Math.min(Math.max(record.wait * 2, 5e3), HOUR);
  if (now - record.since > 30 * DAY) drop(key);
  else put(key, record);
  return own(key) ? "unkept" : status ? "failed" : "saved";
};

/**
 * Sends the newest revision under a key. The request has left when this returns its promise, so that a tab closed right
 * after a tap has sent it. Undefined: there was no room to say that it is tried, so it was not.
 */
export const deliver = async (origin: string, key: string): Promise<Delivery | undefined> => {
  // Once as it is, once under its corrected id; more only when two tabs correct it at once.
  for (let round = 0; round < 4; round++) {
    const record = recordOf(key);
    if (!record || !record.body.revision) return "stored";
    record.open++;
    const kept = put(key, record);
    // An attempt that other tabs don't know of could be undone by their corrections.
    if (!kept && !own(key)) return undefined;
    const reply = await Promise.race([send(origin, record.body).then(listen), patience()]).catch(() => undefined);
    const delivery = await locked(key, () => settle(key, record.body, reply));
    if (delivery) return delivery;
  }
  return "failed";
};
