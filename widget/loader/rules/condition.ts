/** What a condition of a touchpoint is: a function that attaches, and calls back when it holds. */

import type { listen } from "../listen";
import type { PublicWhen } from "../wire";

export type Listen = typeof listen;

/** Functions that remove the listeners and observers of conditions. */
export type Undos = (() => unknown)[];

/**
 * Called when its touchpoint begins to wait; throws where the condition can't hold, such as at an invalid selector. What this
 * call attaches stays until the touchpoint has come. The function that it returns is called at the condition's turn, and calls
 * `met` when the condition holds, at once or later.
 *
 * Its code stands alone in a site's script: it uses nothing but the browser and its arguments.
 */
export type Condition<T> = (given: T, undos: Undos, listen: Listen) => (met: () => void) => unknown;

/** The conditions that a script has the code of. */
export type Conditions = { [Name in keyof PublicWhen]-?: Condition<NonNullable<PublicWhen[Name]>> };

/** A touchpoint that is waited for. */
export interface Wait {
  /** The condition that is waited for; none once the touchpoint has come. */
  next?: keyof PublicWhen | undefined;
  stop(): void;
}

/**
 * Calls `fire` once, when all conditions have been met. It does not check the page's address: the loader does.
 *
 * Throws at an invalid selector, and where a condition is missing from the script or from the browser; then nothing stays
 * attached.
 */
export type Watch = (when: PublicWhen, listen: Listen, fire: () => void) => Wait;
