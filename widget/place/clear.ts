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

/** The modal element that the page has open. In a shadow root it is found from the focused element, which it contains. */
export const obstacle = (): Element | null | undefined => {
  let at: any = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  while (at && !(at.matches?.(MODAL) && isSeen(at))) at = at.assignedSlot || at.parentNode || at.host;
  return at || document.fullscreenElement || [...document.querySelectorAll(MODAL)].find(isSeen);
};

/**
 * Settles as soon as nothing is in the way. `inTheWay` is called whenever the page may have changed; nothing polls. When it
 * returns an element in a shadow root, that root is watched, too: its events do not reach the document.
 */
export const until = (inTheWay: () => Element | boolean | null | undefined, leaving?: () => boolean): Promise<void> =>
  new Promise((done) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const roots: Node[] = [];
    const watch = (root: Node): void => {
      if (roots.includes(root)) return;
      roots.push(root);
      changes.observe(root, { subtree: true, childList: true, attributeFilter: MARKS });
      for (const sign of SIGNS) root.addEventListener(sign, look, true);
    };
    const look = (): void => {
      clearTimeout(timer);
      const found = inTheWay();
      if (found) {
        if (found != true) watch(found.getRootNode());
        if (leaving?.()) timer = setTimeout(look, LEAVING);
        return;
      }
      changes.disconnect();
      for (const root of roots) for (const sign of SIGNS) root.removeEventListener(sign, look, true);
      done();
    };
    const changes = new MutationObserver(look);
    watch(document);
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
