/** Navigation inside a page: the Navigation API where there is one, else the history's own calls. Nothing polls. */

import { listen } from "./listen";

/** What patterns are held against. */
export const address = (): string => location.pathname + location.search + location.hash;

/** The part of an address that makes it another page: the path, and the fragment of routers that keep theirs in it. */
export const route = (): string => location.pathname + (/^#[/!].*/.exec(location.hash) || "");

/** Calls `moved` after each change of the address. It must not throw: it runs inside the page's own calls. */
export const follow = (moved: () => void): unknown => {
  const { navigation } = window as { navigation?: EventTarget };
  if (navigation) return listen(navigation, "currententrychange", moved);
  for (const name of ["pushState", "replaceState"] as const) {
    const own = history[name];
    history[name] = (...given) => {
      own.apply(history, given);
      moved();
    };
  }
  return listen(window, "popstate", moved); // fragments, too
};
