/** Buckets and segments: small pure rules of the prompt's script. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { bucketOf } from "./bucket";
import { admit } from "./segments";

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
