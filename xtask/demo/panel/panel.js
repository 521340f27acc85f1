// The panel: three cards, and the answers as they arrive.

import { element } from "../shop/element.js";
import { lang } from "../shop/words.js";
import { againButton } from "./again.js";
import { card } from "./card.js";
import { address, follow } from "./feed.js";
import { bucket, moment } from "./figures.js";
import { keepKey, readKey } from "./key.js";
import { logo } from "./logo.js";
import { surveys } from "./surveys.js";
import { words } from "./words.js";

const place = (part) => document.querySelector(`[data-part="${part}"]`);
const cards = surveys.map(card);
const metrics = new Map(surveys.map(({ id, metric }) => [id, metric]));

place("logo").append(logo());
place("again").append(againButton("button"));
for (const link of document.querySelectorAll("[data-lang]")) {
  const other = new URL(location.href);
  other.searchParams.set("lang", link.dataset.lang);
  link.href = other.href;
  if (link.dataset.lang === lang) link.setAttribute("aria-current", "true");
}
place("enter").addEventListener("submit", (event) => {
  event.preventDefault();
  keepKey(new FormData(event.target).get("key"));
  location.reload();
});

const key = readKey();
ask(key === null);
if (key) {
  place("cards").append(...cards.map(({ node }) => node));
  place("curl").textContent = `curl -H 'Authorization: Bearer ${"$"}KEY' '${location.origin}${address(surveys[0].id)}'`;
  follow(key, show, { compare: true });
}

function ask(missing, text = words.no_key) {
  place("missing").hidden = !missing;
  place("missing-text").textContent = text;
  place("live").hidden = missing;
}

function show({ phase, answers, scores, at }) {
  if (phase === "refused") return ask(true, words.refused);
  const failed = phase === "failed";
  place("trouble").hidden = !failed;
  place("trouble").textContent = failed ? (at ? words.failed(moment(at, lang, true)) : words.failed_empty) : "";
  if (!at) return;
  surveys.forEach(({ id }, index) => cards[index].show(scores.get(id), answers));
  place("as-of").textContent = words.as_of(moment(at, lang));
  place("answers").replaceChildren(...answers.map(line));
  place("arrived").hidden = answers.length === 0;
}

function line({ survey, score, comment, locale, received_at }) {
  const metric = metrics.get(survey);
  const highest = metric === "nps" ? 10 : 5;
  const group = metric ? bucket(metric, score, highest) : "passive";
  return element(
    "li",
    {},
    element("span", { class: `chip ${group}` }, String(score)),
    element(
      "span",
      { class: "what" },
      element("span", { class: "from" }, metric?.toUpperCase() ?? survey, " ", words.surveys[survey]?.touchpoint ?? ""),
      element("time", { datetime: received_at }, moment(received_at, lang, true)),
      comment && element("span", { class: "said", lang: locale }, comment),
    ),
  );
}
