/** What bad input gets: one line on the console that says what to fix, and a page that goes on as if nothing had been. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { Visit } from "../testing/visit";
import type { PublicConfig } from "./wire";

const config: PublicConfig = {
  site: "kokage",
  locale: "ja",
  locales: ["ja"],
  cool_down_days: 14,
  respect_gpc: true,
  require_consent: false,
  assets: { sender: "", prompt: "", wasm: "" },
  touchpoints: {},
  surveys: [
    {
      id: "nps",
      version: 1,
      touchpoints: ["bought", "browsing"],
      sample_bp: 10000,
      recontact_days: 90,
      recontact_after_dismissal_days: 30,
      active: true,
      placement: "popover",
      content: "00",
    },
  ],
};

const CALLS: [call: unknown[], line: string][] = [
  [[], "koe(''): there is no such call, only touchpoint, identify, segments, consent, why, show, preview, close, on, debug"],
  [
    ["nonsense", 1],
    "koe('nonsense', 1): there is no such call, only touchpoint, identify, segments, consent, why, show, preview, close, on, debug",
  ],
  [["touchpoint"], "koe('touchpoint'): it takes the name of a touchpoint, then { segments } if there are any"],
  [["touchpoint", 7], "koe('touchpoint', 7): it takes the name of a touchpoint, then { segments } if there are any"],
  [
    ["touchpoint", "boght"],
    `koe('touchpoint', "boght"): no survey is asked there; add it to a survey's touchpoints, which are now bought, browsing`,
  ],
  [
    ["identify", { name: "Aki" }],
    `koe('identify', {"name":"Aki"}): it takes { id, expires_at, signature, name }, of which id is required, or nothing to forget who it was`,
  ],
  [
    ["identify", "u_42"],
    `koe('identify', "u_42"): it takes { id, expires_at, signature, name }, of which id is required, or nothing to forget who it was`,
  ],
  [["segments"], "koe('segments'): it takes an object, such as { plan: 'pro' }"],
  [["segments", "pro"], `koe('segments', "pro"): it takes an object, such as { plan: 'pro' }`],
  [["consent"], "koe('consent'): it takes 'granted' or 'denied'"],
  [["consent", true], "koe('consent', true): it takes 'granted' or 'denied'"],
  [["why", "me"], `koe('why', "me"): it takes a function, or nothing`],
  [["show"], 'no survey "undefined"'],
  [["show", "csat"], 'no survey "csat"'],
  [["preview"], 'no survey "undefined"'],
  [["preview", "csat"], 'no survey "csat"'],
  [["on", "opened", () => {}], `koe('on', "opened", function): it takes 'prompted', 'answered' or 'dismissed', then a function`],
  [["on", "prompted"], `koe('on', "prompted"): it takes 'prompted', 'answered' or 'dismissed', then a function`],
];

for (const [call, line] of CALLS)
  test(`misuse: koe(${call.map((part) => JSON.stringify(part)).join(", ")}): one line, however often`, async () => {
    const storage = {};
    const page = new Visit({ config, storage });
    for (let times = 0; times < 3; times++) {
      page.koe(...call);
      await page.settle();
    }
    assert.deepEqual([...new Set(page.said)], [`[koe] ${line}`]);
    assert.deepEqual(page.orders, []);
    assert.deepEqual(storage, {});
  });

test("misuse: without consent nothing is shown, and a line says what to call first", async () => {
  const page = new Visit({ config: { ...config, require_consent: true } });
  page.koe("show", "nps");
  await page.settle();
  assert.deepEqual(page.said, [
    `[koe] koe('show', "nps"): nothing is shown without consent; call koe('consent', 'granted') first`,
  ]);
});

test("misuse: while a prompt is open no other is shown, and a line says what to call first", async () => {
  const page = new Visit({ config });
  page.koe("show", "nps");
  await page.settle();
  assert.deepEqual(page.said, []);
  page.koe("show", "nps");
  await page.settle();
  assert.deepEqual(page.said, [`[koe] koe('show', "nps"): a prompt is open already; call koe('close') first`]);
  assert.equal(page.orders.length, 1);
});

/** Calls that name nothing. */
const NAMELESS: [unknown[], string][] = [
  [["show", "csat"], 'no survey "csat"'],
  [["preview", "csat"], 'no survey "csat"'],
  [["touchpoint", "boght"], `koe('touchpoint', "boght"): no survey is asked there`],
  [["constructor"], "koe('constructor'): there is no such call"],
];

for (const [first, line] of NAMELESS)
  for (const next of [
    ["show", "nps"],
    ["touchpoint", "bought"],
  ])
    for (const queued of [false, true])
      test(`misuse: ${first.join(" ")} changes nothing for ${next.join(" ")}, ${queued ? "in the queue" : "called"}`, async () => {
        const page = new Visit({ config, ...(queued && { koe: Object.assign(() => {}, { q: [first, next] }) }) });
        if (!queued) for (const call of [first, next]) page.koe(...call);
        await page.settle();
        assert.deepEqual(page.log.filter((told) => told.startsWith("show")), ["show nps"]);
        assert.equal(page.orders[0]!.preview, undefined);
        assert.equal(page.said.length, 1);
        assert.ok(page.said[0]!.startsWith(`[koe] ${line}`), page.said[0]);
      });

test("misuse: a preview of what only the newest configuration has wins over what comes by itself", async () => {
  const [nps] = config.surveys;
  const newest = { ...config, surveys: [nps!, { ...nps!, id: "csat" }] };
  const touchpoints = { bought: { when: { dwell_ms: 0 } } };
  const page = new Visit({ config: { ...config, touchpoints }, newest, search: "?koe-preview=csat" });
  page.elapse();
  page.koe("touchpoint", "browsing");
  await page.settle();
  assert.deepEqual(page.orders.map(({ survey }) => survey.id), ["csat"]);
  assert.equal(page.orders[0]!.preview, true);
  assert.deepEqual(page.said, []);
});

test("misuse: a preview that can't be renewed is shown as it is known", async () => {
  const page = new Visit({ config, offline: true });
  page.koe("preview", "nps");
  await page.settle();
  assert.deepEqual(page.log, ["fetch reload", "show nps"]);
  page.koe("close");
  page.koe("show", "nps");
  await page.settle();
  assert.deepEqual(page.log, ["fetch reload", "show nps", "close", "show nps"]);
});

const BROKEN: [what: string, config: unknown][] = [
  ["nothing at all", undefined],
  ["another site's reply", { error: "not found" }],
  ["no surveys", { ...config, surveys: null }],
  ["no list of surveys", { ...config, surveys: 7 }],
];

for (const [what, broken] of BROKEN)
  test(`misuse: a configuration with ${what}: one line, and calls are kept waiting`, async () => {
    const page = new Visit({ config: broken as PublicConfig });
    await page.settle();
    assert.equal(page.window.koe, undefined);
    assert.equal(page.said.length, 1);
    assert.match(page.said[0]!, /^\[koe\] broken: TypeError: /);
  });

test("misuse: a selector that is none: one line, and the other touchpoints come", async () => {
  const page = new Visit({
    config: {
      ...config,
      touchpoints: { browsing: { when: { dwell_ms: 0, click: "a[[" } }, bought: { when: { dwell_ms: 0 } } },
    },
  });
  page.go("/another");
  page.elapse();
  await page.settle();
  assert.equal(page.said.length, 1);
  assert.match(page.said[0]!, /^\[koe\] touchpoint "browsing": .*a\[\[/);
  assert.ok(page.log.includes("show nps"));
});
