/**
 * A prompt counts as shown once half of its panel has been in sight for a second, on a page that is visible and not leaving.
 * Advertising counts a view in the same way.
 */

/** Milliseconds for which it must be in sight. */
const GLANCE = 1e3;

/**
 * Calls `met` once, after that second, if `holds` returns true; if it returns false, the second begins again. Returns a function
 * that ends the watch.
 */
export const sight = (panel: Element, holds: () => boolean, met: () => void): (() => void) => {
  let visible = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const turn = (): void => {
    clearTimeout(timer);
    if (visible && !document.hidden) timer = setTimeout(look, GLANCE);
  };
  const look = (): void => {
    if (!holds()) return turn();
    end();
    met();
  };
  const watch = new IntersectionObserver(
    (entries) => {
      const { intersectionRatio: share, intersectionRect: part } = entries[entries.length - 1]!;
      visible = share >= 0.5 || part.height * 2 >= innerHeight; // a panel higher than the window has to fill half of it
      turn();
    },
    { threshold: [0.1, 0.2, 0.3, 0.4, 0.5] },
  );
  const end = (): void => {
    clearTimeout(timer);
    watch.disconnect();
    document.removeEventListener("visibilitychange", turn);
  };
  document.addEventListener("visibilitychange", turn);
  watch.observe(panel);
  return end;
};
