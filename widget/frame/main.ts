/**
 * The frame, from outside: where a page's policy forbids WebAssembly, or requests to Koe, the hosted page shows the
 * prompt in a frame of its own origin, which no policy of the page binds. It renders, sends and keeps what waits; the
 * loader on the page keeps draw and clocks. Loaded by the sender when it is needed, as `../sender/show.ts` finds out.
 */

import type { Order } from "../loader/order";
import { say } from "../loader/say";
import { mark, unmark } from "../sender/framed";
import type { Stand } from "../sender/show";
import { choose } from "../sender/language";
import type { FromFrame, FromPage } from "./messages";
import { place, unseen } from "./place";

/** How long a frame may take to be ready. One that a policy refuses never is. */
const PATIENCE = 1e4;

const address = ({ origin, config, survey }: Order): string => {
  const wishes = [document.documentElement.lang, ...navigator.languages, config.locale];
  const lang = choose(wishes, config.locales);
  return `${origin}/p/${config.site}/${survey.id}?${new URLSearchParams({ frame: "1", lang, origin: self.origin })}`;
};

/** A prompt in a frame: in `slot`, or over the page. */
export const frame = (order: Order, slot: Element | null): Stand => (gone) => {
  const { origin, config, survey, touchpoint, segments, forced, preview } = order;
  const placed = place(address(order), slot, survey.placement, () => {
    order.tell("dismissed", { survey: survey.id, touchpoint });
    end();
  });
  let answered = false;
  let ended = false;

  const end = (): void => {
    if (ended) return;
    ended = true;
    clearTimeout(timer);
    removeEventListener("message", hear);
    placed.remove();
    gone();
  };

  const fail = (why: string): void => {
    say(why);
    end();
  };

  const hear = ({ origin: sender, source, data }: MessageEvent<FromFrame>): void => {
    if (sender != origin || !source || source != placed.window()) return;
    switch (data.koe) {
      case "ready": {
        clearTimeout(timer);
        placed.dress(data.look);
        const page = location.pathname;
        const told: FromPage = { koe: "order", touchpoint, segments, person: order.person(), forced, preview, page };
        // What can't be copied to another window is no segment either.
        (source as Window).postMessage(JSON.parse(JSON.stringify(told)), origin);
        break;
      }
      case "height":
        placed.resize(data.height);
        break;
      case "told":
        answered = answered || data.news == "answered";
        if (data.news == "answered") mark(config.site, survey.id);
        order.tell(data.news, data.detail);
        break;
      case "waits":
        if (!data.waits) unmark(config.site);
        break;
      case "closed":
        end();
        break;
      case "failed":
        fail(data.why);
    }
  };

  const timer = setTimeout(
    () => fail(`the page's policy keeps the prompt away: add ${origin} to its frame-src, or 'wasm-unsafe-eval' to its script-src and ${origin} to its connect-src`),
    PATIENCE,
  );
  addEventListener("message", hear);
  // The frame hears of a page that goes by itself, and says what there is to say.
  return { answered: () => answered, ignored() {}, end };
};

/** What a frame on this site could not send is sent by another one, which nobody sees. */
export const flush = (origin: string, site: string, survey: string): void => {
  const frame = unseen(`${origin}/p/${site}/${survey}?${new URLSearchParams({ frame: "1", waiting: "1", origin: self.origin })}`);

  const end = (): void => {
    clearTimeout(timer);
    removeEventListener("message", hear);
    frame.remove();
  };

  const hear = ({ origin: sender, source, data }: MessageEvent<FromFrame>): void => {
    if (sender != origin || !source || source != frame.contentWindow || data.koe != "waits") return;
    clearTimeout(timer);
    if (data.waits) return; // it stays, and tries again
    unmark(site);
    end();
  };

  // Refused by a policy, or without a network: the next page tries.
  const timer = setTimeout(end, PATIENCE);
  addEventListener("message", hear);
};
