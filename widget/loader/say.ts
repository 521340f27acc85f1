/** The console: the one place where Koe may be noticed when something went wrong. */

/** One line for the page's owner. Never an exception, which the page's own error tracking would report. */
export const say = (line: unknown): void => console.warn(`[koe] ${line}`);
