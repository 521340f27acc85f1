/** The hosted page by itself: reached from a mail, a message, a QR code. */

import type { Sender } from "../loader/order";
import type { HostedPage } from "../loader/wire";
import type { Hosted } from "../prompt/host";
import { asked } from "./page";
import { lookOut } from "./person";

/** Replaces the form by the prompt, and puts the form back when the prompt ends or fails. */
export const alone = async (page: HostedPage, place: Element, sender: Sender): Promise<void> => {
  const person = lookOut();
  let touched = false;
  const touch = (): void => {
    touched = true;
  };
  place.addEventListener("input", touch);
  const what = asked(page);
  const ready = sender.ready(what.origin, what.config, what.survey);
  if (!ready) return;
  await ready;
  place.removeEventListener("input", touch);
  // The visitor has begun to fill in the form while the prompt loaded: the form stays.
  if (touched) return;

  const form = [...place.children];
  const { touchpoint, segments, respondent, channel, score, test } = page;
  let answered = false;
  const hosted: Hosted = {
    placement: "page",
    slot: place,
    page: "",
    channel,
    ...(score != null && { preselected: score }),
    attended: person.there,
    // A score from the link is sent only once a person is at the page: scanners follow links, too.
    hosted(host) {
      for (const each of form) each.remove();
      person.came.then(() => {
        if (score != null && !answered) host.answer({ score });
      });
    },
  };
  try {
    await sender.show({
      ...what,
      ...(touchpoint && { touchpoint }),
      segments,
      person: () => respondent,
      preview: test,
      tell(news) {
        if (news == "answered") answered = true;
      },
      ...hosted,
    });
  } finally {
    place.replaceChildren(...form);
  }
};
