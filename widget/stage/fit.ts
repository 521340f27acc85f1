/**
 * Fits a panel to the window: to what the on-screen keyboard leaves of it, to the size of text the visitor has set, and to
 * how far the page is zoomed.
 */

/** The size of text that browsers begin with, in CSS pixels: all lengths in the look are meant for it. */
const USUAL_TEXT = 16;

/** What the stylesheet begins with and most windows need. Setting it would have all styles computed once more. */
const USUAL = "--keyboard:0px;--text:1;--zoom:1";

/**
 * How much of the window the on-screen keyboard hides: it shrinks the visual viewport but not the window. A zoomed page
 * shows less of itself, too, and so does one with a scrollbar at its foot.
 */
const keyboard = (): number => {
  if (!visualViewport) return 0;
  const { height, offsetTop, scale } = visualViewport;
  const hidden = innerHeight - height - offsetTop;
  return Math.abs(scale - 1) < 0.01 && hidden > 60 ? hidden : 0;
};

/** Gives the name between the two ends a line of its own where the three do not fit into one. */
const fitEnds = (panel: HTMLElement): void => {
  const ends = panel.querySelector(".ends");
  if (!ends) return;
  ends.removeAttribute("data-tight");
  if (ends.scrollWidth > ends.clientWidth) ends.setAttribute("data-tight", "");
};

/** How much the page zooms what is in an element. WebKit does not tell: there it is what all around it say. */
const zoomIn = (element: Element | null): number =>
  element ? element.currentCSSZoom || (+getComputedStyle(element).zoom || 1) * zoomIn(element.parentElement) : 1;

/** Fits the panel inside `element`, of which all style is initial but what the visitor has set. */
export const fit = (panel: HTMLElement, element: HTMLElement): void => {
  const text = parseFloat(getComputedStyle(element).fontSize) / USUAL_TEXT;
  // What the page zooms itself by is taken back over it. In the page the prompt is part of it.
  const zoom = panel.matches(".floating") ? zoomIn(element.parentElement) : 1;
  const set = `--keyboard:${keyboard()}px;--text:${text};--zoom:${text / zoom}`;
  if (set != USUAL || panel.style.length) panel.style.cssText = set;
  fitEnds(panel);
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
