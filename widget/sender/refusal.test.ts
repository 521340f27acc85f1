/** What the server never takes: it is said, kept nowhere, and costs no other revision. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { counted, fates, refused, sent } from "../testing/fates";
import { DAY, MINUTE, WELL, World } from "../testing/world";

test("a final refusal ends it, and is said", async () => {
  for (const status of [400, 413, 422]) {
    const world = new World();
    fates(world, refused(status));
    const tab = world.tab();
    const delivery = (await tab.prompt()).answer({ score: 7 });
    await world.pass(DAY / 2);
    assert.equal(await delivery, "refused");
    assert.equal(sent(world).length, 1);
    assert.deepEqual(world.waiting(), []);
    assert.equal(tab.said.length, 1);
    assert.match(tab.said.join(), /refused/);
  }
});

test("a refused revision is not taken for a delivered one, whoever else was refused with it", async () => {
  const world = new World();
  fates(world, { ...refused(422), reply: 2 }, { ...refused(422), reply: 1 });
  const delivery = (await world.tab().prompt()).answer({ score: 7 });
  world.tab().flush();
  await world.pass(MINUTE);
  assert.equal(await delivery, "refused");
  assert.equal(sent(world).length, 2);
  assert.deepEqual(world.waiting(), []);
});

test("a refused revision costs neither the one before nor the one after", async () => {
  const world = new World();
  fates(world, WELL, refused(413), WELL);
  const host = await world.tab().prompt();
  const deliveries = [host.answer({ score: 7 })];
  await world.pass(MINUTE);
  deliveries.push(host.answer({ score: 7, comment: "…" }));
  await world.pass(MINUTE);
  assert.deepEqual(counted(world), [["answered", 7, undefined]]);
  assert.deepEqual(world.waiting(), []);
  deliveries.push(host.answer({ score: 7, comment: "." }));
  await world.pass(MINUTE);
  assert.deepEqual(await Promise.all(deliveries), ["stored", "refused", "stored"]);
  assert.deepEqual(counted(world), [["answered", 7, "."]]);
});

test("an older revision that is refused says nothing of the newer one that waits", async () => {
  const world = new World();
  fates(world, { ...refused(422), reply: 1 }, { arrivals: [2], reply: 3 });
  const tab = world.tab();
  const host = await tab.prompt();
  const deliveries = [host.answer({ score: 7 }), host.answer({ score: 1 })];
  await world.pass(MINUTE);
  assert.deepEqual(await Promise.all(deliveries), ["refused", "stored"]);
  assert.deepEqual(counted(world), [["answered", 1, undefined]]);
  assert.equal(tab.said.filter((line) => line.includes("waits")).length, 0);
});
