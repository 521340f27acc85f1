/**
 * Fair asking: how many of 100,000 visitors with many page views each would be asked, by the draw and the decision as
 * they ship. What a visitor meets is drawn from a seed, so that a failure comes again.
 */

import assert from "node:assert/strict";
import { test } from "node:test";

import { keep, kept } from "./clocks";
import { DAY } from "./day";
import { decide, foremost } from "./decide";
import { draw } from "./draw";
import { emit } from "./emit";
import type { PublicConfig, PublicSurvey } from "./wire";

const VISITORS = 100_000;
/** Of the standard normal distribution, for 99.9 % in the middle. */
const Z = 3.2905;

const nps: PublicSurvey = {
  id: "nps",
  version: 1,
  touchpoints: ["browsing"],
  sample_bp: 1_000,
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
  surveys: [nps],
};

/** Mulberry32: small, seeded, even. */
const seeded = (seed: number) => (): number => {
  seed = (seed + 0x6d2b79f5) | 0;
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
};

const local = globalThis as unknown as { localStorage: Record<string, unknown>; dispatchEvent(event: Event): void };
local.dispatchEvent = () => {};

/** Who is asked, of those for whom a touchpoint has come. */
const due = (config: PublicConfig, now: number) =>
  foremost(decide(config, now, (name) => kept(config.site, name), ["browsing"], () => true, true, undefined, true));

/** The surveys that are asked of one visitor, who sees 1–12 pages within hours. */
const visitor = (config: PublicConfig, random: () => number, drawing = draw): Set<string> => {
  local.localStorage = {};
  Math.random = random;
  const asked = new Set<string>();
  let now = Date.UTC(2026, 10, 20);
  for (let pages = 1 + Math.floor(random() * 12); pages; pages--) {
    now += random() * 30 * 60e3;
    Date.now = () => now;
    drawing(config, ["browsing"]);
    const survey = due(config, now)?.survey;
    if (!survey) continue;
    asked.add(survey);
    for (const news of ["prompted", "dismissed"] as const) emit(news, { survey }, config.site);
  }
  return asked;
};

const share = (config: PublicConfig, seed: number, drawing = draw, visitors = VISITORS): number => {
  const random = seeded(seed);
  let asked = 0;
  for (let n = 0; n < visitors; n++) asked += visitor(config, random, drawing).size;
  return asked / visitors;
};

/** Half the width of the interval in which the share of a fair draw lies in 999 of 1,000 simulations. */
const room = (rate: number): number => Z * Math.sqrt((rate * (1 - rate)) / VISITORS);

for (const [sample_bp, seed] of [
  [50, 1],
  [1_000, 2],
  [6_000, 3],
] as const)
  test(`fair: of 100,000 visitors ${sample_bp / 100} % are asked, however many pages they see`, () => {
    const rate = sample_bp / 1e4;
    const found = share({ ...config, surveys: [{ ...nps, sample_bp }] }, seed);
    assert.ok(Math.abs(found - rate) <= room(rate), `${found} is not ${rate} ± ${room(rate)}`);
  });

test("fair: a draw made anew at each page would be found out", () => {
  const again: typeof draw = (config, touchpoints) => {
    for (const { id } of config.surveys) keep(config.site, `draw:${id}`, NaN);
    draw(config, touchpoints);
  };
  const found = share(config, 2, again, 5_000);
  assert.ok(found - 0.1 > 50 * room(0.1), `${found}`);
});

test("fair: nobody and everybody are exact", () => {
  for (const sample_bp of [0, 10_000])
    assert.equal(share({ ...config, surveys: [{ ...nps, sample_bp }] }, 6, draw, 5_000), sample_bp / 1e4);
});

test("fair: two surveys at one touchpoint share the cool-down, and neither starves over the months", () => {
  const surveys = [
    { ...nps, sample_bp: 10_000 },
    { ...nps, id: "csat", sample_bp: 10_000 },
  ];
  const two = { ...config, surveys };
  const random = seeded(7);
  local.localStorage = {};
  Math.random = random;
  const times: Record<string, number> = { nps: 0, csat: 0 };
  let last = 0;
  for (let day = 0; day < 720; day++) {
    const now = Date.UTC(2026, 10, 20) + day * DAY;
    Date.now = () => now;
    draw(two, ["browsing"]);
    const survey = due(two, now)?.survey;
    if (!survey) continue;
    assert.ok(now - last >= 14 * DAY, "never two within the cool-down");
    last = now;
    times[survey]!++;
    for (const news of ["prompted", "answered"] as const) emit(news, { survey }, two.site);
  }
  assert.deepEqual(times, { nps: 8, csat: 8 });
});

test("fair: each dismissal in a row doubles the wait, up to eightfold, and an answer ends the row", () => {
  local.localStorage = {};
  const waits = (["dismissed", "dismissed", "dismissed", "dismissed", "dismissed", "answered", "dismissed"] as const).map(
    (news) => {
      emit(news, { survey: "nps" }, config.site);
      return kept(config.site, "backoff:nps");
    },
  );
  assert.deepEqual(waits, [1, 2, 4, 8, 8, 0, 1]);
});
