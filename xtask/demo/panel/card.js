// One survey on the panel: the figures of its latest reply, and nothing else.

import { element } from "../shop/element.js";
import { lang } from "../shop/words.js";
import { distribution } from "./distribution.js";
import { difference, differences, moment, rate, rounded, score } from "./figures.js";
import { headline, strips, tag } from "./headline.js";
import { SITE } from "./surveys.js";
import { words } from "./words.js";

const ARROWS = { up: "↑", down: "↓", no_evidence: "≈" };

/** A card that stays; `card.show(reply, answers)` fills it. */
export function card({ id, metric, page }) {
  const name = words.surveys[id];
  const tags = element("span", {});
  const body = element("div", { class: "body" }, waiting());
  const last = element("dd", {}, words.none);
  const link = element("a", { target: "_blank", hidden: true }, words.json);
  const node = element(
    "section",
    { class: "card" },
    element("header", {}, element("h2", {}, metric.toUpperCase(), " ", element("span", {}, name.touchpoint)), tags),
    body,
    element("dl", { class: "facts" }, element("div", {}, element("dt", {}, words.last), last)),
    element("p", { class: "links" }, element("a", { href: `/p/${SITE}/${id}?channel=link&lang=${lang}` }, words.hosted), link),
  );
  let blob = null;

  const show = ({ address, text, body: reply }, answers) => {
    const { result } = reply;
    tags.replaceChildren(tag(result) || "");
    body.replaceChildren(
      headline(metric, reply),
      result.n === 0 ? empty(name, page) : element("div", {}, strips(metric, reply), verdict(metric, reply), distribution(metric, reply)),
      facts(reply),
    );
    const newest = answers.find(({ survey }) => survey === id);
    if (newest) last.textContent = moment(newest.received_at, lang, true);
    else if (result.n === 0) last.textContent = words.none;
    // The reply as it came, since a link cannot carry the key.
    if (blob) URL.revokeObjectURL(blob);
    blob = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    Object.assign(link, { href: blob, title: `GET ${address}`, hidden: false });
  };
  return { node, show };
}

function waiting() {
  return element("div", { class: "waiting", "aria-hidden": "true" }, [1, 2, 3].map(() => element("i", {})));
}

function empty({ ask }, page) {
  return element("p", { class: "empty" }, words.empty, element("br", {}), element("a", { href: page }, ask));
}

function verdict(metric, { comparison }) {
  if (!comparison?.result || comparison.result.n === 0) return null;
  const { change, result } = comparison;
  const told = change?.verdict;
  return element(
    "div",
    { class: `verdict ${told ?? "none"}` },
    element("span", { class: "arrow", "aria-hidden": "true" }, ARROWS[told] ?? "–"),
    element(
      "p",
      {},
      element("b", {}, told ? words.verdicts[told] : words.too_few),
      told &&
        element(
          "span",
          {},
          words.change(score(metric, result.score) + (metric === "csat" ? "%" : ""), difference(metric, change.delta), differences(metric, change, lang)),
        ),
    ),
  );
}

function facts({ prompts, excluded }) {
  const response = rate(prompts.response_rate, lang);
  const row = (name, ...value) => element("div", {}, element("dt", {}, name), element("dd", {}, value));
  return element(
    "dl",
    { class: "facts" },
    response ? row(words.response_rate, element("b", {}, response.value), ` ${response.range}`) : row(words.response_rate, words.none),
    row(words.shown, words.prompts(rounded(prompts.shown), rounded(prompts.dismissed), rounded(prompts.ignored))),
    row(words.excluded, words.excluded_count(excluded.test, excluded.withdrawn)),
  );
}
