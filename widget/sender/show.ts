/** One prompt at a time, over all tabs unless it was asked for: from the loader's order to the prompt's end. */

import { prompting } from "../loader/clocks";
import { DAY } from "../loader/day";
import { calmed } from "../loader/idle";
import type { Order } from "../loader/order";
import type { quiet } from "../place/quiet";
import type { Hosted } from "../prompt/host";
import { able } from "./able";
import type { MountPrompt, PromptHandle } from "./contract";
import { CUT_OFF, files } from "./files";
import { start } from "./flush";
import { locked } from "./locked";
import { post } from "./post";
import { languageOf } from "./language";
import { slotOf } from "./slot";
import { tools } from "./framed";

let open: Pick<PromptHandle, "answered" | "end"> | undefined;

/** Closes the prompt that is open, or on its way. */
export const close = (): void => open?.end();

/** Closes it, unless its visitor has answered. */
export const withdraw = (): void => {
  if (!open?.answered()) close();
};

/**
 * Shows a prompt; settles when it has gone, or when it was not asked for and can't come after all; rejects when it could not
 * be shown.
 */
export const show = async (order: Order & Partial<Hosted>): Promise<void> => {
  const { origin, config, survey } = order;
  /** Shown by `koe('show')`, as a preview, or on the hosted page: it comes even if another tab has a prompt open. */
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

  /** Settles with the function that puts the prompt onto the page, once it may come. */
  const prepared = async (): Promise<MountPrompt> => {
    let slot = order.slot || slotOf(survey);
    // The page may add the slot late: wait for it up to ten seconds.
    for (let looks = 50; !slot && survey.placement == "inline" && wanted && looks--; slot = slotOf(survey))
      await new Promise((done) => setTimeout(done, 200));
    if (!slot && survey.placement == "inline") throw `data-koe-inline="${survey.id}" is missing`;

    /** Where the prompt belongs now: in its slot, which the page may have replaced, or over everything. */
    const home = () => (!slot ? document.documentElement : slot.isConnected ? slot : slotOf(survey));
    const calm = (wait: typeof quiet) => order.placement || wait(!slot, asked, () => wanted, calmed, order.leaving);

    /** In a frame, which the page's policy does not bind. */
    const framed = async (): Promise<MountPrompt> => {
      const { frame, quiet } = await import("../frame/main");
      await calm(quiet);
      return frame(order, slot, home, languageOf(config), ...tools);
    };

    if (!able()) return framed();
    try {
      const { prompt, words, module } = await files(origin, config, survey, order.texts);
      let failed: unknown;
      module.catch((error) => (failed = error));
      await calm(prompt.quiet);
      if (failed == CUT_OFF) throw failed; // a module that fails later leaves the question on the page
      return (gone) => prompt.show(order, words, slot, home, post(origin), gone);
    } catch (error) {
      if (error != CUT_OFF) throw error;
      return framed();
    }
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
  // In Firefox, `pagehide` is too late to release the lock. A page that stays after `beforeunload` (a download, a mail link)
  // keeps its prompt without the lock: then the clocks keep other tabs from asking.
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
