/** Clocks that are off: the corrected id, and who goes on with it. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { counted, fates, refused, sent } from "../testing/fates";
import { DAY, HOUR, MINUTE, OFFLINE, START, WELL, World } from "../testing/world";

test("a clock that is off is corrected, and all revisions follow", async () => {
  for (const skew of [3 * DAY, 400 * DAY, -40 * DAY, -9000 * DAY]) {
    const world = new World();
    world.skew = skew;
    const host = await world.tab().prompt();
    const first = host.answer({ score: 7 });
    await world.pass(MINUTE);
    assert.equal(await first, "stored");
    host.answer({ score: 8 });
    await world.pass(MINUTE);
    assert.deepEqual(counted(world), [["answered", 8, undefined]], `${skew}`);
    const [id] = world.server.revisions.keys();
    const time = parseInt(id!.replace("-", "").slice(0, 12), 16);
    assert.ok(Math.abs(time - START) < 5e3, "the answer's true time");
    assert.equal(id!.slice(14), sent(world)[0]!.body.id.slice(14), "the same secret");
    host.take_back();
    await world.pass(MINUTE);
    assert.deepEqual(counted(world), []);
  }
});

test("the corrected id is stored before it is sent", async () => {
  const world = new World();
  world.skew = 3 * DAY;
  fates(world, WELL, { arrivals: [0.1], reply: Infinity });
  const tab = world.tab();
  (await tab.prompt()).answer({ score: 7 });
  await world.pass(1e3);
  tab.kill();
  assert.equal(world.waiting()[0].body.id, [...world.server.revisions.keys()][0]);
  fates(world, WELL);
  world.tab().flush();
  await world.pass(MINUTE);
  assert.equal(counted(world).length, 1);
});

test("an id corrected and delivered by another tab is the one the prompt goes on with", async () => {
  const world = new World();
  world.skew = 3 * DAY;
  fates(world, OFFLINE);
  const host = await world.tab().prompt();
  host.answer({ score: 7 });
  await world.pass(1e3);
  fates(world, WELL);
  world.tab().flush();
  await world.pass(1e3);
  assert.equal(counted(world).length, 1);
  host.answer({ score: 7, comment: "…" });
  await world.pass(MINUTE);
  assert.deepEqual(counted(world), [["answered", 7, "…"]]);
  // What was kept for the prompt's sake goes after a day.
  await world.pass(2 * DAY);
  world.tab().flush();
  await world.pass(MINUTE);
  assert.deepEqual(world.waiting(), []);
});

test("after a refusal a corrected id is still the one that the server knows", async () => {
  const world = new World();
  world.skew = 3 * DAY;
  const host = await world.tab().prompt();
  host.answer({ score: 7 });
  await world.pass(MINUTE);
  fates(world, refused(422), WELL);
  const second = host.answer({ score: 7, comment: "…" });
  await world.pass(MINUTE);
  assert.equal(await second, "refused");
  world.skew += 5e3; // set meanwhile: another correction would make another id
  host.answer({ score: 8 });
  await world.pass(MINUTE);
  assert.deepEqual(counted(world), [["answered", 8, undefined]]);
});

test("behind, an id is left alone once an attempt under it may have arrived", async () => {
  const world = new World();
  world.skew = -30 * DAY + 2e3; // accepted now, too old in a moment
  fates(world, { arrivals: [0.1], reply: 0.2, lost: true }, WELL);
  (await world.tab().prompt()).answer({ score: 7 });
  await world.pass(DAY / 2);
  assert.ok(sent(world).length > 1);
  assert.equal(counted(world).length, 1);
  assert.equal(new Set(sent(world).map(({ body }) => body.id)).size, 1);
});

test("behind, a later revision never leaves the id under which one was stored", async () => {
  const world = new World();
  world.skew = -30 * DAY + 10e3;
  const host = await world.tab().prompt();
  host.answer({ score: 7 });
  await world.pass(MINUTE);
  host.answer({ score: 2 });
  await world.pass(HOUR);
  assert.deepEqual(counted(world), [["answered", 7, undefined]]);
});
