/** What an order knows of its page while the question waits to be shown: whether the page leaves, and what is due still. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { type Given, Visit } from "../testing/visit";
import type { PublicConfig, PublicSurvey } from "./wire";

const nps: PublicSurvey = {
  id: "nps",
  version: 1,
  touchpoints: ["bought"],
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
  locales: ["ja"],
  cool_down_days: 14,
  respect_gpc: true,
  require_consent: false,
  assets: { sender: "", prompt: "", wasm: "" },
  touchpoints: {},
  surveys: [nps, { ...nps, id: "ces", touchpoints: ["helped"] }],
};

/** A visit on which a call has just been made, and its order. */
const ordered = async (call: unknown[], given: Partial<Given> = {}) => {
  const page = new Visit({ config, ...given });
  page.koe(...call);
  await page.settle();
  return { page, order: page.orders[0]! };
};

const now = Date.now;
test.afterEach(() => void (Date.now = now));

test("a page that began to leave leaves for ten seconds, and stays after that", async () => {
  const { page, order } = await ordered(["touchpoint", "bought"]);
  assert.equal(order.leaving!(), false);
  page.fire(new Event("beforeunload"));
  assert.equal(order.leaving!(), true);
  const then = now();
  Date.now = () => then + 9_000;
  assert.equal(order.leaving!(), true);
  Date.now = () => then + 11_000; // it was a download
  assert.equal(order.leaving!(), false);
});

test("leaving counts from the call on, before anything has been fetched", async () => {
  const page = new Visit({ config });
  page.koe("touchpoint", "bought");
  page.fire(new Event("beforeunload"));
  await page.settle();
  assert.equal(page.orders[0]!.leaving!(), true);
});

test("nobody listens for leaving but while a question is on its way", async () => {
  const { page, order } = await ordered(["touchpoint", "bought"]);
  assert.deepEqual(page.listening("beforeunload"), 1);
  order.tell("prompted", { survey: "nps" });
  assert.deepEqual(page.listening("beforeunload"), 0);

  const closed = await ordered(["show", "nps"]);
  assert.deepEqual(closed.page.listening("beforeunload"), 1);
  closed.page.end();
  await closed.page.settle();
  assert.deepEqual(closed.page.listening("beforeunload"), 0);
  assert.deepEqual(new Visit({ config }).listening("beforeunload"), 0);
});

test("what is due is judged anew, without this prompt in its way", async () => {
  const storage: Record<string, any> = {};
  const { page, order } = await ordered(["touchpoint", "bought"], { storage });
  assert.equal(order.due!(), true);
  assert.equal((await page.koe("why"))[0].decision, "already_open");
  storage["koe:kokage:prompted"] = now(); // asked in another tab
  assert.equal(order.due!(), false);
  delete storage["koe:kokage:prompted"];
  assert.equal(order.due!(), true);
  storage["koe:kokage:answered:nps"] = now();
  assert.equal(order.due!(), false);
});

test("on a page where its touchpoint can't come any more, it is not due", async () => {
  const touchpoints = { bought: { url: "^/cart", when: { dwell_ms: 9_000 } } };
  const { page, order } = await ordered(["touchpoint", "bought"], { config: { ...config, touchpoints } });
  assert.equal(order.due!(), true);
  page.go("/home");
  assert.equal(order.due!(), false);
});

for (const call of ["show", "preview"])
  test(`what is shown by ${call} is always due`, async () => {
    const storage: Record<string, any> = {};
    const { order } = await ordered([call, "nps"], { storage });
    storage["koe:kokage:prompted"] = now();
    storage["koe:kokage:draw:nps"] = 10_000;
    assert.equal(order.due!(), true);
  });
