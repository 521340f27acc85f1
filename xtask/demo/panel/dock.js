// The scores, docked at the lower left of the shop's pages: the prompt stands
// at the lower right. Open, they lie below the text, or beside it where the
// page says so; on a narrow screen at the end of the page. While the dock is
// closed it asks the server for nothing.

import { element } from "../shop/element.js";
import { recall, remember } from "../shop/storage.js";
import { lang } from "../shop/words.js";
import { againButton } from "./again.js";
import { follow } from "./feed.js";
import { moment } from "./figures.js";
import { headline, strips, tag } from "./headline.js";
import { readKey } from "./key.js";
import { logo } from "./logo.js";
import { surveys } from "./surveys.js";
import { explain } from "./why.js";
import { words } from "./words.js";

/** Where there is room beside the text, pages that ask show it from the start. */
const ROOM = "(min-width: 1300px) and (min-height: 820px)";

/** Puts the dock before `foot`. */
export function dock(foot) {
  const key = readKey();
  const asks = document.body.hasAttribute("data-asks");
  const rows = element("div", { class: "rows" });
  const reasons = element("ul", { class: "why", hidden: true });
  const last = element("p", { class: "last", role: "status" });
  const box = element(
    "details",
    { class: `dock koe-figures ${document.body.dataset.asks === "beside" ? "at-side" : "at-foot"}`, open: recall("dock", asks && matchMedia(ROOM).matches) },
    element("summary", {}, logo(), words.scores),
    rows,
    element(
      "div",
      { class: "end" },
      element("div", { class: "told" }, last, reasons),
      element("p", { class: "actions" }, element("a", { href: "panel.html" }, key ? words.details : words.open_panel), asks && debugLink(), againButton()),
    ),
  );
  if (!key) rows.append(element("p", { class: "note" }, words.no_key));
  foot.before(element("aside", { "aria-label": words.scores }, box));
  if (asks) explain(reasons);

  let stop = null;
  const turn = () => {
    const wanted = box.open && key !== null;
    if (wanted === (stop !== null)) return;
    stop?.();
    stop = wanted ? follow(key, (state) => show(state, rows, last)) : null;
  };
  box.querySelector("summary").addEventListener("click", () => remember("dock", !box.open));
  box.addEventListener("toggle", turn);
  turn();
}

/** The same page with every decision of the loader laid open. */
function debugLink() {
  const address = new URL(location.href);
  address.searchParams.set("koe-debug", "");
  return element("a", { href: address.href, title: words.debug_why }, words.debug);
}

function show({ phase, answers, scores, at }, rows, last) {
  if (phase === "refused") return rows.replaceChildren(element("p", { class: "note" }, words.refused));
  if (scores.size > 0) rows.replaceChildren(...surveys.map((survey) => row(survey, scores.get(survey.id).body)));
  if (phase === "failed") last.textContent = at ? words.failed(moment(at, lang)) : words.failed_empty;
  else last.textContent = answers[0] ? `${words.last} ${moment(answers[0].received_at, lang, true)}` : "";
}

function row({ id, metric }, response) {
  return element(
    "section",
    {},
    element("h2", {}, metric.toUpperCase(), " ", element("span", {}, words.surveys[id].touchpoint), tag(response.result)),
    headline(metric, response, words.interval_short),
    strips(metric, response),
  );
}
