/** What a visitor's device and the way to the server do to a prompt, drawn at random, and how often each hazard struck. */

import type { Dice } from "./dice";
import { receipt } from "./server";
import { CUT, DAY, type Fate, type Foreign, HOUR, MINUTE, OFFLINE, WELL, type World } from "./world";

/** How often each hazard struck, over all worlds. */
export const struck: Record<string, number> = {};

export const strike = <T>(hazard: string, what: T): T => {
  struck[hazard] = (struck[hazard] ?? 0) + 1;
  return what;
};

/** What a request carries, as far as weather looks at it. */
type Sent = { id: string; revision: number };

/** How far a clock is off: as often far behind, where ids are too old or will be soon, as a little, ahead, or not at all. */
const skew = ({ pick, random }: Dice): number =>
  pick(
    () => 0,
    () => strike("clock ahead", pick(2 * MINUTE, 6 * MINUTE, 50 * MINUTE, 3 * DAY, 500 * DAY)),
    () => strike("clock behind", -pick(HOUR, 3 * DAY, 20 * DAY, 29 * DAY)),
    () => strike("clock far behind", -pick(30 * DAY - 2e3, 30 * DAY - random() * DAY, 31 * DAY, 400 * DAY, 5000 * DAY)),
  )();

/** What somebody else says in the place of the server, to a revision or to a taking-back. */
const impostor = ({ pick }: Dice, body: Sent | undefined): [string, Foreign] =>
  pick<[string, Foreign]>(
    ["200 with a page", { status: 200, text: "<!doctype html><title>Log in</title>" }],
    ["200 with JSON", { status: 200, text: '{"status":200,"code":"ok"}' }],
    ["empty 200", { status: 200 }],
    ["202 without a receipt", { status: 202, text: "{}" }],
    ["202 of another revision", { status: 202, text: JSON.stringify(receipt({ ...body, revision: 98 })) }],
    ["202 of another answer", { status: 202, text: JSON.stringify(receipt({ ...body, id: "…" })) }],
    ["400 with a page", { status: 400, text: "<h1>Bad Request</h1>" }],
    ["413 with a page", { status: 413, text: "<h1>Request Entity Too Large</h1>" }],
    ["422 of a gateway", { status: 422, text: '{"status":422,"code":422,"message":"…"}' }],
    ["404 with JSON", { status: 404, text: '{"code":"clock_skew","server_time":"2026-01-01T00:00:00Z"}' }],
    ["502 with a page", { status: 502, text: "<h1>Bad Gateway</h1>" }],
    ["opaque", { status: 0 }],
    // Nobody can tell a 204 to a DELETE from the server's.
    body ? ["204 to a POST", { status: 204 }] : ["204 after a redirect", { status: 204, redirected: true }],
  );

/**
 * What becomes of one request in a network that works. A request may arrive as two copies. If the server would refuse for its
 * time the copy that the page hears of, and take the other, the other does not arrive: the page would correct the id.
 */
const fate = (dice: Dice, world: World, body: Sent | undefined): Fate => {
  const { pick, random } = dice;
  const id = body?.id;
  const delay = random() * 20;
  const later = random() * 20;
  const minutes = random() * 600;
  const taken = (after: number): boolean => !id || world.server.accepts(id, world.now + after * 1e3);
  const copies = (heard: number, unheard: number): number[] =>
    taken(unheard) && !taken(heard) ? [heard] : [unheard, heard];
  const [name, foreign] = impostor(dice, body);
  const status = pick(401, 403, 404, 409, 500, 503);
  const [hazard, fate] = pick<[string, Fate]>(
    ["late, out of order", { arrivals: [delay], reply: delay + random() }],
    // A proxy sends it again because it heard no reply; the page hears the reply to the copy.
    ["arrives twice", { arrivals: copies(delay + later, delay), reply: delay + later + 1 }],
    ["arrives again after the reply", { arrivals: copies(delay, delay + 1 + minutes), reply: delay + 1 }],
    ["arrives long after it was given up", { arrivals: [minutes], reply: Infinity }],
    ["reply lost after storing", { arrivals: [delay], reply: delay + 1, lost: true }],
    ["no reply after storing", { arrivals: [delay], reply: Infinity }],
    ["request lost", { arrivals: [], reply: random() * 30, lost: true }],
    ["no reply", { arrivals: [], reply: Infinity }],
    [`${status}`, { arrivals: [], reply: delay, status }],
    [`somebody else: ${name}`, { arrivals: [], reply: delay, foreign }],
    [`somebody else, after storing: ${name}`, { arrivals: [delay], reply: delay + 1, foreign }],
    ["429", { arrivals: [], reply: delay, status: 429, retryAfter: pick("1", "60", "soon") }],
  );
  return strike(hazard, fate);
};

/** What becomes of one beacon. */
const beacon = ({ pick, random }: Dice): number[] | false =>
  pick(
    () => strike("beacon arrives", [random() * 20]),
    () => strike("beacon arrives late", [random() * 600]),
    () => strike("beacon arrives twice", [random() * 20, random() * 600]),
    () => strike("beacon lost", []),
    () => strike<number[] | false>("beacon refused", false),
  )();

export interface Weather {
  /** The page wraps `fetch`, so that no request to the API gets out; this lasts. */
  readonly wrapped: boolean;
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
  const wrapped = chance(0.05);
  // The time at which the visitor leaves the tunnel; 0 outside of one.
  let tunnel = 0;
  let known = true;
  const outside = (url: string, body?: Sent): Fate => {
    if (!url.startsWith("/v1/")) return WELL;
    if (!tunnel && chance(0.1)) {
      tunnel = world.now + pick(MINUTE, HOUR, DAY);
      known = chance(0.5);
    }
    if (tunnel > world.now) return known ? strike("offline", OFFLINE) : strike("no network", CUT);
    tunnel = 0;
    return wrapped ? strike("fetch broken by the page", CUT) : fate(dice, world, body);
  };
  world.fate = outside;
  world.beacons = () => (tunnel > world.now ? strike<number[]>("beacon without a network", []) : beacon(dice));
  return {
    wrapped,
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
      const away = chance(0.5) ? OFFLINE : CUT;
      world.fate = (url) => (!url.startsWith("/v1/") ? WELL : !network ? away : wrapped ? CUT : WELL);
      world.beacons = () => (network ? [0.2] : []);
    },
  };
};
