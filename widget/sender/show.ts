/** One prompt at a time, over all tabs unless it was asked for: from the loader's order to the prompt's end. */

import { prompting } from "../loader/clocks";
import { DAY } from "../loader/day";
import type { Order } from "../loader/order";
import type { PublicSurvey } from "../loader/wire";
import type { Hosted } from "../prompt/host";
import { able } from "./able";
import { CUT_OFF, files } from "./files";
import { start } from "./flush";
import { locked } from "./locked";
import { post } from "./post";

/** A prompt that stands on the page, as the page sees it. */
export interface Standing {
  /** Whether the visitor has answered. */
  answered(): boolean;
  /** The page goes. */
  ignored(): void;
  /** The page closes the prompt. */
  end(): void;
}

/** Puts a prompt onto the page; `gone` is called once, when it has left, `fail` when it has to be shown anew. */
export type Stand = (gone: () => void, fail: (error: unknown) => void) => Standing;

let open: Pick<Standing, "answered" | "end"> | undefined;

/** Closes the prompt that is open, or on its way. */
export const close = (): void => open?.end();

/** Closes it, unless its visitor has answered. */
export const withdraw = (): void => {
  if (!open?.answered()) close();
};

/** In the page itself. */
const here = async (order: Order & Partial<Hosted>, slot: Element | null): Promise<Stand> => {
  const { prompt, words } = await files(order.origin, order.config, order.survey, order.early);
  return (...ended) => prompt.show(order, words, slot, post(order.origin), ...ended);
};

/** In a frame, which the page's policy does not bind. */
const framed = async (order: Order, slot: Element | null): Promise<Stand> =>
  (await import("../frame/main")).frame(order, slot);

/** The page's place for a prompt of this survey. */
export const slotOf = ({ id }: PublicSurvey): Element | null => document.querySelector(`[data-koe-inline="${id}"]`);

/**
 * Shows a prompt; settles when it has gone, or when it was not asked for and another tab has one open; rejects when it
 * could not be shown.
 */
export const show = async (order: Order & Partial<Hosted>): Promise<void> => {
  const { origin, config, survey } = order;
  let wanted = true;
  open = {
    answered: () => false,
    end() {
      wanted = false;
    },
  };
  const slot = order.slot || slotOf(survey);
  if (!slot && survey.placement == "inline") throw `the page has no element with data-koe-inline="${survey.id}"`;
  const coming = able()
    ? here(order, slot).catch((error) => {
        if (error != CUT_OFF) throw error;
        return framed(order, slot);
      })
    : framed(order, slot);
  coming.catch(() => {}); // told by `begin`, if it comes to that

  let standing: Standing | undefined;
  let leave!: () => void;
  const left = new Promise<void>((resolve) => (leave = resolve));
  const hidden = () => {
    standing?.ignored();
    leave();
  };
  // A component that the page takes away takes its prompt along.
  const place = slot && new ResizeObserver(() => slot.isConnected || close());

  const begin = async (): Promise<void> => {
    const stand = await coming;
    if (!wanted) return;
    const gone = new Promise<void>((resolve, reject) => (open = standing = stand(resolve, reject)));
    start(origin, config.site);
    const timer = setTimeout(close, DAY);
    place?.observe(slot!);
    await gone.finally(() => {
      clearTimeout(timer);
      place?.disconnect();
    });
  };

  let begun: Promise<void> | undefined;
  addEventListener("pagehide", hidden);
  // To Firefox that is too late. A page that stays all the same (a download, a mail) keeps its prompt without the lock:
  // then the clocks keep other tabs from asking.
  addEventListener("beforeunload", leave);
  try {
    // A lock would keep the page out of the back-forward cache, whence it may return with its prompt open.
    await locked(prompting(config.site), () => Promise.race([(begun = begin()), left]), true);
    // What was asked for is shown, whatever another tab has open: by the page's call, under a preview, on its own page.
    if (!begun && (order.forced || order.preview || order.placement)) begun = begin();
    await begun;
  } finally {
    removeEventListener("pagehide", hidden);
    removeEventListener("beforeunload", leave);
  }
};
