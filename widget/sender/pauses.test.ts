/** When what waits is tried again, and how long it is kept. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { counted, fates, refused, sent } from "../testing/fates";
import { CUT, DAY, HOUR, MINUTE, OFFLINE, WELL, World } from "../testing/world";

test("pauses double from 5 seconds to an hour", async () => {
  for (const fate of [OFFLINE, refused(500), refused(403), refused(404), refused(401), refused(409)]) {
    const world = new World();
    fates(world, { ...fate, reply: 0 });
    const host = await world.tab().prompt();
    const delivery = host.answer({ score: 7 });
    await world.pass(8 * HOUR);
    assert.equal(await delivery, fate.lost ? "saved" : "failed");
    const times = sent(world).map(({ at }) => at);
    const pauses = times.slice(1).map((at, place) => (at - times[place]!) / 1e3);
    assert.deepEqual(pauses.slice(0, 12), [5, 10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600]);
    assert.equal(world.waiting().length, 1);
  }
});

test("Retry-After is waited for, by the next page as well", async () => {
  const world = new World();
  fates(world, refused(429, "120"), WELL);
  const tab = world.tab();
  (await tab.prompt()).answer({ score: 7 });
  await world.pass(10e3);
  tab.kill();
  world.tab().flush();
  await world.pass(MINUTE);
  assert.equal(sent(world).length, 1);
  const late = world.tab();
  await world.pass(MINUTE);
  late.flush();
  await world.pass(MINUTE);
  assert.equal(counted(world).length, 1);
});

test("after 30 days a record goes, but not untried", async () => {
  const world = new World();
  fates(world, OFFLINE);
  const tab = world.tab();
  (await tab.prompt()).answer({ score: 7 });
  await world.pass(1e3);
  tab.kill();
  await world.pass(31 * DAY);
  world.tab().flush();
  await world.pass(MINUTE);
  assert.equal(sent(world).length, 2);
  assert.deepEqual(world.waiting(), []);
});

test("a pause that could not be noted for want of room is an hour", async () => {
  const world = new World();
  fates(world, { ...CUT, reply: 1 });
  (await world.tab().prompt()).answer({ score: 7 });
  world.quota = world.used();
  await world.pass(HOUR / 2);
  assert.ok(world.refusals);
  assert.equal(sent(world).length, 1);
  await world.pass(HOUR);
  assert.equal(sent(world).length, 2);
});
