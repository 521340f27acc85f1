/**
 * Plain data that the page's prototypes don't reach. An old library may have put `toJSON` on `Array.prototype`, or a
 * property on `Object.prototype`: a copy without prototypes inherits neither, whatever then reads it.
 */

/** A deep copy: objects, arrays and what they hold, by own keys, none with a prototype. */
export const plain = <T>(value: T): T => {
  if (!value || typeof value != "object") return value;
  const copy = Object.setPrototypeOf(Array.isArray(value) ? [] : {}, null);
  for (const key of Object.keys(value)) copy[key] = plain((value as any)[key]);
  return copy;
};

/** Its JSON. */
export const text = (value: unknown): string => JSON.stringify(plain(value));
