/** The hosted page in a frame: the other side of `../frame/main.ts`. */

import type { FromFrame, FromPage, Look } from "../frame/messages";
import { outbox } from "../loader/clocks";
import type { Order, Sender } from "../loader/order";
import { keys } from "../loader/storage";
import type { HostedPage, PromptContent } from "../loader/wire";
import type { Hosted } from "../prompt/host";
import { asked } from "./page";

const lookOf = ({ theme, dir, scale, texts }: PromptContent): Look => ({
  scheme: theme.scheme,
  radius: theme.radius,
  position: theme.position,
  dir,
  wide: scale.max > 7,
  label: texts.label,
});

/** Sends what an earlier frame kept here, and tells the page until nothing waits any more. */
const deliver = (page: HostedPage, sender: Sender, postToPage: (message: FromFrame) => void): void => {
  sender.start(location.origin, page.site);
  const look = (): void => {
    const waits = !!keys(outbox(page.site))[0];
    postToPage({ koe: "waits", waits });
    if (waits) setTimeout(look, 1e3);
  };
  look();
};

/** Says that it is ready, and shows what the page orders. */
export const framed = async (page: HostedPage, place: Element, sender: Sender): Promise<void> => {
  const query = new URLSearchParams(location.search);
  const origin = query.get("origin");
  // The page's policy says who may frame it; this check says who gets messages about the answer.
  if (!origin || !page.frame_origins.includes(origin)) return;
  const postToPage = (message: FromFrame): void => parent.postMessage(message, origin);
  if (query.get("waiting")) return deliver(page, sender, postToPage);
  const what = asked(page);

  const show = async (order: FromPage): Promise<void> => {
    const hosted: Hosted & Order = {
      ...what,
      ...(order.touchpoint && { touchpoint: order.touchpoint }),
      segments: order.segments,
      person: () => order.person,
      ...(order.forced && { forced: true }),
      preview: order.preview || page.test,
      tell(news, detail) {
        postToPage({ koe: "told", news, detail });
      },
      placement: "frame",
      slot: place,
      page: order.page,
      attended: () => true,
      hosted: () => place.querySelector("form")?.remove(),
      resized: (height) => postToPage({ koe: "height", height }),
      id: order.id,
    };
    await sender.show(hosted);
    postToPage({ koe: "waits", waits: !!keys(outbox(page.site))[0] });
    postToPage({ koe: "closed" });
  };

  const fail = (error: unknown): void => postToPage({ koe: "failed", why: `${error}` });

  try {
    const ready = sender.ready(what.origin, what.config, what.survey);
    if (!ready) throw "the browser has no WebAssembly";
    const [words] = await Promise.all([fetch(page.content).then((response) => response.json()), ready.catch(() => {})]);
    const hear = ({ origin: from, source, data }: MessageEvent<FromPage>): void => {
      if (from != origin || source != parent || data.koe != "order") return;
      removeEventListener("message", hear);
      show(data).catch(fail);
    };
    addEventListener("message", hear);
    postToPage({ koe: "ready", look: lookOf(words) });
  } catch (error) {
    fail(error);
  }
};
