/**
 * Whether a person is at the page. Scanners open links in mails before their readers do, and many run scripts; what they
 * don't do is touch a page that they show to nobody.
 */

const SIGNS = ["pointermove", "pointerdown", "keydown", "touchstart"];

export interface Person {
  /** Whether there was a sign so far. */
  there(): boolean;
  /** Settles with the first. */
  came: Promise<void>;
}

/** Looks out for trusted events while the page is visible. */
export const lookOut = (): Person => {
  let there = false;
  const came = new Promise<void>((resolve) => {
    const see = (event: Event): void => {
      if (!event.isTrusted || document.visibilityState != "visible") return;
      for (const sign of SIGNS) removeEventListener(sign, see, true);
      there = true;
      resolve();
    };
    for (const sign of SIGNS) addEventListener(sign, see, true);
  });
  return { there: () => there, came };
};
