/** Answer ids: UUIDv7, whose first 48 bits are the answer's time and whose random bits are the visitor's secret. */

/** An id of this instant (Unix milliseconds) with 74 random bits. */
export const uuid = (time: number): string => {
  const bytes = [...crypto.getRandomValues(new Uint8Array(10))];
  const random = bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const variant = "89ab"[parseInt(random.slice(18), 16) & 3];
  return stamp(time, `7${random.slice(0, 3)}-${variant}${random.slice(3, 6)}-${random.slice(6, 18)}`);
};

const stamp = (time: number, secret: string): string =>
  time.toString(16).padStart(12, "0").replace(/.{8}/, "$&-") + "-" + secret;

/** When an id was made, by the clock of the device that made it. */
export const timeOf = (id: string): number => parseInt(id.replace("-", ""), 16); // up to the next hyphen

/** The same secret at another time. */
export const retime = (id: string, time: number): string => stamp(time, id.slice(14));
