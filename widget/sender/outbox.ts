/**
 * The outbox: one storage key per prompt, `koe:{site}:out:{id}`, holding the newest revision of what was answered. It is
 * written before the network is tried. Where storage refuses, the record lives as long as the page.
 *
 * `deliver.ts` decides what is sent, and when a record is deleted.
 */

import { erase, keys, read, write } from "../loader/storage";
import { type AnswerBody, MAX_REVISION } from "../loader/wire";
import { marks } from "./framed";
import { plain, text } from "./plain";

/** The revision that stands for "taken back". It outranks every other, and is a DELETE. */
export const TAKEN_BACK = MAX_REVISION + 1;

/** The part of a record that is sent. Once the answer is taken back or delivered, only site, survey, id and revision are left. */
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
  /** When the server last refused, and for how many milliseconds after that nothing is sent. */
  tried: number;
  wait: number;
  /** The last revision that also went by beacon. 0 before, so that noting it hardly needs more room. */
  beacon: number;
  /** Of a taking-back: something was delivered under this id before. */
  delivered?: boolean;
  /** An answer given after a taking-back that may have arrived, under a new id. It is sent after the receipt of that. */
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
 * Keeps the record on the device, or else in memory, and returns whether it is kept. If the device refuses it and still holds
 * an older one, which other tabs see and may send, it is not kept, and nothing changes.
 */
export const put = (key: string, record: Waiting): boolean => {
  const written = write(key, text(record));
  if (written) delete memory[key];
  else if (read(key) === undefined) memory[key] = record;
  return written || isMemoryOnly(key);
};

/** Whether only this page has it. */
export const isMemoryOnly = (key: string): boolean => key in memory;

/** The keys of all that waits. */
export const waiting = (prefix: string): string[] =>
  [...new Set([...keys(prefix), ...Object.keys(memory)])].filter((key) => !marks(key));
