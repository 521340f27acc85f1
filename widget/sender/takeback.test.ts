/** What is taken back: once, under the id that the server knows, or not at all. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { counted, fates, refused, sent } from "../testing/fates";
import { DAY, MINUTE, OFFLINE, WELL, World } from "../testing/world";

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
