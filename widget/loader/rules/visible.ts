/** Time on the page: only while the page is visible, so that nobody is asked in a tab they have not seen. */

import type { Condition } from "./condition";

export const visible: Condition<number> = (ms, undos, listen) => (met) => {
  let left = ms;
  let since = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const turn = (): void => {
    clearTimeout(timer);
    if (since) left -= Date.now() - since;
    since = document.hidden ? 0 : Date.now();
    if (since) timer = setTimeout(met, left);
  };
  undos.push(listen(document, "visibilitychange", turn), () => clearTimeout(timer));
  turn();
};
