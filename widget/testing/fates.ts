/** What a world's network does to one request after the other, and what came of it. */

import { type Fate, WELL, type World } from "./world";

/** A fate for each request to the API in turn, the last one for all that follow; files always arrive. */
export const fates = (world: World, ...list: Fate[]): void => {
  world.fate = (url) => (url.startsWith("/v1/") ? ((list.length > 1 ? list.shift() : list[0]) as Fate) : WELL);
};

/** The server takes nothing, and says so. */
export const refused = (status: number, retryAfter?: string): Fate => ({
  ...WELL,
  status,
  ...(retryAfter ? { retryAfter } : {}),
});

const asked = (world: World, beacons: boolean): World["requests"] =>
  world.requests.filter(({ url, beacon }) => url.startsWith("/v1/") && beacon == beacons);

/** The requests to the API, but for beacons. */
export const sent = (world: World): World["requests"] => asked(world, false);

/** What went by beacon. */
export const beacons = (world: World): World["requests"] => asked(world, true);

/** Outcome, score and comment of all that counts. */
export const counted = (world: World): unknown[][] =>
  world.server.counted().map(({ outcome, score, comment }) => [outcome, score, comment]);
