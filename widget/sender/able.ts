/**
 * Whether the page's policy lets WebAssembly run. No API tells, so the smallest module is compiled and instantiated: WebKit
 * compiles a module that it then refuses to run.
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
