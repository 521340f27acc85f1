// A shop as a single page in Vue: three routes, each a component, with the history as its router.
// Drawn by functions: templates would be compiled by `eval` in the page.
import { createApp, h, ref } from "vue";

const path = ref(location.pathname);
addEventListener("popstate", () => (path.value = location.pathname));
const go = (to) => {
  history.pushState(null, "", to);
  path.value = to;
};

const Shop = () => [
  h("h1", "Kokage"),
  h("p", ["A page with ", h("em", "a style"), " of its own."]),
  h("form", h("input", { id: "search", placeholder: "Search" })),
  h("div", h("p", "The end of the page.")),
];

const Thanks = () => h("h1", "Thank you");

/** Drawn anew with every tick, around the place of an inline prompt. */
const Desk = {
  setup() {
    const ticks = ref(0);
    return () =>
      h("section", { "data-ticks": ticks.value }, [
        h("button", { id: "tick", type: "button", onClick: () => ticks.value++ }, `${ticks.value} ticks`),
        h("div", { class: "place", "data-koe-inline": "visit-csat" }),
        h("p", ticks.value % 2 ? "odd" : "even"),
      ]);
  },
};

const ROUTES = { "/thanks": Thanks, "/desk": Desk };

const link = (id, to) =>
  h("a", { id, href: to, onClick: (event) => (event.preventDefault(), go(to)) }, to);

const App = () =>
  h("main", [
    h("nav", [link("home", "/"), " ", link("thanks", "/thanks"), " ", link("desk", "/desk")]),
    h(ROUTES[path.value] ?? Shop),
  ]);

createApp(App).mount("#app");
