/** When a prompt may come: one that nobody asked for disturbs no page that is loading, leaving or unseen; none stands over a dialog. */

import { obstacle, until } from "./clear";

/**
 * Settles then, or when nobody wants the prompt any more. One that `floats` over the page waits for the end of what is modal
 * there. One that the page or its owner `asked` for waits for nothing else, neither for the page to be done (`calmed`), nor
 * to be looked at, nor to stay.
 */
export const quiet = async (
  floats: boolean,
  asked: unknown,
  wanted: () => boolean,
  calmed: () => Promise<void>,
  leaving?: () => boolean,
): Promise<void> => {
  if (!asked) await calmed();
  const unfit = () => !asked && (document.hidden || leaving?.());
  await until(() => wanted() && (unfit() || (floats && obstacle())), leaving);
};
