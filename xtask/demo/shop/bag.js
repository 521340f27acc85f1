// The bag and the last order. Both live in this browser only.

import { good } from "./catalogue.js";
import { recall, remember } from "./storage.js";

/** Delivery is free from here on; below, it costs `DELIVERY`. In yen. */
const FREE_FROM = 5500;
const DELIVERY = 660;
const MOST_OF_ONE = 9;

/** What stands on the thank-you page when nobody has ordered yet. */
const EXAMPLE = [
  { id: "kyusu", colour: "", count: 1 },
  { id: "yunomi-kohiki", colour: "", count: 2 },
];

/** Lines `{ id, colour, count }` whose goods the shop still sells. */
export const lines = () => recall("bag", []).filter((line) => good(line.id));

/** How many pieces are in the bag. */
export const pieces = (bag = lines()) => bag.reduce((sum, line) => sum + line.count, 0);

/** Adds to the bag; the same good in the same colour is one line. */
export function add(id, colour, count) {
  const bag = lines();
  const same = bag.find((line) => line.id === id && line.colour === colour);
  if (same) same.count = Math.min(MOST_OF_ONE, same.count + count);
  else bag.push({ id, colour, count });
  keep(bag);
}

/** Takes a whole line out of the bag. */
export function remove(index) {
  keep(lines().filter((_, position) => position !== index));
}

/** `{ goods, delivery, total }` in yen, tax included. */
export function sums(bag) {
  const subtotal = bag.reduce((sum, line) => sum + good(line.id).price * line.count, 0);
  const delivery = subtotal === 0 || subtotal >= FREE_FROM ? 0 : DELIVERY;
  return { goods: subtotal, delivery, total: subtotal + delivery };
}

/** Turns the bag into the last order and empties it. */
export function order(plan, now = new Date()) {
  remember("order", { number: orderNumber(now), at: now.toISOString(), plan, lines: lines() });
  keep([]);
}

/** The last order, or an example of one, so that the page always stands. */
export function lastOrder(now = new Date()) {
  const example = { number: orderNumber(now), at: now.toISOString(), plan: "guest", lines: EXAMPLE };
  const kept = recall("order", example);
  const sold = kept.lines.filter((line) => good(line.id));
  return sold.length > 0 ? { ...kept, lines: sold } : example;
}

/** The days on which an order placed then will arrive. */
export function arrival(ordered) {
  const after = (days) => new Date(ordered.getFullYear(), ordered.getMonth(), ordered.getDate() + days);
  return [after(3), after(5)];
}

/** K-20261122-1418: the day, then hour and minute. */
function orderNumber(now) {
  const two = (number) => String(number).padStart(2, "0");
  const date = `${now.getFullYear()}${two(now.getMonth() + 1)}${two(now.getDate())}`;
  return `K-${date}-${two(now.getHours())}${two(now.getMinutes())}`;
}

function keep(bag) {
  remember("bag", bag);
  window.dispatchEvent(new Event("kokage:bag"));
}
