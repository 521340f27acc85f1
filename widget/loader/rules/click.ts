/** A click on an element, or inside it; also on one that is added later, and in an open shadow root. */

export const click = (selector: string, met: (element: HTMLElement) => void, signal?: AbortSignal): void =>
  addEventListener(
    "click",
    (event) => {
      const clicked = (event.composedPath() as HTMLElement[]).find((node) => node.matches?.(selector));
      if (clicked) met(clicked);
    },
    { signal: signal!, capture: true },
  );
