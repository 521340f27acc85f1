/**
 * The frame's place in the host page. Only this module touches the page on its behalf, and it undoes all of it.
 *
 * It uses what the strictest policy allows: a constructable stylesheet and properties set one by one, no markup.
 */

import css from "./look.css";
import type { Look } from "./messages";

export interface Placed {
  /** The window in the frame. */
  window(): Window | null;
  /** Puts the frame where its prompt belongs. It is seen from its first height on. */
  dress(look: Look): void;
  resize(height: number): void;
  /** Takes it out of the page. The focus goes back to where it came from, if it was inside. */
  remove(): void;
}

/** A frame that nobody sees, until it is removed. */
export const unseen = (address: string): HTMLIFrameElement => {
  const frame = document.createElement("iframe");
  frame.hidden = true;
  frame.src = address;
  document.documentElement.append(frame);
  return frame;
};

/** The window is as narrow as a phone's: there a modal is a sheet, too. */
const narrow = (): boolean => matchMedia("(max-width:479.98px)").matches;

/** Puts the frame into the page, unseen. `dismissed` is called when a modal is closed from outside the frame. */
export const place = (address: string, slot: Element | null, placement: string, dismissed: () => void): Placed => {
  const before = document.activeElement as HTMLElement | null;
  const modal = placement == "modal" && !slot && !narrow();
  const host = document.createElement("koe-prompt");
  const root = host.attachShadow({ mode: "closed" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [sheet];
  const panel = document.createElement(modal ? "dialog" : "div");
  const frame = document.createElement("iframe");
  frame.src = address;
  panel.className = "panel";
  panel.append(frame);
  root.append(panel);
  (slot || document.documentElement).append(host);

  panel.addEventListener("cancel", (event) => {
    event.preventDefault();
    dismissed();
  });

  // The on-screen keyboard shrinks the visual viewport but not the window.
  const viewport = visualViewport;
  const rise = () => {
    const hidden = viewport ? Math.max(0, innerHeight - viewport.height - viewport.offsetTop) : 0;
    panel.style.setProperty("--keyboard", `${hidden}px`);
  };
  const follow = (listen: "addEventListener" | "removeEventListener") => {
    for (const event of ["resize", "scroll"]) viewport?.[listen](event, rise);
  };
  follow("addEventListener");

  return {
    window: () => frame.contentWindow,
    dress({ scheme, radius, position, dir, wide, label }) {
      const where = slot ? ["inline"] : modal ? ["floating", "modal"] : ["floating", "popover", position];
      panel.classList.add(scheme, ...where);
      if (wide && !modal) panel.classList.add("wide");
      panel.style.setProperty("--r", `${+radius}px`);
      panel.dir = dir;
      frame.title = label;
      // Above everything the page has, and out of reach of what moves its root.
      if (!slot && !modal) panel.popover = "manual";
    },
    resize(height) {
      const edge = panel.offsetHeight - panel.clientHeight;
      panel.style.height = `${Math.ceil(+height) + edge}px`;
      if (panel.classList.contains("on")) return;
      panel.classList.add("on");
      if (modal) {
        (panel as HTMLDialogElement).showModal();
        frame.focus();
      } else if (panel.popover) panel.showPopover?.();
    },
    remove() {
      follow("removeEventListener");
      const inside = document.activeElement == host;
      host.remove();
      if (inside) before?.focus?.({ preventScroll: true });
    },
  };
};
