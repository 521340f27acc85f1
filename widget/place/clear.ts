/**
 * Whether a visitor could use a prompt that stands over the page. While the page has a modal dialog or a film on the whole
 * screen, the browser shows a popover above it and lets nobody touch it.
 */

/** Elements that close the rest of the page to its visitor. `:is` ignores a selector that the browser does not know. */
const MODAL = ":is(:modal,[aria-modal=true])";

/** Events at which such an element may have ended; a MutationObserver notices when it is removed or hidden. */
const SIGNS = ["visibilitychange", "fullscreenchange", "close", "focusin", "transitionend", "animationend"];
const MARKS = ["open", "aria-modal", "aria-hidden", "class", "style", "hidden"];

/** Milliseconds until a page that has begun to leave, but is still there, is checked again. */
const LEAVING = 1e4;

const isSeen = (element: Element): boolean =>
  !element.closest("[aria-hidden=true]") &&
  element.checkVisibility?.({ checkOpacity: true, checkVisibilityCSS: true }) != false;

/** Whether the page has a modal element open. In a shadow root it is found from the focused element, which it contains. */
export const obstructed = (): boolean => {
  let at: any = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  while (at && !(at.matches?.(MODAL) && isSeen(at))) at = at.assignedSlot || at.parentNode || at.host;
  return !!(at || document.fullscreenElement) || [...document.querySelectorAll(MODAL)].some(isSeen);
};

/** Settles as soon as `holds` returns true; it is called whenever the page may have changed. Nothing polls. */
export const until = (holds: () => boolean, leaving?: () => boolean): Promise<void> =>
  new Promise((done) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const watch = (how: "addEventListener" | "removeEventListener"): void => {
      for (const sign of SIGNS) document[how](sign, look, true);
    };
    const look = (): void => {
      clearTimeout(timer);
      if (holds()) {
        changes.disconnect();
        watch("removeEventListener");
        done();
      } else if (leaving?.()) timer = setTimeout(look, LEAVING);
    };
    const changes = new MutationObserver(look);
    changes.observe(document, { subtree: true, childList: true, attributeFilter: MARKS });
    watch("addEventListener");
    look();
  });

/** Whether a tap in the middle of the panel would meet the prompt. */
export const reachable = (panel: Element, element: Element): boolean => {
  const { left, top, width, height } = panel.getBoundingClientRect();
  return (element.getRootNode() as Document).elementFromPoint(left + width / 2, top + height / 2) == element;
};

/** Calls `fail` if the panel, once it has come to rest, can't be reached. */
export const check = (panel: Element, element: Element, fail: () => void): void => {
  const still = panel.getAnimations().map(({ finished }) => finished);
  // A cancelled animation means that the panel is already leaving.
  Promise.all(still).then(
    () => reachable(panel, element) || fail(),
    () => {},
  );
};
