/**
 * Many prompts, each in a small world of its own with hazards drawn at random: no network, requests and replies lost,
 * duplicates, reordering, refusals that pass, storage full or forbidden, a clock days off, tabs that flush at once, tabs
 * that die at any step. Failure is: an answer counted twice, another outcome counted twice, an old revision in the place
 * of a newer one, or an answer lost.
 *
 * No failure is, because the design gives it up: an answer lost with its tab while storage refused it or before it was
 * written, and one made by a clock more than 30 days behind after an attempt of which no reply was heard.
 *
 * `KOE_PROMPTS=10000 npm run test:ts` runs more; a failure prints its seed.
 */

import assert from "node:assert/strict";
import { test } from "node:test";

import { DAY, type Fate, HOUR, MINUTE, type Tab, WELL, World } from "../testing/world";

const PROMPTS = Number(process.env["KOE_PROMPTS"] ?? 500);

/** mulberry32: small, seeded, good enough for hazards. */
const dice = (seed: number) => () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
};

const live = async (seed: number): Promise<{ counted: number; lost: number }> => {
  const random = dice(seed);
  const pick = <T>(...list: T[]): T => list[Math.floor(random() * list.length)]!;
  const chance = (share: number): boolean => random() < share;

  const world = new World();
  world.locks = chance(0.7);
  world.skew = pick(0, 0, 0, 2 * MINUTE, 6 * MINUTE, 3 * DAY, 500 * DAY, -HOUR, -29.9 * DAY, -31 * DAY, -5000 * DAY);
  world.health = pick("well", "well", "well", "well", "full", "forbidden");

  let silence = false;
  const calm = { value: false };
  world.fate = (url): Fate => {
    if (calm.value || !url.startsWith("/v1/")) return WELL;
    const delay = random() * 20;
    const fate = pick<Fate>(
      WELL,
      { arrivals: [delay], reply: delay + random() },
      { arrivals: [delay, delay + random() * 20], reply: delay + 1 },
      { arrivals: [delay], reply: delay + 1, lost: true },
      { arrivals: [delay], reply: Infinity },
      { arrivals: [], reply: random() * 30, lost: true },
      { arrivals: [], reply: Infinity },
      { arrivals: [], reply: delay, status: pick(401, 403, 404, 409, 500, 503) },
      { arrivals: [], reply: delay, status: 429, retryAfter: pick("1", "60", "soon") },
    );
    if (fate.lost || fate.reply == Infinity) silence = true;
    return fate;
  };

  const tabs: Tab[] = [];
  const tab = world.tab();
  tabs.push(tab);
  const host = await tab.prompt();
  if (!host) throw new Error(`seed ${seed}: no prompt`);

  let last: { score: number; comment?: string } | undefined;
  let taken = false;
  let dismissed = false;
  for (let step = 0; step < 8 && !taken && !dismissed; step++) {
    const event = random();
    if (chance(0.05)) tab.steps = Math.floor(random() * 8);
    if (tab.dead) break;
    if (event < 0.35) {
      const revision = { score: Math.floor(random() * 11), ...(chance(0.5) && { comment: `${step}` }) };
      void host.answer(revision);
      // What a dying tab did not write, it has told nobody.
      const written = world.waiting()[0]?.body;
      if (!tab.dead || (written?.score == revision.score && written.comment == revision.comment)) last = revision;
    } else if (event < 0.4 && last) {
      void host.take_back();
      if (tab.dead) return { counted: 0, lost: 0 };
      taken = true;
    } else if (event < 0.45) {
      host.closed("dismissed");
      dismissed = !last;
    } else if (event < 0.55) {
      tab.fire("pagehide");
      silence = true; // nobody listens to what becomes of "ignored"
    } else if (event < 0.7) tabs.push(world.tab().flush());
    else if (event < 0.8) tab.fire(pick("online", "visibilitychange"));
    else if (event < 0.85) pick(...tabs).kill();
    await world.pass(pick(0, 50, 500, 5e3, MINUTE, HOUR));
  }

  // Peace: the visitor comes back within the time an answer may wait, and the network is well.
  await world.pass(random() * 3 * DAY);
  calm.value = true;
  if (chance(0.5)) for (const each of tabs) each.kill();
  await world.pass(HOUR);
  world.tab().flush();
  await world.pass(2 * HOUR);
  world.tab().flush();
  await world.pass(3 * HOUR);

  const about = `seed ${seed}, skew ${world.skew / DAY} days, storage ${world.health}, locks ${world.locks}`;
  const counted = world.server.counted();
  const answered = counted.filter(({ outcome }) => outcome == "answered");
  assert.ok(counted.length <= 1, `${counted.length} outcomes counted: ${about}`);
  if (taken) {
    assert.ok((world.health != "well" && tab.dead) || !answered.length, `taken back, yet counted: ${about}`);
    return { counted: 0, lost: 0 };
  }
  if (!last) {
    assert.equal(answered.length, 0, about);
    return { counted: 0, lost: 0 };
  }
  const excused = (world.health != "well" && tab.dead) || (world.skew < -29 * DAY && (silence || tabs.some(({ dead }) => dead)));
  if (!answered.length) assert.ok(excused, `an answer is lost: ${about}`);
  else if (!excused) assert.deepEqual([answered[0].score, answered[0].comment], [last.score, last.comment], about);
  return { counted: answered.length, lost: 1 - answered.length };
};

test(`${PROMPTS} prompts among hazards: every answer once`, async () => {
  let counted = 0;
  let lost = 0;
  for (let seed = 1; seed <= PROMPTS; seed++) {
    const end = await live(seed);
    counted += end.counted;
    lost += end.lost;
  }
  console.log(`${counted} answers counted once, ${lost} lost with their storage or their clock`);
  assert.ok(counted > PROMPTS / 3);
});
