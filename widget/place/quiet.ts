/** When a prompt may come: one that nobody asked for disturbs no page that is loading, leaving or unseen; none stands over a dialog. */

import { obstacle, until } from "./clear";

/**
 * Settles when the prompt may come, or is not wanted any more. A prompt that `floats` over the page waits until nothing modal
 * is open there. A prompt that the page or its owner `asked` for waits for nothing else. Any other prompt also waits until the
 * page has loaded (`calmed`), is visible, and is not leaving.
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
