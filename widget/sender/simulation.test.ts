/**
 * Many prompts, each in a small world of its own with hazards drawn at random: no network, requests and replies lost,
 * duplicates, reordering, refusals that pass, replies of somebody else, a `fetch` that the page broke, beacons that arrive
 * or don't, storage full, nearly full or forbidden, a clock off by minutes or years, tabs that flush at once, pages that are
 * left and come back, tabs that die at any step, also while they hold a lock that the browser releases late. In the end most
 * visitors come back within three days to a network that works and to storage that has room; for some the network is gone
 * for good, storage never has room again, or two months have passed.
 *
 * Failure is: an answer counted twice, another outcome counted twice, an old revision in the place of a newer one, one
 * counted that was taken back, one lost, one said to be refused, stored or kept on the device that is not, "offline" said
 * by a device that is online, or a revision that went by beacon twice.
 *
 * An answer that nothing could keep, or that the design gives up, is no failure. Each such end is a case of `End`, recognised
 * by what is left in storage and by the last attempts, and counted apart. Even then no answer counts twice.
 *
 * Not drawn: two copies of one request, of which the server takes one and refuses the other for its time, while the page hears
 * only of the refusal. The copy that was taken would count beside the corrected answer.
 *
 * `KOE_PROMPTS=100000 npm run test:ts -- simulation` runs more; a failure prints its seed.
 */

import assert from "node:assert/strict";
import { test } from "node:test";

import { dice } from "../testing/dice";
import { strike, struck, weather } from "../testing/weather";
import { DAY, HOUR, MINUTE, type Sent, type Tab, World } from "../testing/world";
import type { Delivery } from "./contract";
import { timeOf } from "./uuid";

const PROMPTS = Number(process.env["KOE_PROMPTS"] ?? 10_000);

/** What became of what a visitor said last. */
const ENDS = {
  /** Nothing was answered, or all that was is taken back. */
  "nothing to count": 0,
  counted: 0,
  /** Storage refused it, and the only page that had it is dead. */
  "died with its tab": 0,
  /** It is on the device, where nothing can be written, so that nothing may be tried. */
  "waits for room": 0,
  "waits for the network": 0,
  /** The network did not come back within the 30 days for which an answer is kept. */
  "too old to keep": 0,
  /** Its id is too old, and may not be corrected: an attempt under it may have arrived. */
  "given up for its clock": 0,
};
type End = keyof typeof ENDS;

/** What a visitor has said: a revision, or that all is to be taken back. */
type Said = { score: number; comment?: string } | "taken back";

const says = ({ method, body }: Partial<Sent>, said: Said): boolean =>
  said == "taken back"
    ? method == "DELETE" || (!!body && !body.outcome && body.revision > 0)
    : body?.score === said.score && body.comment === said.comment;

const live = async (seed: number): Promise<End> => {
  const drawn = dice(seed);
  const { random, pick, chance } = drawn;
  const world = new World();
  const { turn, settle, wrapped } = weather(world, drawn);

  const tab = world.tab();
  const tabs: Tab[] = [tab];
  const host = await tab.prompt();
  if (!host) throw new Error(`seed ${seed}: no prompt`);

  /** What the visitor said last, as far as somebody was told. */
  let last: Said | undefined;
  /** Storage refused it. */
  let unkept = false;
  /** What waits: what is sent next, or what comes after a taking-back. */
  const kept = (said: Said) => world.waiting().some(({ body, next }) => says({ body: next ?? body }, said));
  /** A false statement about an answer that its visitor was told. */
  let untrue: string | undefined;
  /** What became of the taking-back that was asked for last. */
  let back: Delivery | undefined;
  /** Something was said after a taking-back that may have arrived: it waits until that has its receipt. */
  let undone = false;
  const told = (said: Said, fate: Delivery) => {
    if (said == "taken back") back = fate;
    const stored = [...world.server.revisions.values()].some((all) => [...all.values()].some((body) => says({ body }, said)));
    // A dead tab tells nobody. A later revision takes the place of the one before, and so does a taking back.
    if (!tab.dead && (fate == "refused" || (fate == "saved" && world.online))) untrue = fate;
    if (tab.dead || said != last || said == "taken back" || fate == "unkept") return;
    if (!stored && (fate == "stored" || !kept(said))) untrue = fate;
  };
  const say = (said: Said, saying: () => Promise<Delivery>) => {
    const { refusals } = world;
    saying().then((fate) => told(said, fate));
    // A tab that died before it wrote the answer has told its visitor nothing about it.
    undone ||= last == "taken back";
    if (!tab.dead || kept(said)) last = said;
    if (kept(said)) unkept = false;
    else if (world.refusals > refusals) unkept = true; // neither this revision nor the one deleted to make room for it is kept
  };

  let over = false;
  for (let step = 0; step < 8 && !over; step++) {
    const event = random();
    if (tab.dead) break;
    const doomed = pick(...tabs);
    if (chance(0.05) && !doomed.dead) doomed.steps = strike("crash at a step", Math.floor(random() * 10));
    turn();
    // Whoever could not take an answer back may keep it, or try again.
    const open = last != "taken back" || back == "failed" || back == "unkept";
    if (event < 0.35 && open) {
      const revision = { score: Math.floor(random() * 11), ...(chance(0.5) && { comment: `${step}` }) };
      say(revision, () => host.answer(revision));
    } else if (event < 0.4 && last && open) {
      back = undefined;
      say("taken back", () => host.take_back());
    } else if (event < 0.45) {
      host.closed("dismissed");
      over = !last;
    } else if (event < 0.55) {
      const left = strike("left, and back", pick(...tabs));
      left.fire("pagehide");
      await world.pass(pick(0, 500, MINUTE));
      left.fire("pageshow");
    } else if (event < 0.7) tabs.push(strike("another tab flushes", world.tab().flush()));
    else if (event < 0.8) for (const each of tabs) each.fire(pick("online", "visibilitychange"));
    else if (event < 0.85) strike("tab killed", pick(...tabs)).kill();
    await world.pass(pick(0, 50, 500, 5e3, MINUTE, HOUR));
    over ||= last == "taken back" && (back == "stored" || back == "saved");
    if (last && kept(last)) unkept = false;
  }

  const network = chance(0.9);
  const room = chance(0.9);
  const away = random() * (chance(0.9) ? 3 : 60) * DAY;
  const stays = away < 3 * DAY && chance(0.5);
  if (!stays) for (const each of tabs) each.kill();
  await world.pass(away);
  settle(network, room);
  const returned = world.now;
  await world.pass(HOUR);
  world.tab().flush();
  await world.pass(2 * HOUR);
  world.tab().flush();
  await world.pass(3 * HOUR);

  const about =
    `seed ${seed}, skew ${world.skew / DAY} days, storage ${world.health}, locks ${world.locks}, ` +
    `network ${network}, fetch ${!wrapped}, room ${room}, away ${away / DAY} days, tab dead ${tab.dead}`;
  const counted = world.server.counted();
  const answered = counted.filter(({ outcome }) => outcome == "answered");
  assert.ok(counted.length <= 1, `${counted.length} outcomes counted: ${about}`);
  assert.ok(!untrue, `an answer was called ${untrue}: ${about}`);
  const beacons = world.requests.filter(({ beacon }) => beacon).map(({ body }) => `${body.id} ${body.revision}`);
  assert.equal(new Set(beacons).size, beacons.length, `a revision went by beacon twice: ${about}`);
  if (!last) assert.equal(answered.length, 0, about);
  if (!last || (last == "taken back" && !answered.length)) return "nothing to count";
  if (answered[0] && says({ body: answered[0] }, last)) return "counted";

  // The last thing that the visitor said does not count: find out why.
  const tries = world.requests.filter(
    (sent) => sent.at >= returned && (says(sent, last!) || (undone && sent.method == "DELETE")),
  );
  const waits = kept(last);
  if (!waits && !tries.length) {
    assert.ok(unkept && tab.dead, `an answer is lost: ${about}`);
    return "died with its tab";
  }
  if (waits && !tries.length) {
    assert.ok(world.health == "full", `an answer is not tried: ${about}`);
    return "waits for room";
  }
  if (!network || wrapped) {
    if (waits || (unkept && !tab.dead)) return "waits for the network";
    assert.ok(away > 29 * DAY, `an answer is dropped: ${about}`);
    return "too old to keep";
  }
  const { at, body } = tries.at(-1)!;
  assert.ok(body && timeOf(body.id) < at - 30 * DAY, `an answer is lost: ${about}`);
  const open =
    answered.length || // an earlier revision was stored
    world.refusals || // the result of an attempt could not be written
    tabs.some(({ steps }) => steps < 0) || // died between saying that it tries, and trying
    world.requests.some((sent) => sent.body?.id == body.id && (!sent.heard || sent.body.outcome == "ignored"));
  assert.ok(open, `an answer is given up that could be corrected: ${about}`);
  return "given up for its clock";
};

const begun = performance.now();
let failure: unknown;
// Outside of a test, since a runner that follows every promise takes twice the time.
for (let seed = 1; seed <= PROMPTS && !failure; seed++)
  await live(seed).then(
    (end) => ENDS[end]++,
    (error) => (failure = error),
  );
const seconds = ((performance.now() - begun) / 1e3).toFixed(1);

test(`${PROMPTS} prompts among hazards: every answer once`, () => {
  if (failure) throw failure;
  console.log(`${PROMPTS} prompts in ${seconds} s:`, ENDS, "hazards:", struck);
  assert.ok(ENDS.counted > PROMPTS / 4);
  // With so many prompts, every end must occur.
  if (PROMPTS >= 10_000) for (const [end, count] of Object.entries(ENDS)) assert.ok(count, end);
});
