/**
 * Browser storage, every access guarded: it may be forbidden, full, or missing altogether, and a host page must not
 * notice. Keys and meanings live in `clocks.ts` and in the sender's outbox.
 */

import { say } from "./say";

const guarded = <T>(access: () => T): T | undefined => {
  try {
    return access();
  } catch (error) {
    say(`storage: ${error}`);
  }
  return undefined;
};

/** The text under a key; undefined when there is none, or no storage. */
export const read = (key: string): string | undefined => guarded(() => localStorage[key]);

/** Whether the value is kept from now on. */
export const write = (key: string, value: string | number): true | undefined =>
  guarded(() => {
    localStorage[key] = value;
    return true;
  });

export const erase = (key: string): unknown => guarded(() => delete localStorage[key]);

/** Every key that starts so. */
export const keys = (prefix: string): string[] =>
  guarded(() => Object.keys(localStorage).filter((key) => key.startsWith(prefix))) || [];
