/** The built loader on a page: calls, touchpoints, clocks, and what it does when things are missing. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { type Given, Visit } from "../testing/visit";
import { DAY } from "./day";
import type { PublicConfig, PublicSurvey } from "./wire";

const nps: PublicSurvey = {
  id: "nps",
  version: 1,
  touchpoints: ["bought", "browsing"],
  sample_bp: 10000,
  recontact_days: 90,
  recontact_after_dismissal_days: 30,
  active: true,
  placement: "popover",
  content: "00",
};
const ces: PublicSurvey = { ...nps, id: "ces", touchpoints: ["helped"] };

const config: PublicConfig = {
  site: "kokage",
  locale: "ja",
  locales: ["ja"],
  cool_down_days: 14,
  respect_gpc: true,
  require_consent: false,
  assets: { sender: "", prompt: "/a/prompt.js", wasm: "/a/prompt.wasm" },
  touchpoints: {},
  surveys: [nps, ces],
};

/** The path of an address whose origin is `null`. */
const path = (url: string) => url.replace("null", "");
const visit = (given: Partial<Given> = {}) => new Visit({ config, ...given });
const decisions = async (page: Visit) => (await page.koe("why")).map(({ decision }: any) => decision);

test("a page on which nothing is due asks for nothing", async () => {
  const page = visit();
  await page.settle();
  assert.deepEqual([page.log, page.fetched, page.said, page.timers], [[], [], [], []]);
});

test("what a question needs is fetched beside the sender, once, and handed over", async () => {
  const page = visit();
  page.koe("touchpoint", "bought");
  assert.deepEqual(page.fetched.map(path), ["/t/kokage/00-ja.json"]);
  assert.deepEqual(page.imported.slice(1).map(path), ["/a/prompt.js"]);
  await page.settle();
  page.koe("touchpoint", "bought");
  await page.settle();
  assert.deepEqual([page.log, page.fetched.length], [["show nps"], 1]);
  assert.deepEqual(Object.keys(page.orders[0]!.texts!), page.fetched);
});

test("of the words, only those that are sure to be needed are fetched so early", () => {
  const asked = (locales: string[], lang: string) => {
    const page = visit({ config: { ...config, locales }, lang });
    page.koe("touchpoint", "bought");
    return page.fetched.map(path);
  };
  assert.deepEqual(asked(["en", "ja"], "ja"), ["/t/kokage/00-ja.json"]);
  assert.deepEqual(asked(["en", "ja"], "ja-JP"), []); // it may be neither
  assert.deepEqual(asked(["en"], "ja"), ["/t/kokage/00-en.json"]);
});

test("calls made before the loader are made in their order", async () => {
  const seen: unknown[] = [];
  const page = visit({
    koe: Object.assign(() => {}, {
      q: [
        ["segments", { plan: "free", seats: 3 }],
        ["segments", { plan: "pro" }],
        ["identify", { id: "u_42", expires_at: "2026-12-31T00:00:00Z", signature: "ab" }],
        ["on", "prompted", (detail: unknown) => seen.push(detail)],
        ["touchpoint", "bought", { segments: { seats: 4 } }],
        ["why", (list: unknown[]) => seen.push(list.length)],
      ],
    }),
  });
  await page.settle();
  assert.deepEqual(page.log, ["show nps"]);
  const [order] = page.orders;
  assert.deepEqual(order!.segments, { plan: "pro", seats: 4 });
  assert.equal(order!.person()!.id, "u_42");
  assert.equal(order!.touchpoint, "bought");
  order!.tell("prompted", { survey: "nps" });
  assert.deepEqual(seen, [2, { survey: "nps" }]);
});

test("a stub that the page has put aside still reaches the loader", async () => {
  const page = visit();
  page.window.koe.q.push(["touchpoint", "bought"]);
  await page.settle();
  assert.deepEqual(page.log, ["show nps"]);
});

test("of two tags the first owns the page, and the other says so", async () => {
  const page = visit();
  const owner = page.window.koe;
  page.tag({ ...config, site: "other" });
  page.tag(config);
  assert.equal(page.window.koe, owner);
  assert.equal(page.window.koe.config.site, "kokage");
  assert.equal(page.said.length, 2);
  assert.match(page.said[0]!, /^\[koe\] .*"other"/);
});

test("a module script is told to be a classic one", () => {
  const page = visit({ koe: { config } });
  page.window.koe = undefined;
  page.tag(config, true);
  assert.equal(page.window.koe, undefined);
  assert.match(page.said.at(-1)!, /classic/);
});

test("the draw is made once per survey, at its touchpoint, and kept", async () => {
  const storage: Record<string, any> = {};
  visit({ storage });
  assert.deepEqual(storage, {}, "nothing before a touchpoint");
  visit({ storage }).koe("touchpoint", "bought");
  const draw = storage["koe:kokage:draw:nps"];
  assert.ok(Number.isInteger(draw) && draw >= 0 && draw < 10000);
  assert.deepEqual(Object.keys(storage), ["koe:kokage:draw:nps"]);
  for (let page = 0; page < 20; page++) visit({ storage }).koe("touchpoint", "bought");
  assert.equal(storage["koe:kokage:draw:nps"], draw);
});

test("clocks: cool-down for all, recontact for the one, each from its own event", async () => {
  const storage: Record<string, any> = {};
  const page = visit({ storage });
  page.koe("touchpoint", "bought");
  await page.settle();
  assert.deepEqual(await decisions(page), ["already_open", "wrong_touchpoint"]);
  page.koe("touchpoint", "helped");
  assert.deepEqual(await decisions(page), ["already_open", "already_open"]);
  page.orders[0]!.tell("prompted", { survey: "nps" });
  page.orders[0]!.tell("dismissed", { survey: "nps" });
  page.end();
  await page.settle();
  assert.deepEqual(await decisions(page), ["cooling_down", "cooling_down"]);
  assert.deepEqual(Object.keys(storage).sort(), [
    "koe:kokage:backoff:nps",
    "koe:kokage:dismissed:nps",
    "koe:kokage:draw:ces",
    "koe:kokage:draw:nps",
    "koe:kokage:prompted",
    "koe:kokage:prompted:nps",
  ]);
  storage["koe:kokage:prompted"] -= 20 * DAY;
  const later = visit({ storage });
  later.koe("touchpoint", "bought");
  later.koe("touchpoint", "helped");
  await later.settle();
  assert.deepEqual(later.log, ["show ces"]);
  assert.deepEqual(await decisions(later), ["already_open", "already_open"]);
});

test("one prompt at a time", async () => {
  const page = visit({ config: { ...config, cool_down_days: 0 } });
  page.koe("touchpoint", "bought");
  page.koe("touchpoint", "helped");
  await page.settle();
  page.orders[0]!.tell("prompted", { survey: "nps" });
  page.koe("show", "ces");
  await page.settle();
  assert.deepEqual(page.log, ["show nps"]);
  page.end();
  await page.settle();
  page.koe("touchpoint", "helped");
  await page.settle();
  assert.deepEqual(page.log, ["show nps", "show ces"]);
});

test("what nobody has seen yet makes room for what is asked for", async () => {
  const page = visit({ config: { ...config, cool_down_days: 0 } });
  page.koe("touchpoint", "bought");
  await page.settle();
  page.koe("show", "unknown");
  await page.settle();
  assert.deepEqual(page.log, ["show nps"]);
  page.koe("show", "ces");
  await page.settle();
  assert.deepEqual(page.log, ["show nps", "close", "show ces"]);
});

test("show, whatever the rules; closed, another may follow at once", async () => {
  const page = visit({ config: { ...config, surveys: [{ ...nps, active: false, sample_bp: 0 }, ces] } });
  page.koe("show", "nps");
  await page.settle();
  assert.equal(page.orders[0]!.forced, true);
  assert.equal(page.orders[0]!.touchpoint, undefined);
  page.koe("close");
  page.koe("show", "ces");
  await page.settle();
  assert.deepEqual(page.log, ["show nps", "close", "show ces"]);
  page.koe("touchpoint", "helped");
  assert.deepEqual(await decisions(page), ["not_active", "already_open"]);
});

test("a survey that is not there: one line", async () => {
  const page = visit();
  page.koe("show", "csat");
  await page.settle();
  assert.deepEqual(page.said, ['[koe] no survey "csat"']);
  page.koe("show", "nps");
  await page.settle();
  assert.ok(page.log.includes("show nps"));
});

test("consent: denied deletes draws and clocks and keeps what waits; granted makes up", async () => {
  const storage: Record<string, any> = {
    "koe:kokage:draw:nps": 1,
    "koe:kokage:prompted": 2,
    "koe:kokage:answered:nps": 3,
    "koe:kokage:out:x": "{}",
    "koe:other:prompted": 4,
    theirs: 5,
  };
  const page = visit({ storage });
  page.koe("consent", "denied");
  assert.deepEqual(Object.keys(storage), ["koe:kokage:out:x", "koe:other:prompted", "theirs"]);
  page.koe("touchpoint", "bought");
  page.koe("show", "nps");
  await page.settle();
  assert.deepEqual(await decisions(page), ["no_consent", "wrong_touchpoint"]);
  assert.equal(Object.keys(storage).length, 3);
  assert.deepEqual(page.log, ["start kokage"]);
  page.koe("consent", "granted");
  page.koe("consent", "granted");
  await page.settle();
  assert.deepEqual(page.log, ["start kokage", "show nps"]);
  page.koe("consent", "denied");
  await page.settle();
  assert.equal(page.log.at(-1), "close");
});

test("where consent is required nothing is kept without it", async () => {
  const storage = {};
  const page = visit({ storage, config: { ...config, require_consent: true } });
  page.koe("touchpoint", "bought");
  await page.settle();
  assert.deepEqual([storage, page.log, await decisions(page)], [{}, [], ["no_consent", "wrong_touchpoint"]]);
  page.koe("consent", "granted");
  await page.settle();
  assert.deepEqual(page.log, ["show nps"]);
});

test("Global Privacy Control: asked, but not linked to a respondent", async () => {
  for (const [gpc, respect_gpc, linked] of [
    [true, true, false],
    [true, false, true],
    [false, true, true],
  ] as const) {
    const page = visit({ gpc, config: { ...config, respect_gpc } });
    page.koe("identify", { id: "u_42" });
    page.koe("touchpoint", "bought");
    await page.settle();
    assert.equal(!!page.orders[0]!.person(), linked);
  }
});

test("a click on a marked element is a touchpoint", async () => {
  const page = visit();
  const element = (dataset: object) => ({ dataset, matches: () => "koeTouchpoint" in dataset });
  page.click(element({}));
  assert.deepEqual(await decisions(page), ["wrong_touchpoint", "wrong_touchpoint"]);
  page.click(element({}), element({ koeTouchpoint: "bought" }));
  await page.settle();
  assert.deepEqual(page.log, ["show nps"]);
});

test("a preview shows the newest configuration, sets no clock and is no touchpoint", async () => {
  const storage = {};
  const newest = { ...config, surveys: [{ ...nps, version: 2, active: false }] };
  const page = visit({ search: "?a=1&koe-preview=nps", storage, newest, config: { ...config, require_consent: true } });
  await page.settle();
  assert.deepEqual(page.log, ["fetch reload", "renewed", "show nps"]);
  const [order] = page.orders;
  assert.equal(order!.preview, true);
  assert.equal(order!.survey.version, 2);
  order!.tell("prompted", { survey: "nps" });
  order!.tell("answered", { survey: "nps", score: 9 });
  assert.deepEqual(storage, {});
});

test("a file that is missing: the newest release once, then one line", async () => {
  const page = visit({ missing: true, newest: config });
  page.koe("touchpoint", "bought");
  await page.settle();
  assert.deepEqual(page.log, ["fetch reload", "renewed", "show nps"]);
  assert.deepEqual(page.said, []);

  const hopeless = visit({ missing: true, config: { ...config, cool_down_days: 0 } });
  hopeless.koe("touchpoint", "bought");
  await hopeless.settle();
  assert.deepEqual(hopeless.log, ["fetch reload", "renewed"]);
  assert.equal(hopeless.said.length, 1);
  assert.match(hopeless.said[0]!, /^\[koe\] /);
  hopeless.koe("touchpoint", "bought");
  await hopeless.settle();
  assert.deepEqual(hopeless.log, ["fetch reload", "renewed"], "once a page");
});

test("what waits to be sent is sent", async () => {
  const page = visit({ storage: { "koe:kokage:out:x": "{}" } });
  await page.settle();
  assert.deepEqual(page.log, ["start kokage"]);
});

test("storage that throws: no prompt, one line, and the page goes on", async () => {
  const deny = () => {
    throw new DOMException("denied", "SecurityError");
  };
  const page = visit({ storage: new Proxy({}, { get: deny, set: deny, ownKeys: deny, deleteProperty: deny }) });
  page.koe("touchpoint", "bought");
  page.koe("consent", "denied");
  page.koe("consent", "granted");
  await page.settle();
  assert.deepEqual(await decisions(page), ["storage_blocked", "wrong_touchpoint"]);
  assert.deepEqual([page.log, page.said.length], [[], 1]);
});

test("news reach the page as events, in either way", () => {
  const page = visit();
  const seen: unknown[] = [];
  page.koe("on", "answered", (detail: unknown) => seen.push(detail));
  page.koe("show", "nps");
  return page.settle().then(() => {
    page.orders[0]!.tell("answered", { survey: "nps", score: 9, bucket: "promoter" });
    assert.deepEqual(seen, [{ survey: "nps", score: 9, bucket: "promoter" }]);
  });
});
