/** The console: the one place where Koe may be noticed when something went wrong. */

const said: Record<string, boolean> = {};

/** One line for the page's owner, once a page. Never an exception, which the page's own error tracking would report. */
export const say = (line: unknown): void => {
  const text = `[koe] ${line}`;
  if (!said[text]) console.warn(text);
  said[text] = true;
};
