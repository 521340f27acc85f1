/** What a visitor's device and the way to the server do to a prompt, drawn at random, and how often each hazard struck. */

import type { Dice } from "./dice";
import { DAY, type Fate, HOUR, MINUTE, OFFLINE, WELL, type World } from "./world";

/** How often each hazard struck, over all worlds. */
export const struck: Record<string, number> = {};

export const strike = <T>(hazard: string, what: T): T => {
  struck[hazard] = (struck[hazard] ?? 0) + 1;
  return what;
};

/** How far a clock is off: as often far behind, where ids are too old or will be soon, as a little, ahead, or not at all. */
const skew = ({ pick, random }: Dice): number =>
  pick(
    () => 0,
    () => strike("clock ahead", pick(2 * MINUTE, 6 * MINUTE, 50 * MINUTE, 3 * DAY, 500 * DAY)),
    () => strike("clock behind", -pick(HOUR, 3 * DAY, 20 * DAY, 29 * DAY)),
    () => strike("clock far behind", -pick(30 * DAY - 2e3, 30 * DAY - random() * DAY, 31 * DAY, 400 * DAY, 5000 * DAY)),
  )();

/**
 * The fate of one request, in a network that works at all. Of two copies the server is not made to take the one that the
 * page hears nothing of, and to refuse the other for its time: the page could not know, and would correct the id.
 */
const fate = ({ pick, random }: Dice, world: World, id: string | undefined): Fate => {
  const delay = random() * 20;
  const later = random() * 20;
  const minutes = random() * 600;
  const taken = (after: number): boolean => !id || world.server.accepts(id, world.now + after * 1e3);
  const copies = (heard: number, unheard: number): number[] =>
    taken(unheard) && !taken(heard) ? [heard] : [unheard, heard];
  const status = pick(401, 403, 404, 409, 500, 503);
  const [hazard, fate] = pick<[string, Fate]>(
    ["late, out of order", { arrivals: [delay], reply: delay + random() }],
    // By something on the way that has heard no answer; the page hears that of the copy.
    ["arrives twice", { arrivals: copies(delay + later, delay), reply: delay + later + 1 }],
    ["arrives again after the reply", { arrivals: copies(delay, delay + 1 + minutes), reply: delay + 1 }],
    ["arrives long after it was given up", { arrivals: [minutes], reply: Infinity }],
    ["reply lost after storing", { arrivals: [delay], reply: delay + 1, lost: true }],
    ["no reply after storing", { arrivals: [delay], reply: Infinity }],
    ["request lost", { arrivals: [], reply: random() * 30, lost: true }],
    ["no reply", { arrivals: [], reply: Infinity }],
    [`${status}`, { arrivals: [], reply: delay, status }],
    ["429", { arrivals: [], reply: delay, status: 429, retryAfter: pick("1", "60", "soon") }],
  );
  return strike(hazard, fate);
};

export interface Weather {
  /** Storage may turn: full, nearly full, or well again. */
  turn(): void;
  /** From now on the network is well, or gone for good; and storage has room, or never again. */
  settle(network: boolean, room: boolean): void;
}

/** Bad weather over a world, until it settles. */
export const weather = (world: World, dice: Dice): Weather => {
  const { pick, chance, random } = dice;
  world.locks = chance(0.7) || strike("no locks", false);
  world.burial = chance(0.7) ? 0 : strike("death noticed late", pick(1e3, MINUTE, 10 * MINUTE));
  world.skew = skew(dice);
  // Visitors forbid storage before they come.
  if (chance(0.05)) world.health = strike("storage forbidden", "forbidden");
  const forbidden = world.health == "forbidden";
  const clear = () => {
    if (!forbidden) world.health = "well";
    world.quota = Infinity;
  };
  // Between tunnels.
  let tunnel = 0;
  const outside = (url: string, body?: { id: string }): Fate => {
    if (!url.startsWith("/v1/")) return WELL;
    if (!tunnel && chance(0.1)) tunnel = world.now + pick(MINUTE, HOUR, DAY);
    if (tunnel > world.now) return strike("no network", OFFLINE);
    tunnel = 0;
    return fate(dice, world, body?.id);
  };
  world.fate = outside;
  return {
    turn() {
      if (forbidden || !chance(0.1)) return;
      const was_well = world.health == "well" && world.quota == Infinity;
      clear();
      if (was_well && chance(0.5)) world.health = strike("storage full", "full");
      else if (was_well) world.quota = world.used() + strike("storage nearly full", Math.floor(random() * 400));
    },
    settle(network, room) {
      clear();
      if (!room && !forbidden) world.health = strike("storage full for good", "full");
      if (!network) strike("network gone for good", 0);
      world.fate = (url) => (network || !url.startsWith("/v1/") ? WELL : OFFLINE);
    },
  };
};
