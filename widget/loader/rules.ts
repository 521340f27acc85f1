/**
 * Touchpoints that come by themselves. The script of a site has the code of those conditions that its document names, and
 * none of this where it names none; a pinned loader has all.
 */

import type { listen } from "./listen";
import { click } from "./rules/click";
import { exit } from "./rules/exit";
import { inView } from "./rules/in_view";
import { scroll } from "./rules/scroll";
import { visible } from "./rules/visible";
import type { PublicWhen } from "./wire";

export type Listen = typeof listen;

/** What undoes all that a condition has attached, once its time is over. */
export type Undos = (() => unknown)[];

/**
 * Is made when its touchpoint begins to wait, and throws where the page can't have it; what that attached stays until the
 * touchpoint has come. What it gives is called at the condition's turn, and calls `met` when it holds, at once or later.
 *
 * Its code stands alone in a site's script: it uses nothing but the browser and what it is given.
 */
export type Condition<T> = (given: T, undos: Undos, listen: Listen) => (met: () => void) => unknown;

/** The conditions that a script has the code of. */
export type Conditions = { [Name in keyof PublicWhen]-?: Condition<NonNullable<PublicWhen[Name]>> };

/** What a `when` may hold. Its conditions are waited for in the order in which they stand there. */
export const CONDITIONS: Conditions = { dwell_ms: visible, scroll, in_view: inView, click, exit, delay_ms: visible };

/** A touchpoint that is waited for. */
export interface Wait {
  /** The condition that is waited for; none once the touchpoint has come. */
  next?: keyof PublicWhen | undefined;
  stop(): void;
}

/**
 * Calls `fire` once, when all conditions have come. Whether the page fits is for others to say.
 *
 * Throws at a selector that is none, and where a condition is missing from the script or from the browser; then nothing
 * stays attached.
 */
export type Watch = (when: PublicWhen, listen: Listen, fire: () => void) => Wait;
