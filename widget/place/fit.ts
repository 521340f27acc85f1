/**
 * Fits a panel to the window: to what the on-screen keyboard leaves of it, to the size of text the visitor has set, and to
 * how far the page is zoomed.
 */

/** The size of text that browsers begin with, in CSS pixels: all lengths in the look are meant for it. */
const USUAL_TEXT = 16;

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

/** How much the page zooms what is in an element. WebKit does not tell: there it is what all around it say. */
const zoomIn = (element: Element | null): number =>
  element ? element.currentCSSZoom || (+getComputedStyle(element).zoom || 1) * zoomIn(element.parentElement) : 1;

/** Fits the panel inside `element`, of which all style is initial but what the visitor has set. */
export const fit = (panel: HTMLElement, element: HTMLElement): void => {
  const text = parseFloat(getComputedStyle(element).fontSize) / USUAL_TEXT;
  // What the page zooms itself by is taken back over it. In the page the prompt is part of it.
  const zoom = panel.matches(".floating") ? zoomIn(element.parentElement) : 1;
  // A frame in the panel knows the size of text itself: there the panel only grows with it.
  const framed = panel.matches(".around");
  const set = (name: string, value: unknown, usual: unknown): void => {
    const { style } = panel;
    // What the stylesheet begins with is not set: all styles would be computed once more.
    if (`${value}` != (style.getPropertyValue(name) || usual)) style.setProperty(name, `${value}`);
  };
  set("--keyboard", `${keyboard()}px`, "0px");
  set("--text", framed ? 1 : text, "1");
  set("--zoom", (framed ? 1 : text) / zoom, "1");
  if (framed) set("--grow", text, "1");
};
