/** What a request carries, and that it leaves with the tap. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { beacons, fates, sent } from "../testing/fates";
import { CUT, MINUTE, World } from "../testing/world";

test("the request leaves with the tap, after the record was written", async () => {
  const world = new World();
  const host = await world.tab().prompt();
  const delivery = host.answer({ score: 9 });
  assert.equal(sent(world).length, 1);
  assert.equal(world.waiting()[0].body.score, 9);
  await world.pass(MINUTE);
  assert.equal(await delivery, "stored");
  assert.deepEqual(world.waiting(), []);
  assert.match(host.received_at()!, /^2026-11-20T00:00:0/);
});

test("each revision carries the whole outcome, and the wording that was seen", async () => {
  const world = new World();
  const tab = world.tab();
  tab.person = { id: "u_42", expires_at: "2026-12-31T00:00:00Z", signature: "ab", name: "Mio" };
  const host = await tab.prompt({ segments: { plan: "pro", Bad: 1, seats: 3, note: null } });
  host.answer({ score: 3 });
  host.answer({ score: 3, comment: "遅い", email: "a@example.com", name: "", publish: false });
  await world.pass(MINUTE);
  const [first, second] = sent(world).map(({ body }) => body);
  const whole = {
    site: "kokage",
    survey: "shop-nps",
    id: first.id,
    revision: 1,
    outcome: "answered",
    touchpoint: "post-purchase",
    survey_version: 3,
    locale: "ja",
    page: "/cart",
    segments: { plan: "pro", seats: "3" },
    respondent: { id: "u_42", expires_at: "2026-12-31T00:00:00Z", signature: "ab" },
    score: 3,
  };
  assert.deepEqual(first, whole);
  assert.deepEqual(second, {
    ...whole,
    revision: 2,
    comment: "遅い",
    contact: { email: "a@example.com", consent: true },
    publish: false,
  });
  assert.equal(tab.said.filter((line) => line.includes('segment "Bad"')).length, 1);
});

test("who a page names wrongly costs nothing", async () => {
  for (const [person, respondent] of [
    [{ id: 42, expires_at: 7 }, { id: "42", expires_at: "7" }],
    [{}, undefined],
    [null, undefined],
  ]) {
    const world = new World();
    const tab = world.tab();
    tab.person = person;
    (await tab.prompt()).answer({ score: 9 });
    assert.deepEqual(sent(world)[0]!.body.respondent, respondent);
  }
});

test("forced and preview say so", async () => {
  const world = new World();
  (await world.tab().prompt({ forced: true, touchpoint: undefined })).answer({ score: 5 });
  await world.pass(MINUTE);
  assert.equal(sent(world)[0]!.body.forced, true);
  assert.ok(!("touchpoint" in sent(world)[0]!.body));
  const other = new World();
  const host = await other.tab().prompt({ preview: true });
  host.answer({ score: 5 });
  assert.equal(sent(other)[0]!.body.test, true);
});

test("what the page puts on prototypes is neither sent nor kept", async () => {
  for (const [on, name, health] of [
    [Object, "toJSON", "well"],
    [Object, "toJSON", "full"],
    [Array, "toJSON", "well"],
    [String, "toJSON", "well"],
    [Object, "extra", "full"],
  ] as const) {
    const world = new World();
    world.health = health;
    fates(world, CUT);
    const host = await world.tab().prompt({ segments: { plan: "pro" } });
    const value = name == "toJSON" ? () => "wrong" : "wrong";
    Object.defineProperty(on.prototype, name, { value, configurable: true, writable: true, enumerable: true });
    try {
      host.answer({ score: 3, comment: "…" });
      await world.pass(MINUTE);
    } finally {
      delete (on.prototype as any)[name];
    }
    const bodies = [...sent(world), ...beacons(world), ...world.waiting()].map(({ body }) => body);
    assert.ok(beacons(world).length && bodies.length > 2);
    for (const body of bodies) {
      assert.deepEqual([body.score, body.comment, body.segments], [3, "…", { plan: "pro" }]);
      assert.ok(!("extra" in body || "extra" in body.segments));
    }
  }
});
