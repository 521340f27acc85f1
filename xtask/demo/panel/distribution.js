// How often each score was picked: bars for the eye, a table for the ear, and
// the three shares in words, shapes and colours.

import { element } from "../shop/element.js";
import { bucket, rounded, share } from "./figures.js";
import { words } from "./words.js";

const BUCKETS = ["detractor", "passive", "promoter"];

/** The highest bar, in pixels; every other stands in proportion to it, from zero. */
const TALLEST = 74;

/** Bars, legend and table of one result. */
export function distribution(metric, { scale, result }) {
  const scores = Object.entries(result.distribution)
    .map(([value, count]) => ({ value: Number(value), count }))
    .sort((a, b) => a.value - b.value);
  const most = Math.max(...scores.map(({ count }) => count));
  return element(
    "div",
    { class: "distribution" },
    element(
      "div",
      { class: "bars", "aria-hidden": "true", style: `--bars:${scores.length}` },
      scores.map(({ value, count }) => bar(bucket(metric, value, scale.max), value, count, most)),
    ),
    legend(metric, result),
    table(scores),
  );
}

/** A count that fits above its bar: 2,892 is 2.9K there, and exact in the table. */
const brief = (count) =>
  new Intl.NumberFormat(document.documentElement.lang, { notation: "compact", maximumFractionDigits: 1 }).format(count);

function bar(name, value, count, most) {
  const height = count === 0 ? 1.5 : Math.max(1.5, (TALLEST * count) / most);
  return element(
    "span",
    { class: name },
    element("b", {}, brief(count)),
    element("i", { style: `height:${height.toFixed(1)}px` }),
    element("small", {}, String(value)),
  );
}

function legend(metric, { n, detractors, passives, promoters }) {
  const counts = { detractor: detractors, passive: passives, promoter: promoters };
  return element(
    "ul",
    { class: "legend" },
    BUCKETS.map((name) =>
      element("li", { class: name }, element("span", {}, words.buckets[metric][name]), " ", element("b", {}, share(counts[name], n))),
    ),
  );
}

function table(scores) {
  const head = (text) => element("th", { scope: "col" }, text);
  return element(
    "table",
    { class: "unseen" },
    element("thead", {}, element("tr", {}, head(words.answer), head(words.count))),
    element(
      "tbody",
      {},
      scores.map(({ value, count }) =>
        element("tr", {}, element("th", { scope: "row" }, String(value)), element("td", {}, rounded(count))),
      ),
    ),
  );
}
