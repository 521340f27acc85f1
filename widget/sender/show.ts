/** One prompt at a time, over all tabs: from the loader's order to the prompt's end. */

import { space } from "../loader/clocks";
import { DAY } from "../loader/day";
import type { Order } from "../loader/order";
import { files } from "./files";
import { start } from "./flush";
import { hosting } from "./host";
import { locked } from "./locked";

let stop: (() => void) | undefined;

/** Closes the prompt that is open, or on its way. */
export const close = (): void => stop?.();

/** Shows a prompt; settles when it has gone, or another tab has one open; rejects when it could not be shown. */
export const show = async (order: Order): Promise<void> => {
  const { origin, config, survey } = order;
  let wanted = true;
  stop = () => {
    wanted = false;
  };
  start(origin, config.site);
  const [prompt, content] = await files(order);
  const inline = document.querySelector(`[data-koe-inline="${survey.id}"]`);
  if (!inline && survey.placement == "inline") throw `the page has no element with data-koe-inline="${survey.id}"`;

  let gone: Promise<void> | undefined;
  const open = () => {
    if (!wanted) return undefined;
    let leave!: () => void;
    const left = new Promise<void>((resolve) => (leave = resolve));
    gone = new Promise((resolve) => {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const { host, shown, ignored, end } = hosting(order, content, inline, () => {
        clearTimeout(timer);
        removeEventListener("pagehide", hidden);
        resolve();
      });
      const hidden = () => {
        ignored();
        leave();
      };
      prompt.show(host);
      stop = () => {
        end();
        prompt.hide();
      };
      timer = setTimeout(stop, DAY);
      addEventListener("pagehide", hidden);
      shown();
    });
    // A lock would keep the page out of the back-forward cache, whence it may return with its prompt open.
    return Promise.race([gone, left]);
  };
  await locked(`${space(config.site)}open`, open, true);
  await gone;
};
