/**
 * A prompt in a frame, kept while its tab lives: a page that moves the frame has the browser load it anew, and what was
 * written would be gone. It lies in the session storage of the frame's own origin, under `koe:draft:{id}`.
 */

import { text } from "../sender/plain";

/** What stands in the fields of the follow-up. */
export interface Draft {
  comment: string;
  reply: boolean;
  email: string;
  publish: boolean;
  name: string;
}

export interface Saved {
  /** The id of the answer; another than the prompt's once an answer was taken back. */
  id: string;
  /** Of the newest outcome that was said; 0 before there is one. */
  revision: number;
  score?: number | undefined;
  draft?: Draft | undefined;
}

/** What is kept of the prompt with this id. */
export const recall = (id?: string): Saved | undefined => {
  try {
    return id && JSON.parse(sessionStorage[`koe:draft:${id}`]);
  } catch {
    return undefined; // nothing is kept, or nothing may be
  }
};

/** Keeps it, if the prompt has an id of its own. */
export const remember = (id: string | undefined, saved: Saved): void => {
  try {
    if (id) sessionStorage[`koe:draft:${id}`] = text(saved);
  } catch {
    // Forbidden or full: the page must not move its frame then.
  }
};
