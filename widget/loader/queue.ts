/**
 * `window.koe`, and the command queue: calls made before the loader arrived are made when it does, in their order; later
 * ones go straight through.
 */

import type { Ruling } from "./decide";
import type { Wait, Watch } from "./rules";
import type { PublicConfig } from "./wire";

/** What stands in `window.koe` once the loader is there. */
export interface Owner {
  (call?: string, ...given: unknown[]): unknown;
  /** The newest configuration this page knows. */
  config: PublicConfig;
  /** Waits for the rules that it names; nothing where it names none. */
  watch: Watch | 0;
  /** The touchpoints that have come on this route. */
  come: string[];
  /** What is waited for on this route, by touchpoint. */
  waits: Record<string, Wait>;
  /** What is decided if these come. */
  judge(touchpoints: string[]): Ruling[];
  q?: { push(call: Iterable<unknown>): unknown };
}

/** The page's stub, whose `q` holds the calls made so far. */
interface Stub {
  config?: undefined;
  q?: Iterable<[string, ...unknown[]]>;
}

declare const window: { koe?: Owner | Stub };

/** The loader that owns this page already. */
export const owner = (): Owner | undefined => (window.koe?.config ? window.koe : undefined);

/** Takes `window.koe` over from the stub. One that the page has put aside keeps working: it pushes here. */
export const take = (koe: Owner): void => {
  const calls = (window.koe as Stub | undefined)?.q || [];
  window.koe = koe;
  koe.q = { push: (call) => koe(...(call as [string])) };
  for (const call of calls) koe(...call);
};
