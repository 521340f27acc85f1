/** Two at once: tabs that flush, and revisions that overtake each other. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { counted, fates } from "../testing/fates";
import { DAY, MINUTE, OFFLINE, WELL, World } from "../testing/world";

test("two tabs that flush at once count once, with locks and without", async () => {
  for (const locks of [true, false]) {
    const world = new World();
    world.locks = locks;
    world.skew = DAY;
    fates(world, OFFLINE);
    const tab = world.tab();
    (await tab.prompt()).answer({ score: 7 });
    await world.pass(1e3);
    tab.kill();
    fates(world, WELL);
    world.tab().flush();
    world.tab().flush();
    await world.pass(MINUTE);
    assert.equal(counted(world).length, 1);
    assert.equal(world.server.revisions.size, 1);
  }
});

test("a second revision while the first is on its way: the newest counts, in whatever order they arrive", async () => {
  const world = new World();
  fates(world, { arrivals: [9], reply: 10 }, WELL);
  const host = await world.tab().prompt();
  const first = host.answer({ score: 7 });
  const second = host.answer({ score: 1, comment: "…" });
  await world.pass(MINUTE);
  assert.equal(await first, "stored");
  assert.equal(await second, "stored");
  assert.deepEqual(counted(world), [["answered", 1, "…"]]);
});

test("the record stays while only an older revision has arrived", async () => {
  const world = new World();
  fates(world, { arrivals: [2], reply: 3 }, { arrivals: [], reply: Infinity });
  const tab = world.tab();
  const host = await tab.prompt();
  host.answer({ score: 7 });
  host.answer({ score: 1 });
  await world.pass(MINUTE);
  assert.equal(world.waiting()[0].body.revision, 2);
  tab.kill();
  fates(world, WELL);
  world.tab().flush();
  await world.pass(MINUTE);
  assert.deepEqual(counted(world), [["answered", 1, undefined]]);
});
