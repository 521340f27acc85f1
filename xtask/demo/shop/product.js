// The page of one good: `product.html?id=kyusu`. An unknown id shows the first.

import { add, arrival } from "./bag.js";
import { good, goods, picture, title } from "./catalogue.js";
import { element } from "./element.js";
import { shelf } from "./shelf.js";
import { here, price, span, words } from "./words.js";

const item = good(new URLSearchParams(location.search).get("id")) ?? goods[0];
const place = (part) => document.querySelector(`[data-part="${part}"]`);
let colour = "";
let count = 1;

for (const part of ["maker", "text", "repair"]) place(part).textContent = here(item[part]);
place("price").textContent = price(item.price);
place("arrival").textContent = span(arrival(new Date()));
shelf(place("beside"), item.beside.map(good));
name();
pictures();
colours();
stepper();

document.querySelector("#add-to-bag").addEventListener("click", () => {
  add(item.id, colour, count);
  place("said").replaceChildren(words.added(here(title(item, colour))), " ", element("a", { href: "bag.html" }, words.see_bag));
});

function name() {
  const text = here(title(item, colour));
  document.title = `${text} – ${words.company}`;
  place("name").textContent = text;
  place("crumb").textContent = text;
}

function pictures() {
  const large = element("img", { src: picture(item), alt: here(item.name), width: 800, height: 800 });
  place("large").append(large);
  const thumbs = item.views.map(([zoom, x, y], index) => {
    const look = `--zoom:${zoom};--x:${x}%;--y:${y}%`;
    const thumb = element(
      "button",
      { class: "stage", type: "button", "aria-pressed": String(index === 0), "aria-label": words.view(index + 1) },
      element("img", { src: picture(item), alt: "", style: look }),
    );
    thumb.addEventListener("click", () => {
      large.style = look;
      for (const other of thumbs) other.setAttribute("aria-pressed", String(other === thumb));
    });
    return thumb;
  });
  place("thumbs").append(...thumbs);
}

function colours() {
  const group = place("colours");
  group.hidden = !item.colours;
  if (!item.colours) return;
  const chosen = place("colour");
  const choose = (option) => {
    colour = option.id;
    chosen.textContent = here(option.name);
    name();
    for (const image of document.querySelectorAll(".good img")) image.src = picture(item, colour);
  };
  for (const option of item.colours) {
    place("swatches").append(
      element(
        "label",
        {},
        element("input", {
          type: "radio",
          name: "colour",
          checked: option.id === "",
          "aria-label": here(option.name),
          onchange: () => choose(option),
        }),
        element("span", { style: `--tint:${option.tint}`, title: here(option.name) }),
      ),
    );
  }
  choose(item.colours[0]);
}

function stepper() {
  const shown = place("count");
  const step = (by) => () => {
    count = Math.max(1, Math.min(9, count + by));
    shown.textContent = String(count);
  };
  place("stepper").setAttribute("aria-label", words.count);
  for (const [part, by, label] of [["fewer", -1, words.fewer], ["more", 1, words.more]]) {
    place(part).setAttribute("aria-label", label);
    place(part).addEventListener("click", step(by));
  }
}
