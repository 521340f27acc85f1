/**
 * Many prompts, each in a small world of its own with hazards drawn at random: no network, requests and replies lost,
 * duplicates, reordering, refusals that pass, storage full or forbidden, a clock days off, tabs that flush at once, tabs
 * that die at any step. Failure is: an answer counted twice, another outcome counted twice, an old revision in the place
 * of a newer one, or an answer lost.
 *
 * No failure is, because nothing could keep it: an answer that dies with its tab while storage refuses it, or before it
 * was written; and, because the design gives it up, one made by a clock more than 29 days behind after an attempt of
 * which no reply was heard. How many those were is printed.
 *
 * A duplicate arrives before its sender hears a reply. One that came a minute after the server had refused the first
 * copy for a clock that is minutes ahead would be acceptable by then, and count beside the corrected one.
 *
 * `KOE_PROMPTS=100000 npm run test:ts -- simulation` runs more; a failure prints its seed.
 */

import assert from "node:assert/strict";
import { test } from "node:test";

import { DAY, type Fate, HOUR, MINUTE, type Tab, WELL, World } from "../testing/world";

const PROMPTS = Number(process.env["KOE_PROMPTS"] ?? 10_000);

/** How often each hazard struck. */
const struck: Record<string, number> = {};
const strike = <T>(hazard: string, what: T): T => {
  struck[hazard] = (struck[hazard] ?? 0) + 1;
  return what;
};

/** mulberry32: small, seeded, good enough for hazards. */
const dice = (seed: number) => () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
};

/** What came of one prompt. */
type End = "counted" | "nothing to count" | "gone with its tab and storage" | "given up for its clock";

const live = async (seed: number): Promise<End> => {
  const random = dice(seed);
  const pick = <T>(...list: T[]): T => list[Math.floor(random() * list.length)]!;
  const chance = (share: number): boolean => random() < share;

  const world = new World();
  world.locks = chance(0.7) || strike("no locks", false);
  world.skew = pick(0, 0, 0, 0, 2 * MINUTE, 6 * MINUTE, 3 * DAY, 500 * DAY, -HOUR, -3 * DAY, -20 * DAY, pick(-31, -5000) * DAY);
  if (world.skew) strike(world.skew > 0 ? "clock ahead" : "clock behind", 0);

  // Visitors forbid storage before they come; full it may be for a while.
  if (chance(0.05)) world.health = strike("storage forbidden", "forbidden");
  let refusing = world.health != "well";
  const weather = () => {
    if (world.health == "forbidden" || !chance(0.06)) return;
    world.health = world.health == "full" ? "well" : strike("storage full", "full");
    refusing = true;
  };

  let silence = false;
  let tunnel = 0;
  const calm = { value: false };
  world.fate = (url): Fate => {
    if (calm.value || !url.startsWith("/v1/")) return WELL;
    if (!tunnel && chance(0.1)) tunnel = world.now + pick(MINUTE, HOUR, DAY);
    if (tunnel > world.now) {
      silence = true;
      return strike("no network", { arrivals: [], reply: 0.1, lost: true });
    }
    tunnel = 0;
    const delay = random() * 20;
    const later = random() * 20;
    const status = pick(401, 403, 404, 409, 500, 503);
    const [hazard, fate] = pick<[string, Fate]>(
      ["late, out of order", { arrivals: [delay], reply: delay + random() }],
      // By something on the way that has heard no answer; the page hears that of the copy.
      ["arrives twice", { arrivals: [delay, delay + later], reply: delay + later + 1 }],
      ["reply lost after storing", { arrivals: [delay], reply: delay + 1, lost: true }],
      ["no reply after storing", { arrivals: [delay], reply: Infinity }],
      ["request lost", { arrivals: [], reply: random() * 30, lost: true }],
      ["no reply", { arrivals: [], reply: Infinity }],
      [`${status}`, { arrivals: [], reply: delay, status }],
      ["429", { arrivals: [], reply: delay, status: 429, retryAfter: pick("1", "60", "soon") }],
    );
    if (fate.lost || fate.reply == Infinity) silence = true;
    return strike(hazard, fate);
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
    if (chance(0.05)) pick(...tabs).steps = strike("crash at a step", Math.floor(random() * 8));
    if (tab.dead) break;
    weather();
    if (event < 0.35) {
      const revision = { score: Math.floor(random() * 11), ...(chance(0.5) && { comment: `${step}` }) };
      void host.answer(revision);
      // What a dying tab did not write, it has told nobody.
      const written = world.waiting()[0]?.body;
      if (!tab.dead || (written?.score == revision.score && written.comment == revision.comment)) last = revision;
    } else if (event < 0.4 && last) {
      void host.take_back();
      if (tab.dead) return "nothing to count";
      taken = true;
    } else if (event < 0.45) {
      host.closed("dismissed");
      dismissed = !last;
    } else if (event < 0.55) {
      tab.fire("pagehide");
      silence = true; // nobody listens to what becomes of "ignored"
    } else if (event < 0.7) tabs.push(strike("another tab flushes", world.tab().flush()));
    else if (event < 0.8) for (const each of tabs) each.fire(pick("online", "visibilitychange"));
    else if (event < 0.85) strike("tab killed", pick(...tabs)).kill();
    await world.pass(pick(0, 50, 500, 5e3, MINUTE, HOUR));
  }

  // Peace: the visitor comes back within the time an answer may wait, the network is well, and storage has room again.
  await world.pass(random() * 3 * DAY);
  calm.value = true;
  if (world.health == "full") world.health = "well";
  if (chance(0.5)) for (const each of tabs) each.kill();
  await world.pass(HOUR);
  world.tab().flush();
  await world.pass(2 * HOUR);
  world.tab().flush();
  await world.pass(3 * HOUR);

  const about = `seed ${seed}, skew ${world.skew / DAY} days, storage ${world.health}, locks ${world.locks}`;
  const counted = world.server.counted();
  const answered = counted.filter(({ outcome }) => outcome == "answered");
  const unkept = refusing && tab.dead;
  assert.ok(counted.length <= 1, `${counted.length} outcomes counted: ${about}`);
  if (taken) {
    assert.ok(unkept || !answered.length, `taken back, yet counted: ${about}`);
    return "nothing to count";
  }
  if (!last) {
    assert.equal(answered.length, 0, about);
    return "nothing to count";
  }
  const given_up = world.skew < -29 * DAY && (silence || tabs.some(({ dead }) => dead));
  if (answered.length) {
    // A revision that nothing kept may leave the one before it.
    if (!unkept && !given_up) assert.deepEqual([answered[0].score, answered[0].comment], [last.score, last.comment], about);
    return "counted";
  }
  assert.ok(unkept || given_up, `an answer is lost: ${about}`);
  return given_up ? "given up for its clock" : "gone with its tab and storage";
};

const ends: Record<string, number> = {};
const begun = performance.now();
let failure: unknown;
// Outside of a test, since a runner that follows every promise takes twice the time.
for (let seed = 1; seed <= PROMPTS && !failure; seed++) {
  const end = await live(seed).catch((error) => (failure = error));
  ends[end] = (ends[end] ?? 0) + 1;
}
const seconds = ((performance.now() - begun) / 1e3).toFixed(1);

test(`${PROMPTS} prompts among hazards: every answer once`, () => {
  if (failure) throw failure;
  console.log(`${PROMPTS} prompts in ${seconds} s:`, ends, "hazards:", struck);
  assert.ok(ends["counted"]! > PROMPTS / 3);
});
