/**
 * The prompt's script: it shows the question as soon as its words have come, and hands it to the WebAssembly module, of which
 * it is the only caller, once that has come. A module that breaks causes no error on the page, and loses no answer.
 */

import launch, { gesture, hide, mount, show as takeOver } from "glue";
import type { Order } from "../loader/order";
import { say } from "../loader/say";
import type { PromptContent, PublicSurvey } from "../loader/wire";
import type { Post, PromptHandle } from "../sender/contract";
import { draw, enter, leave, quiet as calm, type Panel, type Placement, prepare, settle, steps } from "../shell";
import { preModule } from "./pre_module";
import { guard } from "./guard";
import { type Hosted, hosting, named, placed } from "./host";
import { write, written } from "./memory";
import { unreserved } from "./reserved";

/** How long a panel takes to leave, in milliseconds; the stylesheet's animation is as long. */
const LEAVE = 140;

/** How long at most the module waits for the question to be painted. A tab that nobody sees paints nothing. */
const PAINT = 100;

const painted = (): Promise<unknown> =>
  new Promise((done) => {
    setTimeout(done, PAINT);
    requestAnimationFrame(() => setTimeout(done, 0));
  });

let module: Promise<void>;
let broken = false;
/** Goes on with the prompt on the page, without the module. */
let goOn: (() => void) | undefined;

const broke = (error: unknown): void => {
  broken = true;
  say(`the prompt broke: ${error}`);
  goOn?.();
};

/** Settles when it is known whether the module comes, and everybody who waits for it knows, too. */
let begun: Promise<unknown>;

/** Starts the module that the response brings. */
export default (response: Promise<Response>): Promise<void> => {
  begun = response.catch(() => new Promise((done) => setTimeout(done)));
  return (module = response.then((module_or_path) => launch({ module_or_path, guard: (exports) => guard(exports, broke) })));
};

/** When the prompt may come. What a page has made of `fetch` may refuse the module: that is known before the question stands. */
export const quiet: typeof calm = async (...when) => {
  if (!/native code/.test(`${fetch}`)) await begun;
  return calm(...when);
};

/** The handlers of the panel on the page: those of the module, once it has taken the prompt over. */
let heard = { gesture, close: hide };

let drawn: { content: PromptContent; placement: Placement; panel: Panel } | undefined;

/** A panel that asks, the one drawn ahead if it asks the same. */
const panelOf = (content: PromptContent, placement: Placement): Panel => {
  if (drawn?.content != content || drawn.placement != placement) {
    const panel = draw(content, placement, {
      gesture: (...done) => heard.gesture(...done),
      close: () => heard.close(),
      drawn: settle,
    });
    drawn = { content, placement, panel };
  }
  return drawn.panel;
};

/** Where the module draws, whichever panel it is in. */
let ground: HTMLElement | undefined;
const groundOf = (): HTMLElement => (ground ||= steps());

let mounted = false;

/** Gives the module the element that it draws in, once a page: the module never releases it. */
const ensureMounted = (): void => {
  if (!mounted) mount(groundOf());
  mounted = true;
};

/** What can be done ahead of a prompt, off the page; in pieces, since a page must not stand still for it. */
export const ahead = (survey: PublicSurvey, words: PromptContent, slot: Element | null): (() => void)[] => {
  const content = named(words);
  const placement = placed(survey, slot);
  return broken ? [] : [prepare, () => panelOf(content, placement), ensureMounted];
};

/**
 * Puts a prompt onto the page: into `slot`, or over everything; `home` says where that is now. `gone` is called once, when the
 * prompt has left. A failure after the prompt is on the page does not reach the caller, which would show the prompt again.
 */
export const show = (
  order: Order & Partial<Hosted>,
  words: PromptContent,
  slot: Element | null,
  home: () => Element | null,
  post: Post,
  gone: () => void,
): PromptHandle => {
  if (broken) throw "the prompt broke on this page before";
  const { host, draft, keep, seen, answered, ignored, end } = hosting(order, words, slot, post, gone);
  const panel = panelOf(host.content, host.placement);
  drawn = undefined;
  panel.admit(groundOf()); // before the panel is on the page: added later, it would make the browser restyle all around it
  let leaving = false;

  const before = preModule({
    ...host,
    panel,
    closed(how) {
      leaving = true;
      leave(panel);
      host.closed(how);
    },
  });

  const close = (): void => {
    leaving = true;
    panel.element.dataset["state"] = "dismissed";
    setTimeout(() => before.host.closed("dismissed"), LEAVE);
  };

  const hand = (): void => {
    if (leaving) return;
    ensureMounted();
    heard = { gesture, close: hide };
    takeOver(before.host);
    before.repeat(gesture);
    if (draft) write(panel.element, draft);
    if (order.id) panel.element.addEventListener("input", () => keep(written(panel.element)));
  };

  const alone = (): void => {
    if (leaving) return;
    if (host.placement == "page") return end(); // the plain form comes back, which needs no script
    heard = { gesture: before.gesture, close };
    before.alone();
  };

  const handle = {
    answered,
    ignored,
    end() {
      end();
      heard.close();
    },
  };

  goOn = alone;
  heard = { gesture: before.gesture, close };
  if (slot) unreserved(slot, order.survey.id);
  enter(panel, {
    theme: words.theme,
    // To inherit the page's font: pages set it on the body, seldom on the root.
    home: () => (!slot && words.theme.font == "inherit" ? document.body : home()),
    preview: !!order.preview,
    leaving: order.leaving,
    resized: order.resized,
    seen,
    gone() {
      leave(panel);
      handle.end();
    },
  });
  // On a page of its own the question stands in a form that the module draws; elsewhere it is painted first.
  if (host.placement == "page") hand();
  else
    Promise.all([module, painted()]).then(hand, (error) => {
      say(`the prompt goes on without its module: ${error}`);
      alone();
    });
  order.hosted?.(before.host);
  return handle;
};
