/** Storage that refuses, invalid records, and tabs that die while they use theirs. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { counted, fates, refused, sent } from "../testing/fates";
import { MINUTE, OFFLINE, WELL, World } from "../testing/world";

test("with storage forbidden or full, answers are sent from memory", async () => {
  for (const health of ["forbidden", "full"] as const)
    for (const fate of [OFFLINE, refused(503)]) {
      const world = new World();
      world.health = health;
      fates(world, fate, WELL);
      const tab = world.tab();
      const delivery = (await tab.prompt()).answer({ score: 7 });
      await world.pass(1e3);
      assert.equal(await delivery, "unkept");
      await world.pass(MINUTE);
      assert.equal(counted(world).length, 1);
      assert.equal(tab.said.filter((line) => line.includes("storage")).length, 1);
      assert.equal(tab.said.filter((line) => line.includes("in this page only")).length, 1);
    }
});

test("an answer that fits in again is kept again", async () => {
  const world = new World();
  world.health = "full";
  fates(world, refused(503), refused(503), WELL);
  const host = await world.tab().prompt();
  const first = host.answer({ score: 7 });
  await world.pass(1e3);
  assert.equal(await first, "unkept");
  world.health = "well";
  const second = host.answer({ score: 8 });
  await world.pass(1e3);
  assert.equal(await second, "failed");
  await world.pass(MINUTE);
  assert.deepEqual(counted(world), [["answered", 8, undefined]]);
});

test("a tab that dies after the tap, at whatever step, loses nothing that was written", async () => {
  for (let steps = 1; steps < 12; steps++) {
    const world = new World();
    const tab = world.tab();
    const host = await tab.prompt();
    tab.steps = steps;
    host.answer({ score: 7 });
    await world.pass(MINUTE);
    world.tab().flush();
    await world.pass(MINUTE);
    assert.equal(counted(world).length, 1, `after ${steps} steps`);
    assert.deepEqual(world.waiting(), []);
  }
});

test("what is no record is removed", async () => {
  for (const text of ["", "{", "null", "{}", '{"body":{}}', "7"]) {
    const world = new World();
    world.kept["koe:kokage:out:x"] = text;
    world.tab().flush();
    await world.pass(MINUTE);
    assert.deepEqual(world.kept, {});
    assert.deepEqual(sent(world), []);
  }
});
