/** The table of cases of `decide`. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { DAY } from "./day";
import { decide } from "./decide";
import { type Decision, decisions } from "./decisions";
import type { PublicConfig, PublicSurvey } from "./wire";

const NOW = Date.UTC(2026, 10, 20, 3);

const survey: PublicSurvey = {
  id: "nps",
  version: 1,
  touchpoints: ["bought", "browsing"],
  sample_bp: 2500,
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
  surveys: [survey],
};

/** Everything a decision rests on besides the configuration. */
interface Moment {
  now: number;
  touchpoints: string[];
  here(touchpoint: string): boolean;
  consent: boolean;
  open: object | undefined;
  able: boolean;
}

const MOMENT: Moment = {
  now: NOW,
  touchpoints: ["bought"],
  here: (touchpoint) => touchpoint != "browsing",
  consent: true,
  open: undefined,
  able: true,
};

interface Case {
  survey?: Partial<PublicSurvey>;
  config?: Partial<PublicConfig>;
  moment?: Partial<Moment>;
  kept?: Record<string, number>;
}

const judge = ({ survey: s, config: c, moment, kept = {} }: Case): Decision[] => {
  const { now, touchpoints, here, consent, open, able } = { ...MOMENT, ...moment };
  const held: Record<string, number> = { "draw:nps": 0, "draw:ces": 0, ...kept };
  const document = { ...config, surveys: [{ ...survey, ...s }], ...c };
  return decisions(decide(document, now, (name) => held[name] ?? NaN, touchpoints, here, consent, open, able));
};

const CASES: [string, Case, string][] = [
  ["a touchpoint has come", {}, "prompt at bought"],
  ["an inactive survey", { survey: { active: false } }, "not_active"],
  ["no touchpoint yet", { moment: { touchpoints: [] } }, "wrong_touchpoint"],
  ["another survey's touchpoint", { moment: { touchpoints: ["after-support"] } }, "wrong_touchpoint"],
  ["a touchpoint of other pages", { moment: { touchpoints: ["browsing"] } }, "wrong_page"],
  ["on its page", { moment: { touchpoints: ["browsing"], here: () => true } }, "prompt at browsing"],
  ["nothing has come, and nothing can here", { survey: { touchpoints: ["browsing"] }, moment: { touchpoints: [] } }, "wrong_page"],
  ["several have come, one fits the page", { moment: { touchpoints: ["browsing", "bought"] } }, "prompt at bought"],
  ["nothing may be kept", { moment: { consent: false } }, "no_consent"],
  ["a prompt is open", { moment: { open: {} } }, "already_open"],
  ["any prompt two weeks ago", { kept: { prompted: NOW - 14 * DAY } }, "prompt at bought"],
  ["any prompt a moment less ago", { kept: { prompted: NOW - 14 * DAY + 1000 } }, "cooling_down until 2026-11-20T03:00:01Z"],
  ["a prompt just now", { kept: { prompted: NOW } }, "cooling_down until 2026-12-04T03:00:00Z"],
  ["no cool-down", { config: { cool_down_days: 0 }, kept: { prompted: NOW } }, "prompt at bought"],
  ["answered 20 days ago", { kept: { "answered:nps": NOW - 20 * DAY } }, "answered_before until 2027-01-29T03:00:00Z"],
  ["answered 90 days ago", { kept: { "answered:nps": NOW - 90 * DAY } }, "prompt at bought"],
  ["dismissed 20 days ago", { kept: { "dismissed:nps": NOW - 20 * DAY } }, "dismissed_before until 2026-11-30T03:00:00Z"],
  ["dismissed 30 days ago", { kept: { "dismissed:nps": NOW - 30 * DAY } }, "prompt at bought"],
  ["dismissed twice in a row, 59 days ago", { kept: { "dismissed:nps": NOW - 59 * DAY, "backoff:nps": 2 } }, "dismissed_before until 2026-11-21T03:00:00Z"],
  ["dismissed twice in a row, 60 days ago", { kept: { "dismissed:nps": NOW - 60 * DAY, "backoff:nps": 2 } }, "prompt at bought"],
  ["dismissed, answered, dismissed", { kept: { "dismissed:nps": NOW - 30 * DAY, "backoff:nps": 1 } }, "prompt at bought"],
  ["dismissed by the dozen, 239 days ago", { kept: { "dismissed:nps": NOW - 239 * DAY, "backoff:nps": 8 } }, "dismissed_before until 2026-11-21T03:00:00Z"],
  ["both: the answer's clock", { kept: { "answered:nps": NOW - 40 * DAY, "dismissed:nps": NOW } }, "answered_before until 2027-01-09T03:00:00Z"],
  ["another survey's answer", { kept: { "answered:ces": NOW } }, "prompt at bought"],
  ["clocks of a time to come", { kept: { prompted: NOW + 400 * DAY, "answered:nps": 1e300 } }, "prompt at bought"],
  ["the last draw within", { kept: { "draw:nps": 2499 } }, "prompt at bought"],
  ["the first draw without", { kept: { "draw:nps": 2500 } }, "sampled_out"],
  ["everybody", { survey: { sample_bp: 10000 }, kept: { "draw:nps": 9999 } }, "prompt at bought"],
  ["nobody", { survey: { sample_bp: 0 } }, "sampled_out"],
  ["a draw that could not be kept", { kept: { "draw:nps": NaN } }, "storage_blocked"],
  ["no WebAssembly", { moment: { able: false } }, "unsupported"],
];

const word = (decision: Decision): string =>
  Object.entries(decision)
    .filter(([name]) => name != "survey")
    .map(([name, value]) => ({ decision: `${value}`, touchpoint: `at ${value}`, by: `by ${value}` })[name] ?? `until ${value}`)
    .join(" ");

for (const [name, given, expected] of CASES)
  test(`decide: ${name}: ${expected}`, () => assert.deepEqual(judge(given).map(word), [expected]));

test("decide: details have the contract's names", () => {
  assert.deepEqual(judge({ kept: { prompted: NOW } }), [
    { survey: "nps", decision: "cooling_down", until: "2026-12-04T03:00:00Z" },
  ]);
  assert.deepEqual(judge({ kept: { "dismissed:nps": NOW } }), [
    { survey: "nps", decision: "dismissed_before", recontact_at: "2026-12-20T03:00:00Z" },
  ]);
});

test("decide: of several due, the one asked longest ago, then document order", () => {
  const surveys = [survey, { ...survey, id: "ces" }];
  const both = (kept: Record<string, number>) => judge({ config: { surveys, cool_down_days: 0 }, kept }).map(word);
  assert.deepEqual(both({}), ["prompt at bought", "starved by nps"]);
  assert.deepEqual(both({ "prompted:nps": 1 }), ["starved by ces", "prompt at bought"]);
  assert.deepEqual(both({ "prompted:nps": 1, "prompted:ces": 2 }), ["prompt at bought", "starved by nps"]);
  assert.deepEqual(both({ "prompted:nps": 2, "prompted:ces": 2 }), ["prompt at bought", "starved by nps"]);
  assert.deepEqual(both({ "draw:nps": 9999 }), ["sampled_out", "prompt at bought"]);
});

test("the published declarations are what decide gives", () => {
  const published: KoeDecision[] = judge({});
  const own: Decision[] = published;
  assert.equal(own.length, 1);
});
