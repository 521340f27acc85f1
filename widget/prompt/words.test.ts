/** Buckets and segments: small pure rules of the prompt's script. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { bucketOf } from "./bucket";
import { admit } from "./segments";

test("a bucket goes up to the score before the next one", () => {
  const buckets = [0, 6, 7, 8, 9, 10].map((score) => bucketOf(score, { min: 0, max: 10, passive: 7, promoter: 9 }));
  assert.deepEqual(buckets, ["detractor", "detractor", "passive", "passive", "promoter", "promoter"]);
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
