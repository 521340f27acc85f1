/**
 * `koe.d.ts` against the code: what is published is what is decided and told, each call there is one that exists, and
 * what must not compile does not. The checker is the test; at run time only the list of calls is looked at.
 */

import assert from "node:assert/strict";
import { test } from "node:test";

import { Visit } from "../testing/visit";
import type { Decision } from "./decisions";
import type { Detail, Person } from "./order";

/** Whether two types are the same. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

const decisions: Same<Decision["decision"], KoeDecision["decision"]> = true;
const bothWays: [(made: Decision) => KoeDecision, (published: KoeDecision) => Decision] = [(made) => made, (made) => made];
const person: Same<Required<Person>, Required<KoePerson>> = true;
const told: (published: KoeAnswered) => Detail = (detail) => detail;

/** Never called: it only has to compile, and its marked lines not to. */
const calls = (koe: Koe): void => {
  koe("touchpoint", "post-purchase");
  koe("touchpoint", "post-purchase", { segments: { plan: "pro", seats: 3, trial: false, old: null } });
  koe("identify", { id: "u_42", expires_at: "2026-12-31T00:00:00Z", signature: "ab", name: "Aki" });
  koe("identify");
  koe("segments", { plan: "pro" });
  koe("consent", "granted");
  const promise: Promise<KoeDecision[]> | undefined = koe("why", ([first]) => {
    if (first?.decision == "cooling_down") first.until satisfies string;
    if (first?.decision == "dismissed_before") first.recontact_at satisfies string;
    if (first?.decision == "starved") first.by satisfies string;
  });
  koe("show", "shop-nps");
  koe("preview", "shop-nps");
  koe("debug");
  koe("close");
  koe("on", "answered", ({ survey, score, bucket }) => [survey, score satisfies number, bucket satisfies KoeBucket]);
  koe("on", "prompted", ({ touchpoint }) => touchpoint satisfies string | undefined);
  addEventListener("koe:answered", ({ detail }) => detail.score satisfies number);

  // @ts-expect-error no such call
  koe("nonsense");
  // @ts-expect-error a name is missing
  koe("touchpoint");
  // @ts-expect-error segments have a name of their own
  koe("touchpoint", "post-purchase", { plan: "pro" });
  // @ts-expect-error an id is required
  koe("identify", { name: "Aki" });
  // @ts-expect-error neither granted nor denied
  koe("consent", "yes");
  // @ts-expect-error only answers have a score
  koe("on", "dismissed", ({ score }) => score);
  // @ts-expect-error no such decision
  koe("why", ([first]) => first?.decision == "sampled");
  // @ts-expect-error segments are not nested
  koe("segments", { plan: { name: "pro" } });
  void promise;
};

test("declarations: each published call is one that the loader or its owner's tools know", async () => {
  void [decisions, person, bothWays, told, calls];
  const config = {
    site: "kokage",
    locale: "ja",
    locales: ["ja"],
    cool_down_days: 14,
    respect_gpc: true,
    require_consent: false,
    assets: { sender: "", prompt: "", wasm: "" },
    touchpoints: {},
    surveys: [],
  };
  const page = new Visit({ config });
  page.koe("nonsense");
  await page.settle();
  const known = page.said[0]!.replace(/.* only /, "").split(", ");
  const published = ["touchpoint", "identify", "segments", "consent", "why", "show", "preview", "close", "on", "debug"];
  published satisfies Parameters<Koe>[0][] | string[];
  assert.deepEqual(known, published);
});
