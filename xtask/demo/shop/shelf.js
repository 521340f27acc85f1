// Goods side by side: the whole shelf, or what goes with one of them.

import { goods, picture } from "./catalogue.js";
import { element } from "./element.js";
import { here, price } from "./words.js";

/** Fills a list with cards; the drawings are decoration beside their names. */
export function shelf(list, items) {
  list.replaceChildren(
    ...items.map((item) =>
      element(
        "li",
        {},
        element(
          "a",
          { href: `product.html?id=${item.id}` },
          element("span", { class: "stage" }, element("img", { src: picture(item), alt: "", width: 400, height: 400 })),
          element("span", { class: "name phrase" }, here(item.name)),
          element("span", { class: "cost" }, price(item.price)),
        ),
      ),
    ),
  );
}

const whole = document.querySelector("[data-shelf]");
if (whole) shelf(whole, goods);
