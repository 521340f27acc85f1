/**
 * A module that breaks must not be an error of the page, which the owner's error tracking would report. Whatever the
 * browser calls in it (listeners, timers, promises) is one of its exports, so these are what is guarded.
 */

/** What a broken module returns: no error where one is looked for, 0 where a number is. */
const NOTHING: never[] = [];

/** The exports, of which nothing throws. After the first that would have, `broke` was called and none does anything more. */
export const guard = (exports: WebAssembly.Exports, broke: (error: unknown) => void): WebAssembly.Exports => {
  let broken = false;
  const guarded: WebAssembly.Exports = {};
  for (const name of Object.keys(exports)) {
    const own = exports[name]!;
    guarded[name] =
      typeof own != "function"
        ? own
        : (...given: unknown[]) => {
            if (broken) return NOTHING;
            try {
              return own(...given);
            } catch (error) {
              broken = true;
              broke(error);
              return NOTHING;
            }
          };
  }
  return guarded;
};
