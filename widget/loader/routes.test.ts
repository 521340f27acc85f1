/** Single-page navigation, by the Navigation API and by the History's own calls alike: what comes, waits and goes per route. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { type Given, Visit } from "../testing/visit";
import type { PublicConfig, PublicSurvey } from "./wire";

const nps: PublicSurvey = {
  id: "nps",
  version: 1,
  touchpoints: ["browsing", "bought"],
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
  cool_down_days: 0,
  respect_gpc: true,
  require_consent: false,
  assets: { sender: "", prompt: "", wasm: "" },
  touchpoints: { browsing: { url: "^/products/[^?#]*", when: { dwell_ms: 5_000 } } },
  surveys: [nps],
};

for (const navigation of [true, false]) {
  const visit = (given: Partial<Given> = {}) => new Visit({ config, navigation, ...given });
  const route = (name: string, run: () => Promise<void>) =>
    test(`route, ${navigation ? "Navigation API" : "History API"}: ${name}`, run);
  const shown = ({ log }: Visit) => log.filter((line) => !line.startsWith("warm"));

  route("only pages that fit wait for anything", async () => {
    const page = visit({ path: "/cart" });
    assert.deepEqual(page.timers, []);
    page.go("/products/7");
    assert.deepEqual(page.timers.map(({ delay }) => delay), [5_000]);
    page.elapse();
    await page.settle();
    assert.deepEqual(shown(page), ["show nps"]);
    assert.equal(page.orders[0]!.touchpoint, "browsing");
  });

  route("what waits is withdrawn when the route no longer fits", async () => {
    const page = visit({ path: "/products/7" });
    assert.equal(page.timers.length, 1);
    page.go("/cart", "replaceState");
    assert.deepEqual(page.timers, []);
    await page.settle();
    assert.deepEqual(shown(page), []);
  });

  route("each route waits anew", async () => {
    const page = visit({ path: "/products/7" });
    const [first] = page.timers;
    page.go("/products/8");
    assert.equal(page.timers.length, 1);
    assert.notEqual(page.timers[0], first);
  });

  route("another query or fragment goes on waiting", async () => {
    const page = visit({ path: "/products/7" });
    const before = [...page.timers];
    page.go("/products/7?size=m");
    page.go("/products/7?size=m#reviews");
    assert.deepEqual(page.timers, before);
    page.go("/#/products");
    assert.deepEqual(page.timers, []);
  });

  route("a router in the fragment has routes, too", async () => {
    const touchpoints = { browsing: { url: "^/#/products/", when: { dwell_ms: 5_000 } } };
    const page = visit({ path: "/", config: { ...config, touchpoints } });
    assert.equal(page.timers.length, 0);
    page.go("/#/products/7");
    const [first] = page.timers;
    page.go("/#/products/8");
    assert.notEqual(page.timers[0], first);
    page.go("/#/cart");
    assert.deepEqual(page.timers, []);
  });

  route("back is a navigation like others", async () => {
    const page = visit({ path: "/cart" });
    page.back("/products/7");
    assert.equal(page.timers.length, 1);
    page.back("/cart");
    assert.deepEqual(page.timers, []);
  });

  route("an open prompt is withdrawn where its touchpoint can't come", async () => {
    const page = visit({ path: "/products/7" });
    page.elapse();
    await page.settle();
    page.go("/products/7#reviews");
    await page.settle();
    assert.deepEqual(shown(page), ["show nps"]);
    page.go("/cart");
    await page.settle();
    assert.deepEqual(shown(page), ["show nps", "withdraw"]);
    page.go("/products/7");
    page.elapse();
    await page.settle();
    assert.deepEqual(shown(page), ["show nps", "withdraw", "show nps"]);
  });

  route("a prompt of a call, which no page rules, stays", async () => {
    const page = visit({ path: "/cart" });
    page.koe("touchpoint", "bought");
    await page.settle();
    page.go("/thanks");
    await page.settle();
    assert.deepEqual(shown(page), ["show nps"]);
  });

  route("what has come is forgotten on another page, and nowhere else", async () => {
    const page = visit({ path: "/cart", config: { ...config, require_consent: true } });
    page.koe("touchpoint", "bought");
    page.go("/cart?step=2");
    assert.deepEqual(page.window.koe.come, ["bought"]);
    page.go("/thanks");
    assert.deepEqual(page.window.koe.come, []);
    page.koe("consent", "granted");
    await page.settle();
    assert.deepEqual(shown(page), [], "a moment that has passed does not prompt");
  });

  route("a prompt that may come by itself is warmed, for those who would get it", async () => {
    const storage: Record<string, any> = {};
    const page = visit({ path: "/cart", storage });
    await page.settle();
    assert.deepEqual([page.log, storage], [[], {}]);
    page.go("/products/7");
    await page.settle();
    assert.deepEqual(page.log, ["warm nps"]);
    const without = visit({ path: "/products/7", config: { ...config, surveys: [{ ...nps, sample_bp: 0 }] } });
    await without.settle();
    assert.deepEqual(without.log, []);
  });
}
