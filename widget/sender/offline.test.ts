/** No network, and replies that are lost. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { counted, fates, sent } from "../testing/fates";
import { MINUTE, OFFLINE, WELL, World } from "../testing/world";

test("answered offline, sent from another page, counted once", async () => {
  const world = new World();
  fates(world, OFFLINE);
  const tab = world.tab();
  const host = await tab.prompt();
  const delivery = host.answer({ score: 7 });
  await world.pass(1e3);
  assert.equal(await delivery, "saved");
  assert.equal(tab.said.length, 1);
  tab.kill();
  fates(world, WELL);
  world.tab().flush();
  await world.pass(1e3);
  assert.deepEqual(counted(world), [["answered", 7, undefined]]);
  assert.deepEqual(world.waiting(), []);
});

test("a record that waits is tried when the network or the visitor comes back", async () => {
  for (const chance of ["online", "visibilitychange"]) {
    const world = new World();
    fates(world, OFFLINE, WELL);
    const tab = world.tab();
    (await tab.prompt()).answer({ score: 7 });
    await world.pass(1e3);
    tab.fire(chance);
    await world.pass(1e3);
    assert.equal(counted(world).length, 1, chance);
    assert.equal(sent(world).length, 2);
  }
});

test("a lost reply costs a second request, not a second answer", async () => {
  const world = new World();
  fates(world, { arrivals: [0.1], reply: 0.2, lost: true }, WELL);
  (await world.tab().prompt()).answer({ score: 7 });
  await world.pass(MINUTE);
  assert.equal(sent(world).length, 2);
  assert.equal(sent(world)[0]!.body.id, sent(world)[1]!.body.id);
  assert.equal(counted(world).length, 1);
  assert.deepEqual(world.waiting(), []);
});
