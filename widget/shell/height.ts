/** The height of a panel: it follows from step to step, and the names at the ends of a scale may need a line more. */

/** Gives the name between the two ends a line of its own where the three do not fit into one. */
export const fitEnds = (panel: HTMLElement): void => {
  const ends = panel.querySelector(".ends");
  if (!ends) return;
  ends.removeAttribute("data-tight");
  if (ends.scrollWidth > ends.clientWidth) ends.setAttribute("data-tight", "");
};

/** Lets the panel's height follow from what it was, if it was any. A frame around it follows by itself. */
export const follow = (panel: HTMLElement, before: number): void => {
  const after = panel.offsetHeight;
  if (!before || Math.abs(before - after) < 1 || matchMedia("(prefers-reduced-motion:reduce)").matches) return;
  const timing = { duration: 180, easing: "cubic-bezier(.2,0,0,1)" };
  if (!panel.matches(".frame")) panel.animate({ height: [`${before}px`, `${after}px`] }, timing);
  // A body that is too high for a moment only must not show a scrollbar for it.
  panel.querySelector(".body")?.animate({ overflow: ["hidden", "hidden"] }, timing);
};
