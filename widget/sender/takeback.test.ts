/** What is taken back: once, under the id that the server knows, or not at all. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { beacons, counted, fates, refused, sent } from "../testing/fates";
import { CUT, DAY, type Fate, HOUR, MINUTE, OFFLINE, WELL, World } from "../testing/world";

test("taken back: a DELETE, also when it has to wait, and no revision after it", async () => {
  for (const fate of [WELL, OFFLINE]) {
    const world = new World();
    fates(world, fate);
    const host = await world.tab().prompt();
    host.answer({ score: 2, comment: "secret" });
    await world.pass(1e3);
    const { id } = sent(world)[0]!.body;
    const taken = host.take_back();
    assert.ok(!JSON.stringify(world.kept).includes("secret"));
    fates(world, WELL);
    await world.pass(MINUTE);
    assert.equal(await taken, fate.lost ? "saved" : "stored");
    assert.deepEqual(world.waiting(), []);
    assert.deepEqual(counted(world), []);
    const last = sent(world).pop()!;
    assert.equal(last.method, "DELETE");
    assert.equal(last.url, `/v1/answers/kokage/${id}?survey=shop-nps`);

    host.answer({ score: 9 });
    await world.pass(MINUTE);
    assert.deepEqual(counted(world), [["answered", 9, undefined]]);
  }
});

test("a take-back that failed is tried again under the same id, or undone by a revision", async () => {
  for (const again of [true, false]) {
    const world = new World();
    fates(world, WELL, refused(503), WELL);
    const host = await world.tab().prompt();
    host.answer({ score: 2 });
    await world.pass(MINUTE);
    const taken = host.take_back();
    await world.pass(1e3);
    assert.equal(await taken, "failed");
    const last = again ? host.take_back() : host.answer({ score: 2 });
    await world.pass(DAY);
    assert.equal(await last, "stored");
    assert.deepEqual(counted(world), again ? [] : [["answered", 2, undefined]]);
    assert.equal(new Set(sent(world).map(({ url, body }) => (body ? body.id : url.split(/[/?]/)[4]))).size, 1);
    assert.deepEqual(world.waiting(), []);
  }
});

/** A page whose answer is stored, and whose taking-back then has these fates, the last one for good. */
const back = async (...list: Fate[]) => {
  const world = new World();
  const host = await world.tab().prompt();
  host.answer({ score: 2 });
  await world.pass(MINUTE);
  fates(world, ...list);
  const taken = host.take_back();
  await world.pass(1e3);
  assert.equal(await taken, "failed");
  return { world, host };
};

const ids = (world: World) => new Set([...world.server.revisions.keys()]);

test("who keeps an answer whose taking-back may have arrived gives another one, after it", async () => {
  // It had arrived, or never does before the network is well again.
  for (const lost of [{ ...CUT, arrivals: [0.1], reply: 0.2 }, CUT]) {
    const { world, host } = await back(lost, CUT);
    const kept = host.answer({ score: 2, comment: "…" });
    await world.pass(1e3);
    assert.equal(await kept, "failed");
    assert.deepEqual(beacons(world), [], "or both could count");
    host.answer({ score: 3 });
    await world.pass(1e3);
    fates(world, WELL);
    await world.pass(HOUR);
    assert.deepEqual(counted(world), [["answered", 3, undefined]]);
    assert.equal(ids(world).size, 2);

    // It is an answer like any other.
    host.answer({ score: 4 });
    await world.pass(MINUTE);
    assert.deepEqual(counted(world), [["answered", 4, undefined]]);
    const taken = host.take_back();
    await world.pass(MINUTE);
    assert.equal(await taken, "stored");
    assert.deepEqual(counted(world), []);
  }
});

test("who keeps an answer that has been taken back meanwhile gives another one", async () => {
  // By this page, or by another tab.
  for (const elsewhere of [false, true]) {
    const { world, host } = await back(refused(503), elsewhere ? CUT : WELL, WELL);
    await world.pass(5e3);
    if (elsewhere) world.tab().flush();
    await world.pass(1e3);
    assert.deepEqual(world.waiting(), []);
    assert.deepEqual(counted(world), []);
    const kept = host.answer({ score: 2 });
    await world.pass(MINUTE);
    assert.equal(await kept, "stored");
    assert.deepEqual(counted(world), [["answered", 2, undefined]]);
    host.answer({ score: 5 });
    await world.pass(MINUTE);
    assert.deepEqual(counted(world), [["answered", 5, undefined]]);
    assert.equal(ids(world).size, 2);
  }
});

test("who takes back an answer that was kept after all has neither", async () => {
  const { world, host } = await back(CUT);
  host.answer({ score: 2 });
  await world.pass(MINUTE);
  const taken = host.take_back();
  fates(world, WELL);
  await world.pass(HOUR);
  assert.ok(await taken);
  assert.deepEqual(counted(world), []);
  assert.equal(ids(world).size, 1);
  assert.deepEqual(world.waiting(), []);
});

test("a frame that is loaded again still knows that its answer was to be taken back", async () => {
  const world = new World();
  const frame = world.tab();
  const host = await frame.prompt({ id: "moved" });
  host.answer({ score: 2 });
  await world.pass(MINUTE);
  fates(world, refused(503), WELL);
  host.take_back();
  await world.pass(1e3);
  frame.kill();
  const loaded = world.tab();
  const again = await loaded.prompt({ id: "moved" });
  await world.pass(MINUTE);
  loaded.fire("visibilitychange");
  await world.pass(MINUTE);
  assert.deepEqual(counted(world), []);
  again.answer({ score: 2 });
  await world.pass(MINUTE);
  assert.deepEqual(counted(world), [["answered", 2, undefined]]);
});

test("who could not take back twice, and keeps it, does not lose it to the first try", async () => {
  const { world, host } = await back({ ...CUT, arrivals: [0.1], reply: 0.2 }, refused(503), WELL);
  const again = host.take_back();
  await world.pass(1e3);
  assert.equal(await again, "failed");
  host.answer({ score: 2 });
  await world.pass(HOUR);
  assert.deepEqual(counted(world), [["answered", 2, undefined]]);
});

test("a taking-back under way that is undone is heard out first", async () => {
  const { world, host } = await back(refused(503), { ...WELL, arrivals: [20], reply: 21 }, WELL);
  await world.pass(5e3); // tried again, and on its way
  assert.equal(sent(world).length, 3);
  host.answer({ score: 2 });
  await world.pass(MINUTE);
  assert.deepEqual(counted(world), [["answered", 2, undefined]]);
});

test("a take-back that is refused is neither done nor kept", async () => {
  const world = new World();
  fates(world, WELL, refused(422));
  const host = await world.tab().prompt();
  host.answer({ score: 2 });
  await world.pass(MINUTE);
  const taken = host.take_back();
  await world.pass(DAY);
  assert.equal(await taken, "refused");
  assert.deepEqual(world.waiting(), []);
  assert.equal(sent(world).length, 2);
  assert.equal(counted(world).length, 1);
});
