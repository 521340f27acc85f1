/** The command queue: calls made before the loader arrived are made now, in their order; later ones go straight through. */

export type Call = (name: string, ...rest: any[]) => unknown;

/** Takes `window.koe` over from the stub in the page. A stub that the page has put aside keeps working: it pushes here. */
export const take = <T extends Call>(koe: T): void => {
  const waiting: Iterable<Parameters<Call>> = (window as any).koe?.q || [];
  (window as any).koe = koe;
  (koe as any).q = { push: (call: Parameters<Call>) => koe(...call) };
  for (const call of waiting) koe(...call);
};
