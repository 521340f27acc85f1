/** A newer script of the site, which hands its configuration and its rules over to the loader that is there. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { Visit } from "../testing/visit";
import type { PublicConfig } from "./wire";

const config: PublicConfig = {
  site: "kokage",
  locale: "ja",
  locales: ["ja"],
  cool_down_days: 0,
  respect_gpc: true,
  require_consent: false,
  assets: { sender: "", prompt: "", wasm: "" },
  touchpoints: { browsing: { when: { dwell_ms: 0 } } },
  surveys: [
    {
      id: "nps",
      version: 1,
      touchpoints: ["browsing", "buying"],
      sample_bp: 10000,
      recontact_days: 90,
      recontact_after_dismissal_days: 30,
      active: true,
      placement: "popover",
      content: "00",
    },
  ],
};
const newest = {
  ...config,
  touchpoints: { browsing: { url: "^/blog", when: { dwell_ms: 0 } }, buying: { when: { dwell_ms: 0, click: ".buy" } } },
};

test("rules that only the newest configuration names come with it", async () => {
  const page = new Visit({ config, newest });
  page.koe("preview", "nps"); // fetches it
  await page.settle();
  page.end();
  await page.settle();
  assert.deepEqual(Object.keys(page.window.koe.waits), ["browsing"]);
  page.go("/products/7");
  page.elapse();
  assert.deepEqual(Object.keys(page.window.koe.waits), ["buying"]);
  page.click({ matches: (selector: string) => selector == ".buy" });
  await page.settle();
  assert.equal(page.orders.at(-1)!.touchpoint, "buying");
  assert.deepEqual(page.said, []);
});

test("a configuration that came without its rules is told, and breaks nothing", async () => {
  const page = new Visit({ config, newest });
  page.window.koe.config = newest; // as a loader of an older release hands it over
  page.go("/products/7");
  assert.equal(page.said.length, 1);
  assert.match(page.said[0]!, /^\[koe\] touchpoint "buying": TypeError/);
  page.koe("touchpoint", "buying");
  await page.settle();
  assert.deepEqual(page.log.at(-1), "show nps");
});
