// The bag and the checkout on one page. Ordering leads to the thank-you page,
// where the touchpoint is.

import { lines, order, remove } from "./bag.js";
import { showOrder } from "./order.js";

const form = document.querySelector("#checkout");
const full = document.querySelector("[data-part=full]");
const empty = document.querySelector("[data-part=empty]");

form.addEventListener("submit", (event) => {
  event.preventDefault();
  order(new FormData(form).has("member") ? "member" : "guest");
  location.assign("thanks.html");
});
show();

function show() {
  const bag = lines();
  full.hidden = bag.length === 0;
  empty.hidden = bag.length > 0;
  showOrder(document.querySelector(".lines"), document.querySelector(".sums"), bag, (index) => {
    remove(index);
    show();
    (document.querySelector(".lines button") ?? empty.querySelector("a")).focus();
  });
}
