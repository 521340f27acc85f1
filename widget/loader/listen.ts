/** Adds a listener in the capture phase, before the page's elements get the event; returns a function that removes it. */
export const listen = <E extends Event>(target: EventTarget, name: string, hear: (event: E) => unknown): (() => void) => {
  target.addEventListener(name, hear as EventListener, true);
  return () => target.removeEventListener(name, hear as EventListener, true);
};
