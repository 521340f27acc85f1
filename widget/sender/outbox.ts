/**
 * The outbox: one storage key per prompt, `koe:{site}:out:{id}`, holding the newest revision of what was answered. It is
 * written before the network is tried. Where storage refuses, the record lives as long as the page.
 *
 * What is sent, and when a record goes, is `deliver.ts`.
 */

import { erase, keys, read, write } from "../loader/storage";
import { type AnswerBody, MAX_REVISION } from "../loader/wire";
import { marks } from "./framed";
import { plain, text } from "./plain";

/** The revision that stands for "taken back". It outranks every other, and is a DELETE. */
export const TAKEN_BACK = MAX_REVISION + 1;

/** What a record holds that is to be sent; of one taken back, or delivered, only the names are left. */
export type Body = Pick<AnswerBody, "site" | "survey" | "id" | "revision"> & Partial<AnswerBody>;

export interface Waiting {
  /**
   * The newest revision. Its `id` is the one the server knows, which differs from that of the key once a wrong clock was
   * corrected. Revision 0: all is delivered, and the record stays only for the sake of the corrected id.
   */
  body: Body;
  /** Attempts begun that have not ended with a reply; counted before each, so that a crash counts, too. */
  open: number;
  /** When the record was made, by this device's clock. */
  since: number;
  /** When the server last refused, and for how many milliseconds from then it is left alone. */
  tried: number;
  wait: number;
  /** The revision that went by beacon as well; 0 before one did, so that there is room to note it. */
  beacon: number;
  /** Of a taking-back: something was delivered under this id before. */
  delivered?: boolean;
  /** What was said after a taking-back that may have arrived, under an id of its own. It is sent once that has its receipt. */
  next?: Body;
}

const memory: Record<string, Waiting> = {};

/** What waits under a key. What is not a record is removed: nobody could ever send it. */
export const recordOf = (key: string): Waiting | undefined => {
  const written = read(key);
  if (memory[key] || written === undefined) return memory[key];
  try {
    const record: Waiting = plain(JSON.parse(written));
    if (record.body.id) return record;
  } catch {
    // Falls through: written by something else.
  }
  erase(key);
  return undefined;
};

export const drop = (key: string): void => {
  delete memory[key];
  erase(key);
};

/**
 * Whether it is kept: on the device, or else in memory. Where the device still holds an older one, which other tabs see and
 * may send, it is not, and nothing changes.
 */
export const put = (key: string, record: Waiting): boolean => {
  const written = write(key, text(record));
  if (written) delete memory[key];
  else if (read(key) === undefined) memory[key] = record;
  return written || own(key);
};

/** Whether only this page has it. */
export const own = (key: string): boolean => key in memory;

/** The keys of all that waits. */
export const waiting = (prefix: string): string[] =>
  [...new Set([...keys(prefix), ...Object.keys(memory)])].filter((key) => !marks(key));
