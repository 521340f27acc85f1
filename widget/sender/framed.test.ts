import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { DAY } from "../loader/day";
import { mark, marked, marks, unmark } from "./framed";
import { waiting } from "./outbox";

const KEY = "koe:kokage:out:frame";
let storage: Record<string, string>;

beforeEach(() => {
  storage = {};
  Object.assign(globalThis, { localStorage: storage });
});

test("a mark names the survey until it is taken away", () => {
  assert.equal(marked("kokage"), undefined);
  mark("kokage", "shop-nps");
  assert.equal(marked("kokage"), "shop-nps");
  assert.equal(marked("other"), undefined);
  unmark("kokage");
  assert.deepEqual(storage, {});
});

test("a mark goes after 30 days", () => {
  storage[KEY] = `shop-nps ${Date.now() - 30 * DAY + 1e4}`;
  assert.equal(marked("kokage"), "shop-nps");
  storage[KEY] = `shop-nps ${Date.now() - 30 * DAY}`;
  assert.equal(marked("kokage"), undefined);
  assert.deepEqual(storage, {});
});

test("what is no mark is taken away", () => {
  for (const text of ["shop-nps", "shop-nps then", '{"body":{}}']) {
    storage[KEY] = text;
    assert.equal(marked("kokage"), undefined, text);
    assert.deepEqual(storage, {});
  }
});

test("a mark is no record of the outbox", () => {
  storage["koe:kokage:out:0199"] = "{}";
  mark("kokage", "shop-nps");
  assert.deepEqual(waiting("koe:kokage:out:"), ["koe:kokage:out:0199"]);
  assert.ok(marks(KEY));
});
