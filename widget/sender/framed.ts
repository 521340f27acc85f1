/**
 * The mark of an answer that waits in a frame. A frame keeps its outbox where this page can't see it, so the page keeps
 * `koe:{site}:out:frame` from the first answer until the frame says that nothing waits there. The loader takes it for
 * something to be sent, and the sender opens a frame for it. The mark holds the survey and the time at which it was set, and
 * expires after 30 days, as an answer in the outbox does.
 */

import { outbox } from "../loader/clocks";
import { DAY } from "../loader/day";
import { say } from "../loader/say";
import { erase, read, write } from "../loader/storage";
import { text } from "./plain";

const key = (site: string): string => `${outbox(site)}frame`;

export const mark = (site: string, survey: string): unknown => write(key(site), `${survey} ${Date.now()}`);

export const unmark = (site: string): unknown => erase(key(site));

/** Whether a key of the outbox is the mark, and no record. */
export const marks = (name: string): boolean => name.endsWith(":frame");

/** The survey whose frame has something to send. */
export const marked = (site: string): string | undefined => {
  const [survey, since] = (read(key(site)) || "").split(" ");
  if (Date.now() - +since! < 30 * DAY) return survey;
  if (survey) unmark(site);
  return undefined;
};

/** What the frame's script needs of the sender's, which is there already. */
export const tools = [unmark, mark, say, text] as const;
