/** A page that has put its own things where a browser's are: names, prototypes, `fetch`, elements. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { type Given, Visit } from "../testing/visit";
import type { PublicConfig, PublicSurvey } from "./wire";

const nps: PublicSurvey = {
  id: "nps",
  version: 1,
  touchpoints: ["bought", "constructor", "mine"],
  sample_bp: 10000,
  recontact_days: 90,
  recontact_after_dismissal_days: 30,
  active: true,
  placement: "popover",
  content: "00",
};
const config: PublicConfig = {
  site: "kokage",
  locale: "ja",
  locales: ["en", "ja"],
  cool_down_days: 14,
  respect_gpc: true,
  require_consent: false,
  assets: { sender: "", prompt: "", wasm: "" },
  touchpoints: {},
  surveys: [nps],
};

const visit = (given: Partial<Given> = {}) => new Visit({ config, ...given });

/** What an element with the id `koe` may be: a form has its fields as properties. */
const ELEMENTS: [string, object][] = [
  ["an element", {}],
  ["a form with fields of our names", { config: {}, q: { name: "q" }, come: {}, watch: {} }],
  ["several elements", { length: 2, 0: {}, 1: {} }],
];
for (const [what, element] of ELEMENTS)
  test(`hostile: ${what} with the id koe is no loader and no stub`, async () => {
    const page = visit({ koe: element });
    assert.equal(typeof page.window.koe, "function");
    page.koe("touchpoint", "bought");
    await page.settle();
    assert.deepEqual([page.log, page.said], [["show nps"], []]);
    page.tag(config);
    assert.equal(page.said.length, 1, "the second tag");
  });

/** Something enumerable on all objects, or on all arrays. */
const SPOILED: [string, object, string, unknown][] = [
  ["a function on Object.prototype", Object.prototype, "extend", () => {}],
  ["a touchpoint's name on Object.prototype", Object.prototype, "mine", Object.assign(() => {}, { url: "^/elsewhere", when: {} })],
  ["a method on Array.prototype", Array.prototype, "remove", () => {}],
  ["an entry on Array.prototype", Array.prototype, "7", "seven"],
];
for (const [what, on, name, value] of SPOILED)
  test(`hostile: ${what} harms nothing`, async () => {
    Object.defineProperty(on, name, { value, enumerable: true, configurable: true, writable: true });
    try {
      const touchpoints = { bought: { when: { dwell_ms: 0 } } };
      const page = visit({ config: { ...config, cool_down_days: 0, touchpoints } });
      assert.deepEqual(Object.keys(page.window.koe.waits), ["bought"]);
      page.elapse();
      await page.settle();
      assert.deepEqual([page.log.at(-1), page.orders[0]!.touchpoint], ["show nps", "bought"]);
      page.end();
      await page.settle();
      page.koe("touchpoint", "mine");
      await page.settle();
      assert.equal(page.orders.at(-1)!.touchpoint, "mine");
      assert.deepEqual(page.said, []);
    } finally {
      delete (on as any)[name];
    }
  });

test("hostile: a touchpoint whose name all objects have comes like any other", async () => {
  const called = visit();
  called.koe("touchpoint", "constructor");
  await called.settle();
  assert.equal(called.orders[0]!.touchpoint, "constructor");

  const touchpoints = { constructor: { url: "^/cart", when: { dwell_ms: 0 } } } as PublicConfig["touchpoints"];
  const ruled = visit({ config: { ...config, touchpoints } });
  ruled.elapse();
  await ruled.settle();
  assert.equal(ruled.orders[0]!.touchpoint, "constructor");
});

for (const name of ["constructor", "toString", "__proto__", "hasOwnProperty"])
  test(`hostile: ${name} is no call`, async () => {
    const page = visit();
    page.koe(name);
    await page.settle();
    assert.match(page.said.join(), /there is no such call/);
  });

test("hostile: a fetch that throws, or is refused, costs nothing but time", async () => {
  for (const fetch of [
    () => {
      throw new Error("not today");
    },
    async () => {
      throw new TypeError("Failed to fetch");
    },
  ]) {
    const page = visit({ config: { ...config, locales: ["ja"] }, fetch });
    page.koe("touchpoint", "bought");
    await page.settle();
    assert.deepEqual([page.log, page.said], [["show nps"], []]);
  }
});

test("hostile: news that can't be told harm nobody, and set the clocks", async () => {
  const storage = {};
  const page = visit({ customEvent: false, storage });
  page.koe("show", "nps");
  await page.settle();
  page.orders[0]!.tell("prompted", { survey: "nps" });
  assert.ok("koe:kokage:prompted" in storage);
  assert.deepEqual(page.said, []);
});
