/** Puts what a visitor says into the record that waits to be sent. */

import { type Body, TAKEN_BACK, type Waiting } from "../sender/outbox";
import { retime, timeOf } from "../sender/uuid";

const fresh = (body: Body): Waiting => ({
  body,
  // A later revision without a record: an earlier one was delivered, and the server knows the answer by this id. One open
  // attempt keeps the id from being corrected.
  open: +(body.revision > 1),
  beacon: 0,
  since: Date.now(),
  tried: 0,
  wait: 0,
});

/**
 * The record of a prompt with another revision in it. The record keeps its id, which may have been corrected.
 *
 * The server hides every revision under an id that was taken back. When taking back did not go through at once, the visitor
 * may keep the answer after all (`kept`). If taking back has gone through since, the revision gets a new id. If it may have,
 * the revision waits for it (`next`), under a new id. If it can't have, the revision takes its place.
 */
export const revise = (body: Body, waiting?: Waiting, kept?: boolean): Waiting => {
  const record = { ...(waiting || fresh(body)), tried: 0, wait: 0, next: undefined };
  const { id, revision } = record.body;
  const another = { ...body, id: retime(id, timeOf(id) + 1) };
  if (body.revision == TAKEN_BACK) {
    // If no revision waits, all attempts counted from now on are attempts to take back.
    const alone = !waiting || !revision;
    return { ...record, body: { ...body, id }, ...(alone && { open: 0, delivered: true }) };
  }
  if (revision != TAKEN_BACK) return kept ? { ...record, body: another, open: 0 } : { ...record, body: { ...body, id } };
  if (record.open) return { ...record, next: another };
  return { ...record, body: { ...body, id }, open: +!!record.delivered };
};
