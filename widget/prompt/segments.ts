/** Segments within the bounds of the contract; the edge's bounds are the same, so that nothing vanishes unsaid. */

import { say } from "../loader/say";
import { MAX_SEGMENT_BYTES, type Segments } from "../loader/wire";

/**
 * The pairs that fit, in the order of their names; what does not is dropped, and said. Null or undefined is no value, and
 * takes away what was given before.
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
