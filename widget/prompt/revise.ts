/** How what a visitor says takes the place of what waits to be sent. */

import { type Body, TAKEN_BACK, type Waiting } from "../sender/outbox";
import { retime, timeOf } from "../sender/uuid";

const fresh = (body: Body): Waiting => ({
  body,
  // A later revision without a record before it: an earlier one was delivered. From then on the server knows it by this id,
  // which an attempt without an end stands for.
  open: +(body.revision > 1),
  beacon: 0,
  since: Date.now(),
  tried: 0,
  wait: 0,
});

/**
 * The record of a prompt with another revision in it. The id of the one there outlives it: it may have been corrected.
 *
 * Whatever comes under an id that was taken back is hidden. So who keeps an answer after all, because taking it back did
 * not go through at once (`kept`), gives another one: at once where it went through since, and where it may have, only
 * after it.
 */
export const revise = (body: Body, waiting?: Waiting, kept?: boolean): Waiting => {
  const record = { ...(waiting || fresh(body)), tried: 0, wait: 0, next: undefined };
  const { id, revision } = record.body;
  const another = { ...body, id: retime(id, timeOf(id) + 1) };
  if (body.revision == TAKEN_BACK) {
    // Where nothing else waits, all attempts from now on are its own.
    const alone = !waiting || !revision;
    return { ...record, body: { ...body, id }, ...(alone && { open: 0, delivered: true }) };
  }
  if (revision != TAKEN_BACK) return kept ? { ...record, body: another, open: 0 } : { ...record, body: { ...body, id } };
  if (record.open) return { ...record, next: another };
  return { ...record, body: { ...body, id }, open: +!!record.delivered };
};
