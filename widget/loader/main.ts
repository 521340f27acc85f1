/**
 * The loader: on every page of a site, and on most page views all there is. It keeps the draw and the clocks, decides
 * whether a moment may prompt, and fetches the sender when it does, or when an answer waits to be sent.
 *
 * No wording, no dependency, nothing global but `window.koe`. The edge puts the site's configuration, and the rules that
 * it names, in the place of the two free names below.
 */

import { install } from "./page";
import type { Watch } from "./rules/condition";
import { say } from "./say";
import type { PublicConfig } from "./wire";

declare const __KOE__: PublicConfig;
declare const __WATCH__: Watch | 0;

const load = (url: string): Promise<unknown> => import(url);

try {
  // When `import` evaluates this script again, there is no tag: `own` then hands the newer configuration over.
  const src = (document.currentScript as HTMLScriptElement | null)?.src;
  install(__KOE__, __WATCH__, src && { src, load, renew: () => fetch(src, { cache: "reload" }).then(() => load(src)) });
} catch (error) {
  say(`broken: ${error}`);
}
