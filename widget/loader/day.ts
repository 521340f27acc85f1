/** Spans of time in milliseconds. */
export const HOUR = 36e5;
export const DAY = 24 * HOUR;
