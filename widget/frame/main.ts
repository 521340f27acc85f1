/**
 * The page's side of the frame. Where the page's policy forbids WebAssembly, or requests to Koe, the hosted page shows the
 * prompt in a frame of Koe's origin, to which that policy does not apply. The frame renders, sends, and keeps unsent
 * answers; the loader on the page keeps draw and clocks. `../sender/show.ts` loads this file when it is needed.
 */

import type { Order } from "../loader/order";
import { host, narrow, place, sheet } from "../place/place";
import type { tools } from "../sender/framed";
import type { MountPrompt } from "../sender/contract";
import css from "./look.css";
import type { FromFrame, FromPage, Look } from "./messages";

export { quiet } from "../place/quiet";

/** How long a frame may take to be ready. One that a policy refuses never is. */
const PATIENCE = 1e4;

/** Makes a frame with the hosted page of a survey. `hear` gets the frame's messages until `forget` is called. */
const open = (
  origin: string,
  site: string,
  survey: string,
  more: string,
  hear: (data: FromFrame) => void,
): [frame: HTMLIFrameElement, forget: () => void] => {
  const frame = document.createElement("iframe");
  frame.src = `${origin}/p/${site}/${survey}?frame=1&origin=${encodeURIComponent(self.origin)}&${more}`;
  const listen = ({ origin: sender, source, data }: MessageEvent<FromFrame>): void => {
    if (sender == origin && source && source == frame.contentWindow) hear(data);
  };
  addEventListener("message", listen);
  return [frame, () => removeEventListener("message", listen)];
};

/** A prompt in a frame: in `slot`, or over the page. */
export const frame = (
  { origin, config, survey, touchpoint, segments, person, forced, preview, tell: emit }: Order,
  slot: Element | null,
  home: () => Element | null,
  lang: string,
  ...[unmark, mark, say, text]: typeof tools
): MountPrompt => (gone) => {
  /** The key under which the frame keeps its draft: when the page moves the frame, the browser loads it again. */
  const id = `${Math.random()}`;
  const { site } = config;
  let shown = false;
  let answered = false;
  let ended = false;

  const end = (): void => {
    if (ended) return;
    ended = true;
    clearTimeout(timer);
    forget();
    placed.remove();
    gone();
  };

  /** Dresses the panel around the frame as its prompt, and tells the frame what to show. */
  const begin = ({ scheme, radius, position, dir, wide, label }: Look): void => {
    clearTimeout(timer);
    const where = slot ? "inline" : modal ? "floating modal" : `floating popover ${position}${wide ? " wide" : ""}`;
    panel.className += ` ${where}`;
    panel.style.setProperty("--r", `${+radius}px`);
    if (scheme != "auto") panel.style.colorScheme = scheme;
    panel.dir = dir;
    frame.title = label;
    // Above everything the page has, and out of reach of what moves its root.
    if (!slot && !modal) panel.popover = "manual";
    placed.fit();
    const told: FromPage = { koe: "order", id, touchpoint, segments, person: person(), forced, preview, page: location.pathname };
    // As plain JSON: a segment that `postMessage` can't copy, such as a function, would make it throw.
    frame.contentWindow!.postMessage(JSON.parse(text(told)), origin);
  };

  /** The panel in the frame has another height; with its first the frame is seen. */
  const resize = (height: number): void => {
    panel.style.height = `${Math.ceil(+height) + panel.offsetHeight - panel.clientHeight}px`;
    if (panel.matches(".on")) return;
    panel.className += " on";
    placed.raise();
  };

  const [frame, forget] = open(origin, site, survey.id, `lang=${lang}`, (data) => {
    if (data.koe == "ready") begin(data.look);
    if (data.koe == "height") resize(data.height);
    if (data.koe == "told") {
      shown = true; // the frame's first news is always "prompted"
      if (data.news == "answered") {
        answered = true;
        mark(site, survey.id);
      }
      emit(data.news, data.detail);
    }
    if (data.koe == "waits" && !data.waits) unmark(site);
    if (data.koe == "failed") say(data.why);
    if (data.koe == "failed" || data.koe == "closed") end();
  });

  const modal = survey.placement == "modal" && !slot && !narrow();
  const { element, root } = host([sheet(css)]);
  const panel = document.createElement(modal ? "dialog" : "div");
  panel.className = "panel around";
  panel.append(frame);
  root.append(panel);
  // A modal is closed from outside the frame.
  panel.addEventListener("cancel", (event) => {
    event.preventDefault();
    const detail = { survey: survey.id, touchpoint };
    if (!shown) emit("prompted", detail); // a visitor who closes the prompt has seen it
    if (!answered) emit("dismissed", detail);
    end();
  });
  const placed = place({ element, panel, home, opened: () => frame.focus(), gone: end });
  const timer = setTimeout(() => {
    say(`the page's policy keeps the prompt away: add ${origin} to its frame-src`);
    end();
  }, PATIENCE);
  // `ignored` does nothing: the frame gets a `pagehide` of its own, and sends the outcome.
  return { answered: () => answered, ignored() {}, end };
};

/** Opens a hidden frame, which sends the answers that an earlier frame could not send. */
export const flush = (origin: string, site: string, survey: string, unmark: (typeof tools)[0]): void => {
  const [frame, forget] = open(origin, site, survey, "waiting=1", (data) => {
    if (data.koe != "waits") return;
    clearTimeout(timer);
    if (data.waits) return; // the frame stays, and tries again
    unmark(site);
    end();
  });
  const end = (): void => {
    clearTimeout(timer);
    forget();
    frame.remove();
  };
  frame.hidden = true;
  document.documentElement.append(frame);
  // Refused by a policy, or without a network: the next page tries.
  const timer = setTimeout(end, PATIENCE);
};
