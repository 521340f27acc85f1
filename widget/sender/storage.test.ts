/** Storage that refuses, records that are none, and tabs that die over theirs. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { counted, fates, sent } from "../testing/fates";
import { MINUTE, OFFLINE, WELL, World } from "../testing/world";

test("with storage forbidden or full, answers are sent from memory", async () => {
  for (const health of ["forbidden", "full"] as const) {
    const world = new World();
    world.health = health;
    fates(world, OFFLINE, WELL);
    const tab = world.tab();
    const delivery = (await tab.prompt()).answer({ score: 7 });
    await world.pass(1e3);
    assert.equal(await delivery, "failed", "not on this device, so not 'saved'");
    await world.pass(MINUTE);
    assert.equal(counted(world).length, 1);
    assert.equal(tab.said.filter((line) => line.includes("storage")).length, 1);
  }
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
