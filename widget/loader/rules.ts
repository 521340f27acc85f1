/** Touchpoints that come by themselves: the conditions of a `when`, one after the other. */

import { click } from "./rules/click";
import { exit } from "./rules/exit";
import { inView } from "./rules/in_view";
import { scroll } from "./rules/scroll";
import { visible } from "./rules/visible";
import type { PublicWhen } from "./wire";

/** Calls `met` when it holds, at once or later; aborting the signal undoes all it attached. */
export type Condition<T> = (given: T, met: () => void, signal: AbortSignal) => void;

/** What a `when` may hold. Its conditions are waited for in the order in which they stand there. */
const CONDITIONS = { dwell_ms: visible, scroll, in_view: inView, click, exit, delay_ms: visible };

export interface Wait {
  /** The condition that is waited for; none once the touchpoint has come. */
  next?: keyof typeof CONDITIONS | undefined;
  stop(): void;
}

/**
 * Calls `fire` once, when all conditions have come. Whether the page fits is for others to say.
 *
 * Throws at a selector that is none, before anything is attached.
 */
export const watch = (when: PublicWhen, fire: () => void): Wait => {
  for (const selector of [when.in_view, when.click]) if (selector) document.querySelector(selector);

  const steps = Object.entries(when) as [keyof typeof CONDITIONS, unknown][];
  let control: AbortController | undefined;
  const wait: Wait = { stop: () => control!.abort() };
  const step = (): void => {
    control?.abort();
    control = new AbortController();
    const [name, given] = steps.shift() || [];
    wait.next = name;
    if (name) (CONDITIONS[name] as Condition<unknown>)(given, step, control.signal);
    else fire();
  };
  step();
  return wait;
};
