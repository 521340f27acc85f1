// The card that lists an order: beside the checkout, and on the thank-you page.

import { sums } from "./bag.js";
import { good, picture, title } from "./catalogue.js";
import { element } from "./element.js";
import { here, price, words } from "./words.js";

/** Fills `list` and `totals`; with `onremove`, each line can be taken out. */
export function showOrder(list, totals, lines, onremove) {
  list.replaceChildren(...lines.map((line, index) => row(line, onremove && (() => onremove(index)))));
  const { goods, delivery, total } = sums(lines);
  const sum = (name, amount) => element("div", {}, element("dt", {}, name), element("dd", {}, price(amount)));
  totals.replaceChildren(sum(words.goods_sum, goods), sum(words.shipping, delivery), sum(words.total, total));
}

function row({ id, colour, count }, onremove) {
  const item = good(id);
  const name = here(title(item, colour));
  return element(
    "li",
    {},
    element("span", { class: "stage" }, element("img", { src: picture(item, colour), alt: "", width: 72, height: 72 })),
    element(
      "div",
      {},
      element("p", { class: "name phrase" }, name),
      element("p", { class: "quiet" }, words.pieces(count)),
      onremove &&
        element(
          "button",
          { class: "link-button", type: "button", "aria-label": words.remove_name(name), onclick: onremove },
          words.remove,
        ),
    ),
    element("span", { class: "cost" }, price(item.price * count)),
  );
}
