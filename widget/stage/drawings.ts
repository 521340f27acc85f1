/** The drawings that stand with the question, in the colour of the text around them. */

import { drawing } from "./element";

const CIRCLE = "M12 2a10 10 0 1 1 0 20 10 10 0 0 1 0-20";

/** The eyes and the other lines of five faces, from sad to laughing. No brow is angry. */
const FACES: [eyes: string, lines: string][] = [
  ["M8.9 10.8h.01M15.1 10.8h.01", "M7.1 9.1l2.6-1.4M16.9 9.1l-2.6-1.4M7.8 17.1c1.5-4.3 6.9-4.3 8.4 0"],
  ["M9 10h.01M15 10h.01", "M8.1 16.4c2.2-2.2 5.6-2.2 7.8 0"],
  ["M9 10h.01M15 10h.01", "M8.3 15.5h7.4"],
  ["M9 10h.01M15 10h.01", "M8.1 14.7c2.2 2.2 5.6 2.2 7.8 0"],
  ["", "M7.6 10.4c.8-1.7 2.4-1.7 3.2 0M13.2 10.4c.8-1.7 2.4-1.7 3.2 0M7.1 13.8h9.8c0 6-9.8 6-9.8 0z"],
];

export const cross = (): Element => drawing("icon", 20, ["M5 5l10 10M15 5L5 15"]);

export const star = (): Element =>
  drawing("star", 24, ["M12 2.7l2.9 5.8 6.5.9-4.7 4.6 1.1 6.4-5.8-3-5.8 3 1.1-6.4-4.7-4.6 6.5-.9z"]);

export const face = (index: number): Element => {
  const [eyes, lines] = FACES[index]!;
  return drawing("face", 24, [CIRCLE, "round"], [lines], [eyes, "eyes"]);
};
