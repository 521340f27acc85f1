// Koe's mark: four bars of a voice.

import { drawing } from "../shop/element.js";

export function logo() {
  const bar = (x, half) => drawing("line", { x1: x, x2: x, y1: 10 - half, y2: 10 + half });
  return drawing(
    "svg",
    { class: "logo", viewBox: "0 0 20 20", width: 18, height: 18, "aria-hidden": "true" },
    bar(2.5, 1.5),
    bar(7.5, 5),
    bar(12.5, 8),
    bar(17.5, 3),
  );
}
