// On every page: fills the header and the footer and docks the scores.

import { dock } from "../panel/dock.js";
import { pieces } from "./bag.js";
import { element, icon } from "./element.js";
import { lang, words } from "./words.js";

const BAG = "M5 7h10l.9 10H4.1L5 7Zm2.5 2V6a2.5 2.5 0 0 1 5 0v3";
const LINES = "M3 7.5h14M3 12.5h14";

const PAGES = [
  ["index.html", words.goods],
  ["reading.html", words.reading],
  ["support.html", words.care],
];

// Fields are filled in with an example; an English page has an English one.
if (lang === "en") for (const field of document.querySelectorAll("[data-en]")) field.value = field.dataset.en;

header(document.querySelector("header.top"));
footer(document.querySelector("footer.foot"));
dock(document.querySelector("footer.foot"));

function header(top) {
  const links = () =>
    PAGES.map(([address, name]) =>
      element("a", { href: address, "aria-current": top.dataset.here === address ? "page" : null }, name),
    );
  const menu = element("nav", { id: "menu", class: "menu", hidden: true, "aria-label": words.menu }, links(), switches());
  const opener = element(
    "button",
    { class: "plain opener", type: "button", "aria-expanded": "false", "aria-controls": "menu", "aria-label": words.menu },
    icon(LINES),
  );
  const show = (open) => {
    menu.hidden = !open;
    opener.setAttribute("aria-expanded", String(open));
  };
  opener.addEventListener("click", () => show(menu.hidden));
  top.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || menu.hidden) return;
    show(false);
    opener.focus();
  });
  top.append(
    element("a", { class: "skip", href: "#text" }, words.skip),
    opener,
    element("a", { class: "brand", href: "index.html", "aria-label": words.home }, ...brand()),
    element("nav", { class: "links", "aria-label": words.menu }, links()),
    element("div", { class: "tools" }, switches(), bag()),
    menu,
  );
}

function brand() {
  return lang === "ja"
    ? [element("span", { class: "name" }, "こかげ道具店"), element("span", { class: "roman", lang: "en" }, "KOKAGE")]
    : [element("span", { class: "name" }, "Kokage"), element("span", { class: "roman", lang: "ja" }, "こかげ道具店")];
}

/** The same address in the other language; the page is loaded anew, so that the prompt follows. */
function switches() {
  const link = (code, name) => {
    const address = new URL(location.href);
    address.searchParams.set("lang", code);
    return element("a", { href: address.href, lang: code, hreflang: code, "aria-current": code === lang ? "true" : null }, name);
  };
  return element("span", { class: "languages", role: "group", "aria-label": words.language }, link("ja", "日本語"), link("en", "English"));
}

function bag() {
  const number = element("span", { class: "number", "aria-hidden": "true" });
  const link = element("a", { class: "bag", href: "bag.html" }, icon(BAG), number);
  const count = () => {
    const held = pieces();
    number.textContent = String(held);
    number.hidden = held === 0;
    link.setAttribute("aria-label", words.bag_of(held));
  };
  window.addEventListener("kokage:bag", count);
  count();
  return link;
}

function footer(foot) {
  foot.append(
    element("p", { class: "name" }, words.company),
    element("p", {}, words.place),
    element("p", {}, words.demo, " ", element("a", { href: "panel.html" }, words.scores)),
  );
}
