/** The files of a prompt: one that is missing is the loader's to mend, one without a reply leads to a frame. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { refused } from "../testing/fates";
import { config, survey } from "../testing/site";
import { CUT, type Fate, type Foreign, MINUTE, WELL, World } from "../testing/world";

const text = JSON.stringify;

/** A tab that has asked for a prompt's words, which have this fate. */
const asked = async (fate: Fate) => {
  const world = new World();
  world.fate = (url) => (url.startsWith("/t/") ? fate : WELL);
  const tab = world.tab();
  tab.prompt();
  await world.pass(MINUTE);
  return tab;
};

test("words that are no words of this survey are no reply", async () => {
  for (const foreign of [
    { status: 200, text: "<!doctype html><title>Shop</title>" },
    { status: 200 },
    { status: 200, text: "null" },
    { status: 200, text: text({ error: "offline" }) },
    { status: 200, text: text({ survey: "another", texts: {} }) },
    { status: 0 },
  ] satisfies Foreign[]) {
    const tab = await asked({ ...WELL, foreign });
    assert.ok(tab.framed, text(foreign));
    assert.equal(tab.host, undefined);
    assert.deepEqual(tab.told, []);
  }
});

test("neither is a network that fails, or a page's own fetch that throws", async () => {
  const thrown = {
    get arrivals(): number[] {
      throw new TypeError("init.headers is undefined");
    },
    reply: 0,
  };
  for (const fate of [CUT, thrown]) assert.ok((await asked(fate)).framed);
});

test("words that are not there are told to the loader", async () => {
  for (const status of [404, 410, 503]) {
    const tab = await asked(refused(status));
    assert.deepEqual(tab.told, [`${status} /t/kokage/1111-en.json`]);
    assert.equal(tab.framed, false);
  }
});

test("a reply of somebody else is not kept: the next prompt asks again", async () => {
  const world = new World();
  let fate: Fate = { ...WELL, foreign: { status: 200, text: "<!doctype html>" } };
  world.fate = (url) => (url.startsWith("/t/") ? fate : WELL);
  const tab = world.tab();
  const ready = Promise.resolve(tab.sender.ready("", config, survey)).catch(String);
  await world.pass(MINUTE);
  assert.equal(await ready, "no reply");
  fate = WELL;
  assert.ok(await tab.prompt());
});
