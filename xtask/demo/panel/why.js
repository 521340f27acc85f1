// Why a prompt stands on this page, or does not: `koe('why')` in words, for
// the touchpoints that have come.

import { element } from "../shop/element.js";
import { lang } from "../shop/words.js";
import { date } from "./figures.js";
import { surveys } from "./surveys.js";
import { words } from "./words.js";

/** What can change a decision: the page is complete, a form was sent, a prompt came, went or was answered. */
const CHANGES = ["load", "submit", "koe:prompted", "koe:answered", "koe:dismissed"];

/** Keeps `list` in step with what the loader decides. */
export function explain(list) {
  const show = (decisions) => {
    const told = decisions.filter(({ decision }) => decision !== "wrong_touchpoint" && words.why[decision]);
    list.replaceChildren(...told.map(line));
    list.hidden = told.length === 0;
  };
  const ask = () => window.koe("why", show);
  for (const change of CHANGES) addEventListener(change, () => setTimeout(ask));
}

function line({ survey, decision, until, recontact_at }) {
  const end = until ?? recontact_at;
  const metric = surveys.find(({ id }) => id === survey)?.metric.toUpperCase() ?? survey;
  return element(
    "li",
    {},
    element("b", {}, metric),
    " ",
    words.why[decision](end && date(end, lang)),
    " ",
    element("code", {}, decision),
  );
}
