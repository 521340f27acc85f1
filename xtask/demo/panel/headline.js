// A score as it always stands: with its interval, its count and its strip.

import { element } from "../shop/element.js";
import { lang } from "../shop/words.js";
import { range, rounded, score, unit } from "./figures.js";
import { axis, strip } from "./strip.js";
import { words } from "./words.js";

/** `参考値`, where there are answers, but fewer than 30. */
export const tag = (result) =>
  result.preliminary && result.n > 0 && element("span", { class: "tag", title: words.preliminary_why }, words.preliminary);

/** The number with interval and n; a dash where there is no answer. */
export function headline(metric, { scale, result, prompts }, interval = words.interval) {
  const count = element("span", { class: "count" }, `n = ${rounded(result.n)}`);
  if (result.n === 0) {
    return element(
      "div",
      { class: "headline" },
      element("span", { class: "score none" }, words.none),
      element("span", { class: "beside-score" }, count, element("span", {}, words.shown_times(rounded(prompts.shown)))),
    );
  }
  return element(
    "div",
    { class: "headline" },
    element(
      "span",
      { class: "score" },
      score(metric, result.score),
      element("small", {}, unit(metric, scale.max, words.out_of)),
    ),
    element(
      "span",
      { class: "beside-score" },
      result.interval
        ? element("span", {}, `${interval} `, element("b", {}, range(metric, result.interval, lang)))
        : element("span", { title: words.no_interval_why }, words.no_interval),
      count,
    ),
  );
}

/** The strip on its axis; before stands below now, where there was a before. */
export function strips(metric, { result, comparison }) {
  const earlier = comparison?.result?.n > 0 ? comparison.result : null;
  return element(
    "div",
    { class: earlier ? "strips compared" : "strips" },
    earlier && element("span", { class: "row-name" }, words.now),
    strip(metric, result),
    earlier && [element("span", { class: "row-name" }, words.before), strip(metric, earlier, { before: true })],
    axis(metric),
  );
}
