/** Language, buckets, ids and segments: the sender's small pure rules. */

import assert from "node:assert/strict";
import { test } from "node:test";

import cases from "../../shared/tests/vectors/languages.json";
import { bucketOf } from "./bucket";
import { choose } from "./language";
import { admit } from "./segments";
import { retime, timeOf, uuid } from "./uuid";

/** One case of the vectors that the edge is held against, too. */
interface Pick {
  wishes: string[];
  offered: string[];
  picked: string;
}

test("the language is the first wish that is offered, else the site's", () => {
  for (const { wishes, offered, picked } of cases as Pick[])
    assert.equal(choose([...wishes, "ja"], offered), picked, wishes.join());
});

test("every score of every scale has its bucket", () => {
  assert.deepEqual(
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((score) => bucketOf(score, 10)),
    [...Array(7).fill("detractor"), "passive", "passive", "promoter", "promoter"],
  );
  assert.deepEqual(
    [1, 2, 3, 4, 5].map((score) => bucketOf(score, 5)),
    ["detractor", "detractor", "passive", "promoter", "promoter"],
  );
  assert.deepEqual(
    [1, 2, 3, 4, 5, 6, 7].map((score) => bucketOf(score, 7)),
    ["detractor", "detractor", "detractor", "passive", "promoter", "promoter", "promoter"],
  );
});

test("an id is a UUIDv7 of its time, and keeps its secret when its time is corrected", () => {
  for (const time of [0, 1, Date.UTC(2026, 10, 20), 2 ** 48 - 1]) {
    const id = uuid(time);
    assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    assert.equal(timeOf(id), time);
    assert.equal(timeOf(retime(id, 1e12)), 1e12);
    assert.equal(retime(id, time), id);
    assert.equal(retime(id, 1e12).slice(14), id.slice(14));
  }
  assert.equal(new Set(Array.from({ length: 1000 }, () => uuid(0))).size, 1000);
});

test("segments within their bounds stay, in the order of their names", (context) => {
  const said: string[] = [];
  context.mock.method(console, "warn", (line: string) => said.push(line));
  assert.deepEqual(admit({ plan: "pro", seats: 3, trial: false, gone: null, never: undefined }), {
    plan: "pro",
    seats: "3",
    trial: "false",
  });
  assert.deepEqual(said, []);
  assert.deepEqual(admit({ Plan: "pro", "": "x", ["n".repeat(33)]: "x", empty: "", line: "a\nb" }), {});
  assert.equal(said.length, 5);
  const long = "あ".repeat(133); // 399 bytes, and one for the name
  assert.deepEqual(admit({ b: "x", a: long }), { a: long });
  assert.match(said.pop()!, /^\[koe\] segment "b" is dropped/);
});
