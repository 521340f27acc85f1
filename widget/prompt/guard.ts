/**
 * A module that breaks must not be an error of the page, which the owner's error tracking would report. Whatever the
 * browser calls in it (listeners, timers, promises) is one of its exports, so these are what is guarded.
 */

/** What the exports of a broken module return: the glue reads it as no error, or as the number 0. */
const NOTHING: never[] = [];

/** Wraps the exports so that none throws. `broke` gets the first error; after it, no export does anything. */
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
