/** How what a visitor says takes the place of what waits to be sent. */

import { type Body, TAKEN_BACK, type Waiting } from "../sender/outbox";
import { retime, timeOf } from "../sender/uuid";

/** A later revision without a record before it means that an earlier one was delivered. */
const fresh = (body: Body): Waiting => {
  // From then on the server knows it by this id, which an attempt without an end stands for.
  const open = +(body.revision > 1);
  return { body, open, before: open, beacon: 0, since: Date.now(), tried: 0, wait: 0 };
};

/**
 * The record of a prompt with another revision in it. The id of the one there outlives it: it may have been corrected.
 *
 * Whatever comes under an id that was taken back is hidden. So who keeps an answer after all, because taking it back did
 * not go through at once (`kept`), gives another one: at once where it went through since, and where it may have, only
 * after it.
 */
export const revise = (body: Body, waiting = fresh(body), kept?: boolean): Waiting => {
  const { id, revision } = waiting.body;
  const record = { ...waiting, tried: 0, wait: 0 };
  const another = { ...body, id: retime(id, timeOf(id) + 1) };
  const back = revision == TAKEN_BACK;
  if (body.revision == TAKEN_BACK)
    return { ...record, body: { ...body, id }, before: back ? waiting.before : waiting.open, next: undefined };
  if (back && waiting.open > waiting.before) return { ...record, next: another };
  if (!back && kept) return { ...record, body: another, open: 0 };
  return { ...record, body: { ...body, id } };
};
