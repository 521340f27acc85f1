/** Chance that can be had again: the same seed, the same throws. */

export interface Dice {
  /** From 0 to 1, without 1. */
  random(): number;
  pick<T>(...list: T[]): T;
  chance(share: number): boolean;
}

/** mulberry32: small, seeded, good enough for hazards. */
const mulberry = (seed: number) => () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
};

export const dice = (seed: number): Dice => {
  const random = mulberry(seed);
  return {
    random,
    pick: (...list) => list[Math.floor(random() * list.length)]!,
    chance: (share) => random() < share,
  };
};
