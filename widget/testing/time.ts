/** A world's time, in milliseconds. */

export const MINUTE = 6e4;
export const HOUR = 36e5;
export const DAY = 864e5;
/** When every world begins. */
export const START = Date.UTC(2026, 10, 20);
