/** What a revision makes of the record that waits. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { type Body, TAKEN_BACK, type Waiting } from "../sender/outbox";
import { timeOf, uuid } from "../sender/uuid";
import { revise } from "./revise";

const id = uuid(Date.UTC(2026, 10, 20));
const body = (revision: number, more?: Partial<Body>): Body => ({ site: "kokage", survey: "nps", id, revision, ...more });
const record = (revision: number, more?: Partial<Waiting>): Waiting => ({
  body: body(revision),
  open: 0,
  beacon: 0,
  since: 1,
  tried: 7,
  wait: 5e3,
  ...more,
});

test("the newest revision takes the place of the one before, under the id that the server knows", () => {
  const known = uuid(0);
  const waiting = record(1, { body: body(1, { id: known, score: 3 }), open: 2, beacon: 1 });
  assert.deepEqual(revise(body(2, { score: 4 }), waiting), {
    ...waiting,
    body: body(2, { id: known, score: 4 }),
    tried: 0,
    wait: 0,
    next: undefined,
  });
});

test("a later revision without a record goes under an id that may not be corrected", () => {
  assert.equal(revise(body(1)).open, 0);
  assert.equal(revise(body(2)).open, 1);
});

test("a taking-back counts its own attempts alone, unless a revision that it replaces has some", () => {
  for (const [waiting, open, delivered] of [
    [undefined, 0, true],
    [record(0, { open: 1 }), 0, true],
    [record(2, { open: 3 }), 3, undefined],
    [record(TAKEN_BACK, { open: 1, delivered: true }), 1, true],
  ] as const) {
    const taken = revise(body(TAKEN_BACK), waiting);
    assert.deepEqual([taken.body.revision, taken.open, taken.delivered], [TAKEN_BACK, open, delivered]);
  }
});

test("a taking-back that can't have arrived is undone", () => {
  for (const delivered of [undefined, true]) {
    const undone = revise(body(2), record(TAKEN_BACK, { ...(delivered && { delivered }) }), true);
    assert.deepEqual([undone.body.id, undone.next, undone.open], [id, undefined, delivered ? 1 : 0]);
  }
});

test("one that may have arrived is followed by another answer, of its own id", () => {
  const waiting = record(TAKEN_BACK, { open: 1 });
  const { body: first, next } = revise(body(2), waiting, true);
  assert.deepEqual(first, waiting.body);
  assert.equal(timeOf(next!.id), timeOf(id) + 1);
  // A later one takes its place, under the same id; another taking-back takes both back.
  assert.equal(revise(body(3), { ...waiting, next: next! }).next!.id, next!.id);
  assert.equal(revise(body(TAKEN_BACK), { ...waiting, next: next! }).next, undefined);
});

test("after one that has arrived comes another answer, of whose id the server knows nothing", () => {
  for (const waiting of [undefined, record(0, { open: 1 })]) {
    const kept = revise(body(2), waiting, true);
    assert.equal(timeOf(kept.body.id), timeOf(id) + 1);
    assert.equal(kept.open, 0);
  }
});
