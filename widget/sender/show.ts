/** One prompt at a time, over all tabs unless it was asked for: from the loader's order to the prompt's end. */

import { prompting } from "../loader/clocks";
import { DAY } from "../loader/day";
import type { Order } from "../loader/order";
import type { quiet } from "../place/quiet";
import type { Hosted } from "../prompt/host";
import { able } from "./able";
import { CUT_OFF, files } from "./files";
import { start } from "./flush";
import { locked } from "./locked";
import { post } from "./post";
import { languageOf } from "./language";
import { awaitSlot, homeOf } from "./slot";
import { tools } from "./framed";

/** A prompt that stands on the page, as the page sees it. */
export interface PromptHandle {
  /** Whether the visitor has answered. */
  answered(): boolean;
  /** The page goes. */
  ignored(): void;
  /** The page closes the prompt. */
  end(): void;
}

/** Puts a prompt onto the page; `gone` is called once, when it has left. */
export type MountPrompt = (gone: () => void) => PromptHandle;

let open: Pick<PromptHandle, "answered" | "end"> | undefined;

/** Closes the prompt that is open, or on its way. */
export const close = (): void => open?.end();

/** Closes it, unless its visitor has answered. */
export const withdraw = (): void => {
  if (!open?.answered()) close();
};

/** Waits until the prompt may come. */
type Calm = (wait: typeof quiet) => unknown;

const inPage = async (order: Order & Partial<Hosted>, slot: Element | null, calm: Calm): Promise<MountPrompt> => {
  const { prompt, words, module } = await files(order.origin, order.config, order.survey, order.early);
  let failed: unknown;
  module.catch((error) => (failed = error));
  await calm(prompt.quiet);
  if (failed == CUT_OFF) throw failed; // what fails later leaves the question
  return (gone) => prompt.show(order, words, slot, homeOf(order.survey, slot), post(order.origin), gone);
};

/** In a frame, which the page's policy does not bind. */
const inFrame = async (order: Order, slot: Element | null, calm: Calm): Promise<MountPrompt> => {
  const { frame, quiet } = await import("../frame/main");
  await calm(quiet);
  return frame(order, slot, homeOf(order.survey, slot), languageOf(order.config), tools);
};

/**
 * Shows a prompt; settles when it has gone, or when it was not asked for and can't come after all; rejects when it could not
 * be shown.
 */
export const show = async (order: Order & Partial<Hosted>): Promise<void> => {
  const { origin, config, survey } = order;
  /** By the page's call, under a preview, or on a page of its own: whatever the page does, and another tab has open. */
  const asked = order.forced || order.preview || order.placement;
  let wanted = true;
  let end!: () => void;
  const ended = new Promise<void>((resolve) => (end = resolve));
  open = {
    answered: () => false,
    end() {
      wanted = false;
      end();
    },
  };
  let handle: PromptHandle | undefined;
  let leave!: () => void;
  const left = new Promise<void>((resolve) => (leave = resolve));
  const hidden = () => {
    handle?.ignored();
    leave();
  };

  const prepared = async (): Promise<MountPrompt> => {
    const slot = order.slot || (await awaitSlot(survey, () => wanted));
    if (!slot && survey.placement == "inline") throw `no element has data-koe-inline="${survey.id}"`;
    const calm: Calm = (wait) =>
      order.placement || wait({ floats: !slot, asked: !!asked, wanted: () => wanted, leaving: order.leaving });
    const framed = () => inFrame(order, slot, calm);
    if (!able()) return framed();
    return inPage(order, slot, calm).catch((error) => {
      if (error != CUT_OFF) throw error;
      return framed();
    });
  };

  const begin = async (mount: MountPrompt): Promise<void> => {
    // Another tab may have asked while this one waited.
    if (!wanted || !(asked || order.due?.() != false)) return;
    const gone = new Promise<void>((resolve) => (open = handle = mount(resolve)));
    start(origin, config.site);
    const timer = setTimeout(close, DAY);
    await gone;
    clearTimeout(timer);
  };

  addEventListener("pagehide", hidden);
  // To Firefox that is too late. A page that stays all the same (a download, a mail) keeps its prompt without the lock:
  // then the clocks keep other tabs from asking.
  addEventListener("beforeunload", leave);
  try {
    const mount = await Promise.race([prepared(), ended]);
    if (!mount) return;
    let begun: Promise<void> | undefined;
    // A lock would keep the page out of the back-forward cache, whence it may return with its prompt open.
    await locked(prompting(config.site), () => Promise.race([(begun = begin(mount)), left]), true);
    if (!begun && asked) begun = begin(mount);
    await begun;
  } finally {
    removeEventListener("pagehide", hidden);
    removeEventListener("beforeunload", leave);
  }
};
