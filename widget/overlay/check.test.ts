/** The address that leads from a page to the owner's check: what it carries, and what it leaves out where there is no room. */

import assert from "node:assert/strict";
import { test } from "node:test";

import type { Decision } from "../loader/decisions";
import type { KoeApi } from "../loader/queue";
import { config } from "../testing/site";
import { check, LONGEST } from "./check";

const ORIGIN = "https://koe.example";

const at = (path: string, files: [name: string, bytes: number][] = []): void => {
  Object.assign(globalThis, {
    location: new URL(path, "https://shop.example:8443"),
    performance: { getEntriesByType: () => files.map(([name, encodedBodySize]) => ({ name, encodedBodySize })) },
  });
};

const seen = (come: string[], decisions: Decision[]) => {
  const address = check(ORIGIN, { config, come } as unknown as KoeApi, decisions);
  assert.ok(address.length <= LONGEST, `${address.length}`);
  const [, carried] = /^https:\/\/koe\.example\/sites\/kokage\/check\?seen=([\w+/]+=*)$/.exec(address)!;
  return JSON.parse(atob(carried!));
};

/** Decisions of that many surveys, whose names are as long as names may be. */
const many = (count: number): Decision[] =>
  Array.from({ length: count }, (_, n) => ({
    survey: `${n}`.padStart(64, "s"),
    decision: "dismissed_before",
    recontact_at: "2026-12-01T00:00:00Z",
  }));

test("check: it carries the page without query and fragment, and each decision with its detail", () => {
  at("/~shop/thanks/%E3%81%82?order=4711#paid");
  const { at: time, ...others } = seen(
    ["post-purchase", "post-purchase"],
    [
      { survey: "shop-nps", decision: "prompt", touchpoint: "post-purchase" },
      { survey: "support-ces", decision: "cooling_down", until: "2026-12-01T00:00:00Z" },
      { survey: "visit-csat", decision: "sampled_out" },
    ],
  );
  assert.ok(Math.abs(time - Date.now()) < 60_000);
  assert.deepEqual(others, {
    page: "https://shop.example:8443/~shop/thanks/%E3%81%82",
    release: "/a/sender.js",
    every: 0,
    shown: 0,
    come: { "post-purchase": "" },
    decisions: {
      "shop-nps": "prompt post-purchase",
      "support-ces": "cooling_down 2026-12-01T00:00:00Z",
      "visit-csat": "sampled_out",
    },
    left: 0,
  });
});

test("check: what the page has loaded is weighed, each file once", () => {
  at("/", [
    [`${ORIGIN}/s/kokage.js`, 2217],
    [`${ORIGIN}/s/kokage.js`, 2217],
    [`${ORIGIN}/a/overlay-0123456789.js`, 5000],
    [`${ORIGIN}/a/sender-0123456789.js`, 3385],
    [`${ORIGIN}/a/prompt-0123456789.wasm`, 40000],
    [`${ORIGIN}/t/kokage/1111-ja.json`, 700],
    ["https://other.example/s/kokage.js", 9999],
    [`https://other.example/?of=${ORIGIN}/a/prompt-0123456789.js`, 9999],
  ]);
  const { every, shown } = seen([], []);
  assert.deepEqual([every, shown], [2217, 44085]);
});

test("check: a long path ends as a pattern that fits it", () => {
  const origin = "https://shop.example:8443";
  at(`/${"a".repeat(375)}`);
  assert.equal(seen([], []).page, `${origin}/${"a".repeat(374)}*`);
  at(`/${"a".repeat(374)}`);
  assert.equal(seen([], []).page, `${origin}/${"a".repeat(374)}`);
});

test("check: what has no room is counted, and what has room stays", () => {
  at(`/${"a".repeat(400)}`);
  const all = many(50);
  const { decisions, left } = seen(["post-purchase"], [...all, { survey: "nps", decision: "not_active" }]);
  const named = Object.keys(decisions);
  assert.deepEqual(named, [...all.slice(0, named.length - 1).map(({ survey }) => survey), "nps"]);
  assert.equal(named.length + left, 51);
  assert.ok(named.length >= 15, `${named.length}`);
});

test("check: a library that writes lists and texts in its own way changes nothing", () => {
  at("/");
  Object.assign(Array.prototype, { toJSON: () => "[]" });
  try {
    assert.deepEqual(seen(["a"], many(1)).come, { a: "" });
  } finally {
    delete (Array.prototype as { toJSON?: unknown }).toJSON;
  }
});
