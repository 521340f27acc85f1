/** Segments within the bounds of the contract. The edge has the same bounds, so it drops no segment without a warning here. */

import { say } from "../loader/say";
import { MAX_SEGMENT_BYTES, type Segments } from "../loader/wire";

/**
 * The pairs that fit, in the order of their names; each other pair is dropped, with a line on the console. Null or undefined is
 * no value, and removes a value given before.
 */
export const admit = (given: Record<string, unknown>): Segments => {
  const admitted: Segments = {};
  let room = MAX_SEGMENT_BYTES;
  for (const name of Object.keys(given).sort()) {
    if (given[name] == null) continue;
    const value = `${given[name]}`;
    const left = room - new Blob([name, value]).size;
    if (/^[a-z0-9_]{1,32}$/.test(name) && /^[^\p{Cc}]+$/u.test(value) && left >= 0) {
      room = left;
      admitted[name] = value;
    } else say(`segment "${name}" is dropped: names are [a-z0-9_]{1,32}, all pairs at most ${MAX_SEGMENT_BYTES} bytes`);
  }
  return admitted;
};
