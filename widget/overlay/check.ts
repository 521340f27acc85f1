/**
 * The address of the owner's page that explains a check, with what was seen on this page. Nothing is sent: the owner opens
 * it, or does not.
 */

import type { Decision } from "../loader/decisions";
import type { KoeApi } from "../loader/queue";

/** Characters of the whole address. */
export const LONGEST = 3500;
/** Characters of the page's address. A longer one ends as a pattern that fits it. */
const LONGEST_PAGE = 400;

/**
 * What was seen, as the address carries it. Of records and texts only: an old library that gives lists a `toJSON` of its own
 * changes none of it.
 */
interface Seen {
  /** Unix milliseconds, by this device. */
  at: number;
  /** Origin and path of the page. */
  page: string;
  /** The path of the sender: changes with each release. */
  release: string;
  /** Bytes as they travelled, on every page and for a prompt; 0 where they did not, or where the browser does not tell. */
  every: number;
  shown: number;
  /** By touchpoint that has come, nothing. */
  come: Record<string, string>;
  /** By survey, the code of the decision and its detail. */
  decisions: Record<string, string>;
  /** How many touchpoints and decisions the address had no room for. */
  left: number;
}

/** `origin` is the deployment's. */
export const check = (origin: string, { config: { site, assets }, come }: KoeApi, decisions: Decision[]): string => {
  const page = location.origin + location.pathname;
  const loaded = performance.getEntriesByType("resource") as PerformanceResourceTiming[];
  // What was fetched twice is one file.
  const sizes = Object.fromEntries(loaded.map(({ name, encodedBodySize }) => [name.replace(`${origin}/`, ""), encodedBodySize]));
  const weight = (files: RegExp): number =>
    Object.keys(sizes).reduce((sum, file) => (files.test(file) ? sum + sizes[file]! : sum), 0);
  const seen: Seen = {
    at: Date.now(),
    page: page.slice(0, LONGEST_PAGE) + (page[LONGEST_PAGE] ? "*" : ""),
    release: assets.sender,
    // The loader, under either of its names, and its configuration; then texts, sender and prompt.
    every: weight(/^(s|a.koe)/),
    shown: weight(/^(t|a.[sp])/),
    come: {},
    decisions: {},
    left: 0,
  };
  // As it is: of all signs that Base64 has, none ends a value of a query. Who reads `+` as a space finds it all the same.
  const address = (): string => `${origin}/sites/${site}/check?seen=${btoa(JSON.stringify(seen))}`;
  const add = (to: Record<string, string>, name: string, said: string): void => {
    to[name] = said;
    if (address().length > LONGEST) {
      delete to[name];
      seen.left++;
    }
  };
  for (const name of new Set(come)) add(seen.come, name, "");
  for (const { survey, ...made } of decisions) add(seen.decisions, survey, Object.values(made).join(" "));
  return address();
};
