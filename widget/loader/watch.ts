/** Waits for the conditions of a `when`, one after the other. */

import type { Conditions, Undos, Wait, Watch } from "./rules/condition";

export const watch =
  (conditions: Partial<Conditions>): Watch =>
  (when, listen, fire) => {
    const undos: Undos = [];
    const clear = (from: number): void => undos.splice(from).forEach((undo) => undo());
    // The last condition is made first: an invalid selector (`in_view`, `click`) throws before `scroll` attaches a listener.
    const steps = (Object.entries(when) as [keyof Conditions, never][])
      .reverse()
      .map(([name, given]) => [name, conditions[name]!(given, undos, listen)] as const);
    const made = undos.length;
    const wait: Wait = { stop: () => clear(0) };
    const step = (): void => {
      clear(steps[0] ? made : 0);
      const [name, begin = fire] = steps.pop() || [];
      wait.next = name;
      begin(step);
    };
    step();
    return wait;
  };
