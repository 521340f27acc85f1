// The thank-you page: shows the order, and says that the moment has come.

import { arrival, lastOrder } from "./bag.js";
import { showOrder } from "./order.js";
import { span, weekday } from "./words.js";

const order = lastOrder();
document.querySelector("[data-part=number]").textContent = order.number;
document.querySelector("[data-part=arrival]").textContent = span(arrival(new Date(order.at)), weekday);
showOrder(document.querySelector(".lines"), document.querySelector(".sums"), order.lines);

window.koe("touchpoint", "post-purchase", { segments: { plan: order.plan } });
