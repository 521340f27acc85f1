/** Where the page's `fetch` ends without a reply although the device is online: by beacon as well, once a revision. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { beacons, counted, fates, refused, sent } from "../testing/fates";
import { CUT, DAY, HOUR, MINUTE, OFFLINE, WELL, World } from "../testing/world";

test("an answer that fetch can't get out arrives by beacon, counts once, and still waits for its receipt", async () => {
  const world = new World();
  fates(world, CUT);
  const tab = world.tab();
  const host = await tab.prompt();
  const delivery = host.answer({ score: 7 });
  await world.pass(5e3);
  assert.equal(await delivery, "failed");
  assert.deepEqual(counted(world), [["answered", 7, undefined]]);
  assert.equal(host.received_at(), undefined);
  assert.equal(world.waiting().length, 1);
  const [beacon] = beacons(world);
  assert.deepEqual(beacon!.body, sent(world)[0]!.body);

  // Other attempts, pages and tabs send no other.
  await world.pass(2 * HOUR);
  tab.kill();
  world.tab().flush();
  world.tab().flush();
  await world.pass(2 * HOUR);
  assert.equal(beacons(world).length, 1);
  fates(world, WELL);
  world.tab().flush();
  await world.pass(MINUTE);
  assert.deepEqual(counted(world), [["answered", 7, undefined]]);
  assert.deepEqual(world.waiting(), []);
});

test("each revision has its beacon, the one that is no more the newest has none", async () => {
  const world = new World();
  fates(world, CUT);
  const host = await world.tab().prompt();
  host.answer({ score: 7 });
  await world.pass(MINUTE);
  host.answer({ score: 3 });
  host.answer({ score: 3, comment: "…" });
  await world.pass(HOUR);
  assert.deepEqual(beacons(world).map(({ body }) => body.revision), [1, 3]);
  assert.deepEqual(counted(world), [["answered", 3, "…"]]);
});

test("by beacon after half a minute without a reply, or after somebody else's", async () => {
  for (const fate of [
    { arrivals: [], reply: Infinity },
    { ...WELL, arrivals: [], foreign: { status: 403, text: "<h1>Blocked</h1>" } },
  ]) {
    const world = new World();
    fates(world, fate);
    (await world.tab().prompt()).answer({ score: 7 });
    await world.pass(MINUTE);
    assert.equal(beacons(world).length, 1);
    assert.equal(counted(world).length, 1);
  }
});

test("by beacon where the page's own fetch throws", async () => {
  const world = new World();
  const tab = world.tab();
  const host = await tab.prompt();
  world.fate = () => {
    throw new TypeError("init.headers is undefined");
  };
  const delivery = host.answer({ score: 7 });
  await world.pass(MINUTE);
  assert.equal(await delivery, "failed");
  assert.equal(beacons(world).length, 1);
  assert.equal(counted(world).length, 1);
});

test("no beacon offline, after the server's own word, or for what is kept nowhere", async () => {
  for (const fate of [OFFLINE, WELL, refused(500), refused(403)]) {
    const world = new World();
    fates(world, fate);
    (await world.tab().prompt()).answer({ score: 7 });
    await world.pass(HOUR);
    assert.deepEqual(beacons(world), []);
  }
  const world = new World();
  fates(world, CUT);
  (await world.tab().prompt()).closed("dismissed");
  await world.pass(MINUTE);
  const left = world.tab();
  await left.prompt();
  await world.pass(1e3); // in sight for so long, it is seen
  left.fire("pagehide");
  await world.pass(HOUR);
  assert.equal(sent(world).length, 2);
  assert.deepEqual(beacons(world), []);
});

test("a taking-back waits: a beacon can only post", async () => {
  const world = new World();
  const host = await world.tab().prompt();
  host.answer({ score: 7 });
  await world.pass(MINUTE);
  fates(world, CUT);
  const taken = host.take_back();
  await world.pass(HOUR);
  assert.equal(await taken, "failed");
  assert.deepEqual(beacons(world), []);
  fates(world, WELL);
  await world.pass(HOUR);
  assert.deepEqual(counted(world), []);
  assert.deepEqual(world.waiting(), []);
});

test("a beacon that the browser refuses is tried again, one that it lacks costs nothing", async () => {
  const world = new World();
  let room = false;
  world.beacons = () => room && [0.2];
  fates(world, CUT);
  (await world.tab().prompt()).answer({ score: 7 });
  await world.pass(1e3);
  assert.deepEqual(beacons(world), []);
  room = true;
  await world.pass(MINUTE);
  assert.equal(counted(world).length, 1);
  assert.equal(beacons(world).length, 1);

  const without = new World();
  without.beacons = () => {
    throw new TypeError("navigator.sendBeacon is not a function");
  };
  fates(without, CUT, CUT, WELL);
  const delivery = (await without.tab().prompt()).answer({ score: 7 });
  await without.pass(MINUTE);
  assert.equal(await delivery, "failed");
  assert.equal(counted(without).length, 1);
});

test("a full storage sends no beacon that it could not note, and one from memory goes once", async () => {
  const world = new World();
  world.health = "full";
  fates(world, CUT);
  const delivery = (await world.tab().prompt()).answer({ score: 7 });
  await world.pass(HOUR);
  assert.equal(await delivery, "unkept");
  assert.equal(beacons(world).length, 1);

  const later = new World();
  fates(later, { ...CUT, reply: 1 });
  (await later.tab().prompt()).answer({ score: 7 });
  later.health = "full";
  await later.pass(DAY);
  assert.deepEqual(beacons(later), []);
  assert.equal(sent(later).length, 1, "nor is anything else tried in haste");
});

test("a beacon is an attempt whose reply nobody reads: behind, its id is left alone", async () => {
  const world = new World();
  world.skew = -30 * DAY + 2e3; // accepted now, too old in a moment
  fates(world, CUT, WELL);
  (await world.tab().prompt()).answer({ score: 7 });
  await world.pass(DAY / 2);
  assert.ok(sent(world).length > 1);
  assert.equal(counted(world).length, 1);
  assert.equal(new Set([...sent(world), ...beacons(world)].map(({ body }) => body.id)).size, 1);
});
