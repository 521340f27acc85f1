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

/** Puts a prompt onto the page; `gone` is called once, when it has left. */
export type Stand = (gone: () => void) => Standing;

let open: Pick<Standing, "answered" | "end"> | undefined;

/** Closes the prompt that is open, or on its way. */
export const close = (): void => open?.end();

/** Closes it, unless its visitor has answered. */
export const withdraw = (): void => {
  if (!open?.answered()) close();
};

/** In the page itself. */
const here = async (order: Order & Partial<Hosted>, slot: Element | null): Promise<Stand> => {
  const [prompt, words] = await files(order.origin, order.config, order.survey);
  return (gone) => prompt.show(order, words, slot, post(order.origin), gone);
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
  start(origin, config.site); // what waits is sent while the prompt is on its way
  const stand = await coming;

  let gone: Promise<void> | undefined;
  const begin = () => {
    if (!wanted) return undefined;
    let leave!: () => void;
    const left = new Promise<void>((resolve) => (leave = resolve));
    let standing: Standing | undefined;
    const hidden = () => {
      standing?.ignored();
      leave();
    };
    const timer = setTimeout(close, DAY);
    addEventListener("pagehide", hidden);
    // A component that the page takes away takes its prompt along.
    const place = slot && new ResizeObserver(() => slot.isConnected || close());
    place?.observe(slot!);
    gone = new Promise<void>((resolve) => (open = standing = stand(resolve))).finally(() => {
      clearTimeout(timer);
      place?.disconnect();
      removeEventListener("pagehide", hidden);
    });
    // A lock would keep the page out of the back-forward cache, whence it may return with its prompt open.
    return Promise.race([gone, left]);
  };
  await locked(prompting(config.site), begin, true);
  // What was asked for is shown, whatever another tab has open: by the page's call, under a preview, on its own page.
  if (!gone && (order.forced || order.preview || order.placement)) begin();
  await gone;
};
