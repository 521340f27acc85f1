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

/** How much the page zooms an element. WebKit has no `currentCSSZoom`: there, the zooms of all ancestors are multiplied. */
const zoomIn = (element: Element | null): number =>
  element ? element.currentCSSZoom || (+getComputedStyle(element).zoom || 1) * zoomIn(element.parentElement) : 1;

/** Fits the panel inside `element`, of which all style is initial but what the visitor has set. */
export const fit = (panel: HTMLElement, element: HTMLElement): void => {
  const text = parseFloat(getComputedStyle(element).fontSize) / USUAL_TEXT;
  // A prompt over the page undoes the page's own zoom. An inline prompt is part of the page, and keeps it.
  const zoom = panel.matches(".floating") ? zoomIn(element.parentElement) : 1;
  // The document in a frame applies the size of text itself: here only the panel around it grows.
  const framed = panel.matches(".around");
  const set = (name: string, value: unknown, usual: unknown): void => {
    const { style } = panel;
    // A value that has not changed is not set again: the browser would compute all styles once more.
    if (`${value}` != (style.getPropertyValue(name) || usual)) style.setProperty(name, `${value}`);
  };
  set("--keyboard", `${keyboard()}px`, "0px");
  set("--text", framed ? 1 : text, "1");
  set("--zoom", (framed ? 1 : text) / zoom, "1");
  if (framed) set("--grow", text, "1");
};
