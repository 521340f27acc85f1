/** When a prompt may come: one that nobody asked for disturbs no page that is loading, leaving or unseen; none stands over a dialog. */

import { calmed } from "./calm";
import { obstructed, until } from "./clear";

export interface Quiet {
  /** The prompt stands over the page: it waits for the end of what is modal there. */
  floats: boolean;
  /** The page or its owner asked for it: it waits for nothing else. */
  asked: boolean;
  /** Whether it is still wanted. */
  wanted(): boolean;
  /** Whether the page has begun to leave. */
  leaving?: (() => boolean) | undefined;
}

/** Settles then, or when nobody wants the prompt any more. */
export const quiet = async ({ floats, asked, wanted, leaving }: Quiet): Promise<void> => {
  if (!asked) await calmed();
  const disturbed = () => (!asked && (document.hidden || leaving?.())) || (floats && obstructed());
  await until(() => !wanted() || !disturbed(), leaving);
};
