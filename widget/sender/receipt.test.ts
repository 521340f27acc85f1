/** What counts as a reply: the server's own, and nobody else's. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { counted, fates, refused, sent } from "../testing/fates";
import { problem, receipt } from "../testing/server";
import { type Fate, type Foreign, MINUTE, OFFLINE, WELL, World } from "../testing/world";

const said = (foreign: Foreign): Fate => ({ ...WELL, arrivals: [], foreign });
const page = "<!doctype html><title>Log in</title>";
const text = JSON.stringify;

/** To a revision and to a taking-back alike. */
const IMPOSTORS: Foreign[] = [
  { status: 200 },
  { status: 200, text: page },
  { status: 200, text: text({ ok: true }) },
  { status: 200, text: text({ status: 200, code: "ok" }) },
  { status: 202 },
  { status: 202, text: "{}" },
  { status: 202, text: "null" },
  { status: 202, text: page },
  { status: 202, text: text({ received_at: "2026-11-20T00:00:00Z" }) },
  { status: 202, text: text(receipt({ id: "another", revision: 1 })) },
  { status: 204, redirected: true },
  { status: 0 },
  { status: 400, text: page },
  { status: 400, text: text({ status: 400, code: 400, message: "…" }) },
  { status: 413, text: text({ code: "too_large" }) },
  { status: 422, text: text({ status: 400, code: "invalid" }) },
  { status: 422, text: text({ code: "clock_skew", server_time: "2020-01-01T00:00:00Z" }) },
  { status: 503, text: page },
];

test("an answer stays until its receipt comes, whoever else replies", async () => {
  for (const foreign of [...IMPOSTORS, { status: 204 }]) {
    const world = new World();
    world.beacons = () => false;
    fates(world, said(foreign), WELL);
    const tab = world.tab();
    const delivery = (await tab.prompt()).answer({ score: 7 });
    await world.pass(1e3);
    const name = text(foreign);
    assert.equal(await delivery, "failed", name);
    assert.equal(tab.host!.received_at(), undefined);
    assert.equal(world.waiting().length, 1, name);
    await world.pass(MINUTE);
    assert.deepEqual(counted(world), [["answered", 7, undefined]], name);
    assert.deepEqual(world.waiting(), [], name);
    assert.equal(new Set(sent(world).map(({ body }) => body.id)).size, 1, name);
  }
});

test("a receipt of another answer, or of another revision, is none", async () => {
  for (const change of [{ id: "another" }, { revision: 2 }, { received_at: undefined }]) {
    const world = new World();
    world.beacons = () => false;
    const host = await world.tab().prompt();
    world.fate = (_, body) => said({ status: 202, text: text({ ...receipt(body), ...change }) });
    const delivery = host.answer({ score: 7 });
    await world.pass(1e3);
    assert.equal(await delivery, "failed", text(change));
    assert.equal(world.waiting().length, 1);
  }
});

test("a taking-back stays until its 204 comes", async () => {
  for (const foreign of IMPOSTORS) {
    const world = new World();
    const host = await world.tab().prompt();
    host.answer({ score: 7 });
    await world.pass(MINUTE);
    fates(world, said(foreign), WELL);
    const taken = host.take_back();
    await world.pass(1e3);
    assert.equal(await taken, "failed", text(foreign));
    assert.equal(world.waiting().length, 1);
    await world.pass(MINUTE);
    assert.deepEqual(counted(world), [], text(foreign));
    assert.deepEqual(world.waiting(), []);
  }
});

test("a final refusal is the server's problem document", async () => {
  for (const status of [400, 413, 422]) {
    const world = new World();
    const [, document] = problem(status, "some_reason");
    fates(world, said({ status, text: text(document) }));
    const delivery = (await world.tab().prompt()).answer({ score: 7 });
    await world.pass(1e3);
    assert.equal(await delivery, "refused");
    assert.deepEqual(world.waiting(), []);
  }
});

test("a reply of somebody else does not close an attempt: a clock behind is left alone after it", async () => {
  const world = new World();
  world.skew = -40 * 864e5;
  world.beacons = () => false;
  // The proxy's failure comes after the request went on, so it may have been stored.
  fates(world, said({ status: 502, text: page }), WELL);
  (await world.tab().prompt()).answer({ score: 7 });
  await world.pass(MINUTE);
  assert.equal(new Set(sent(world).map(({ body }) => body.id)).size, 1);
  assert.equal(world.waiting().length, 1);
});

test("after somebody else's reply the next chance is taken at once; after the server's, its pause is kept", async () => {
  for (const [fate, tries] of [[said({ status: 200, text: page }), 2], [refused(503), 1]] as const) {
    const world = new World();
    world.beacons = () => false;
    fates(world, fate, WELL);
    const tab = world.tab();
    (await tab.prompt()).answer({ score: 7 });
    await world.pass(1e3);
    tab.fire("online");
    await world.pass(1e3);
    assert.equal(sent(world).length, tries);
  }
});

test("offline is said only where the device is, whatever replies", async () => {
  for (const fate of [OFFLINE, { ...OFFLINE, lost: false, foreign: { status: 200, text: page } }]) {
    const world = new World();
    fates(world, fate, WELL);
    const delivery = (await world.tab().prompt()).answer({ score: 7 });
    await world.pass(1e3);
    assert.equal(await delivery, "saved");
    await world.pass(MINUTE);
    assert.equal(counted(world).length, 1);
  }
});
