/** Listens in the capture phase, so that nothing on the page keeps it from hearing; what it gives takes the listener off. */
export const listen = <E extends Event>(target: EventTarget, name: string, hear: (event: E) => unknown): (() => void) => {
  target.addEventListener(name, hear as EventListener, true);
  return () => target.removeEventListener(name, hear as EventListener, true);
};
