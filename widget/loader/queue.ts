/**
 * `window.koe`, and the command queue: calls made before the loader arrived are made when it does, in their order; later
 * ones go straight through.
 */

import type { Ruling } from "./decide";
import type { Wait, Watch } from "./rules/condition";
import type { PublicConfig } from "./wire";

/** What stands in `window.koe` once the loader is there. */
export interface KoeApi {
  (call?: string, ...given: unknown[]): unknown;
  /** The newest configuration this page knows. */
  config: PublicConfig;
  /** Starts a rule that the configuration names; 0 where it names none. */
  watch: Watch | 0;
  /** The touchpoints that have come on this route. */
  come: string[];
  /** What is waited for on this route, by touchpoint. */
  waits: Record<string, Wait>;
  /** The decision on each survey if these touchpoints come. */
  judge(touchpoints: string[]): Ruling[];
  /** In the stub, a list of the calls made so far; in the loader, `push` makes a call. */
  q?: { push(call: Iterable<unknown>): unknown };
}

declare const window: { koe?: KoeApi };

/** The stub or the loader in `window.koe`, if one is there. An element with the id `koe` is found there, too, and is ignored. */
export const installed = (): Partial<KoeApi> => (typeof window.koe == "function" ? window.koe : {});

/** Takes `window.koe` over, with the calls made so far. A stub that the page has put aside keeps working: it pushes here. */
export const attach = (koe: KoeApi, calls: Iterable<any> = []): void => {
  window.koe = koe;
  koe.q = { push: (call) => koe(...(call as [string])) };
  for (const call of calls) koe(...(call as [string]));
};
