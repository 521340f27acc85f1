/**
 * A prompt's place in the host page, whether the page itself shows the prompt or a frame does. This is the only module that
 * puts anything into the page, and it undoes all of it: one `<koe-prompt>` element with a closed shadow root (open under
 * preview, so that accessibility checkers can look inside), constructable stylesheets, and listeners while a prompt is open.
 */

import { check } from "./clear";
import { fit } from "./fit";

/** The prompt's element, and its shadow root with these stylesheets. */
export const host = (sheets: CSSStyleSheet[], preview?: boolean): { element: HTMLElement; root: ShadowRoot } => {
  const element = document.createElement("koe-prompt");
  const root = element.attachShadow({ mode: preview ? "open" : "closed" });
  root.adoptedStyleSheets = sheets;
  return { element, root };
};

/** A stylesheet, which pages that forbid style attributes and markup allow. */
export const sheet = (css = ""): CSSStyleSheet => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  return sheet;
};

/** Whether the window is as narrow as a phone's: there is no room in its middle. */
export const narrow = (): boolean => matchMedia("(max-width:479.98px)").matches;

export interface Placing {
  element: HTMLElement;
  /** Stands in the element's shadow root. A dialog is modal; with `popover` it stands above everything that the page has. */
  panel: HTMLElement;
  /** Where the element belongs in the page as it is now; nothing where that has gone. */
  home(): Element | null;
  /** A dialog was opened: puts the focus where it belongs in it. */
  opened(): void;
  /** The panel was fitted anew. */
  fitted?(): void;
  /** The page has taken the element away for good, or nobody could use what stands in it. */
  gone(): void;
}

export interface Place {
  /** Puts the panel in front of whatever the page has. */
  raise(): void;
  /** Fits the panel to the window. */
  fit(): void;
  /** What had the focus before the prompt, to be given it back. */
  before: Element | null;
  /** Takes the element out of the page. The focus goes back to where it came from, if it was inside. */
  remove(): void;
}

/**
 * Puts the element into the page. If the page removes it, it is put back once, with all its content. `gone` is called if the
 * page removes it again, or removes the place it stood in or the whole document.
 */
export const place = ({ element, panel, home, opened, fitted, gone }: Placing): Place => {
  const page = document.documentElement;
  let raised = false;
  let returned = false;

  /** Raises the panel, unless it is raised or leaves already. */
  const lift = (): void => {
    if (!raised || panel.dataset["state"] == "dismissed") return;
    if (panel.matches("dialog:not(:modal)")) {
      panel.removeAttribute("open"); // a dialog that was removed from the page keeps `open`, but is not modal any more
      (panel as HTMLDialogElement).showModal();
      opened();
    } else if (panel.popover && !panel.matches(":popover-open")) panel.showPopover();
  };

  const enter = (): boolean => {
    const parent = document.documentElement == page && home();
    if (!parent) return false;
    parent.append(element);
    for (let at: Node | undefined = element; at; at = (at as ShadowRoot).host)
      changes.observe((at = at.getRootNode()), { childList: true, subtree: true });
    lift();
    placed.fit();
    return true;
  };

  const changes = new MutationObserver(() => {
    if (element.isConnected) lift(); // an element that was moved has left the top layer
    else if (returned || !(returned = enter())) gone();
  });

  const watch = (how: "addEventListener" | "removeEventListener"): void => {
    for (const event of ["resize", "scroll"]) visualViewport?.[how](event, placed.fit);
  };

  const placed: Place = {
    raise() {
      raised = true;
      lift();
      if (panel.matches(".floating")) check(panel, element, gone);
    },
    fit() {
      fit(panel, element);
      fitted?.();
    },
    before: document.activeElement,
    remove() {
      changes.disconnect();
      watch("removeEventListener");
      const inside = (element.getRootNode() as Document).activeElement == element;
      element.remove();
      // Without scrolling: the visitor keeps looking at the same part of the page.
      if (inside) (placed.before as HTMLElement | null)?.focus?.({ preventScroll: true });
    },
  };
  enter();
  watch("addEventListener");
  return placed;
};
