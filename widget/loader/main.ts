/**
 * The loader: on every page of a site, and on most page views all there is. It keeps the draw and the clocks, decides
 * whether a moment may prompt, and fetches the sender when it does, or when an answer waits to be sent.
 *
 * No wording, no dependency, nothing global but `window.koe`. The edge puts the site's configuration in the place of
 * the one free name below.
 */

import { own } from "./page";
import { say } from "./say";
import type { PublicConfig } from "./wire";

declare const __KOE__: PublicConfig;

try {
  own(__KOE__, document.currentScript as HTMLScriptElement | null, (url) => import(url));
} catch (error) {
  say(error);
}
