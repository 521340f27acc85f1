/**
 * Whether the page's policy lets WebAssembly run. There is no asking: it is tried with the smallest module, and to the end,
 * since WebKit compiles what it then refuses to run.
 */

let known: boolean | undefined;

export const able = (): boolean => {
  if (known == null)
    try {
      known = !!new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)));
    } catch {
      known = false;
    }
  return known;
};
