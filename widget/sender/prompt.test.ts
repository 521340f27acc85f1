/** From a prompt's order to its end: what its page is told, and what is sent of one without an answer. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { counted, fates, refused, sent } from "../testing/fates";
import { survey } from "../testing/site";
import { DAY, HOUR, MINUTE, OFFLINE, WELL, World } from "../testing/world";

test("a dismissal is sent once, kept nowhere, and told", async () => {
  for (const fate of [WELL, OFFLINE, refused(500)]) {
    const world = new World();
    fates(world, fate);
    const tab = world.tab();
    const host = await tab.prompt();
    host.closed("dismissed");
    host.closed("dismissed");
    tab.fire("pagehide");
    assert.deepEqual(world.waiting(), []);
    await world.pass(HOUR);
    assert.deepEqual(sent(world).map(({ body }) => [body.outcome, body.revision]), [["dismissed", 1]]);
    assert.deepEqual(tab.told, [
      ["prompted", { survey: "shop-nps", touchpoint: "post-purchase" }],
      ["dismissed", { survey: "shop-nps", touchpoint: "post-purchase" }],
      "gone",
    ]);
  }
});

test("left before anybody has seen it, nothing is said of it", async () => {
  const world = new World();
  const tab = world.tab();
  await tab.prompt();
  tab.fire("pagehide");
  tab.sender.close();
  await world.pass(MINUTE);
  assert.deepEqual(sent(world), []);
  assert.deepEqual(tab.told, ["gone"]);
});

test("left alone it is ignored once; back from the cache it can still be answered", async () => {
  const world = new World();
  const tab = world.tab();
  const host = await tab.prompt();
  await world.pass(1e3); // in sight for so long, it is seen
  tab.fire("pagehide");
  tab.fire("pagehide");
  await world.pass(MINUTE);
  assert.deepEqual(counted(world), [["ignored", undefined, undefined]]);
  host.answer({ score: 10 });
  await world.pass(MINUTE);
  assert.deepEqual(counted(world), [["answered", 10, undefined]]);
  assert.equal(sent(world).length, 2);
});

test("once answered, closing is no dismissal and leaving no ignoring", async () => {
  const world = new World();
  const tab = world.tab();
  const host = await tab.prompt();
  host.answer({ score: 0 });
  tab.fire("pagehide");
  host.closed("dismissed");
  await world.pass(MINUTE);
  assert.deepEqual(counted(world), [["answered", 0, undefined]]);
  assert.deepEqual(tab.told.slice(1), [
    ["answered", { survey: "shop-nps", touchpoint: "post-purchase", score: 0, bucket: "detractor" }],
    "gone",
  ]);
});

test("a prompt open for a day closes itself", async () => {
  const world = new World();
  const tab = world.tab();
  await tab.prompt();
  await world.pass(DAY + HOUR);
  assert.equal(tab.host, undefined);
  assert.equal(tab.told.at(-1), "gone");
  assert.deepEqual(sent(world).map(({ body }) => body.outcome), ["ignored"]);
});

test("closed by the page, on its way or open", async () => {
  const world = new World();
  const tab = world.tab();
  const standing = tab.prompt();
  tab.sender.close();
  await standing;
  assert.deepEqual(tab.told, ["gone"]);
  assert.deepEqual(sent(world), []);

  await world.tab().prompt();
  const other = world.tab();
  await other.prompt();
  assert.equal(other.host, undefined, "one at a time, over all tabs");
});

test("a file that is missing rejects, and nothing was shown", async () => {
  const world = new World();
  world.fate = (url) => (url.startsWith("/t/") ? { ...WELL, status: 404 } : WELL);
  const tab = world.tab();
  await tab.prompt();
  assert.deepEqual(tab.told, ["404 /t/kokage/1111-en.json"]);
});

test("an inline survey needs its place", async () => {
  const world = new World();
  const tab = world.tab();
  await tab.prompt({ survey: { ...survey, placement: "inline" } });
  assert.match(tab.told[0], /data-koe-inline="shop-nps"/);
});
