// The interval strip: the score and its interval on the whole scale.

import { drawing, element } from "../shop/element.js";
import { SCALES } from "./figures.js";

let hatches = 0;

/** One row: a line over the whole scale, a band for the interval, a mark for the score. */
export function strip(metric, result, look = {}) {
  const { low, high } = SCALES[metric];
  const at = (value) => `${(100 * (value - low)) / (high - low)}%`;
  const kind = look.before ? "before" : result.preliminary ? "preliminary" : "settled";
  return drawing(
    "svg",
    { class: `strip ${kind}`, width: "100%", height: 18, "aria-hidden": "true" },
    drawing("line", { class: "whole", x1: "0%", x2: "100%", y1: 9, y2: 9 }),
    result.interval && band(result.interval, at, high - low, kind),
    result.score !== null && drawing("line", { class: "mark", x1: at(result.score), x2: at(result.score), y1: 0, y2: 18 }),
  );
}

/** Ticks at both ends and in the middle, with their values. */
export function axis(metric) {
  return element("div", { class: "axis", "aria-hidden": "true" }, SCALES[metric].ticks.map((tick) => element("span", {}, tick)));
}

function band({ low, high }, at, whole, kind) {
  const box = { x: at(low), width: `${(100 * (high - low)) / whole}%`, y: 3, height: 12 };
  const end = (value) => drawing("line", { class: "end", x1: at(value), x2: at(value), y1: 3, y2: 15 });
  if (kind !== "preliminary") return [drawing("rect", { class: "band", ...box }), end(low), end(high)];
  hatches += 1;
  const id = `hatch-${hatches}`;
  return [
    drawing(
      "defs",
      {},
      drawing(
        "pattern",
        { id, width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
        drawing("line", { class: "hatch", x1: 1.5, x2: 1.5, y1: 0, y2: 6 }),
      ),
    ),
    drawing("rect", { class: "under", ...box }),
    drawing("rect", { fill: `url(#${id})`, ...box }),
    end(low),
    end(high),
  ];
}
