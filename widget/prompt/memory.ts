/**
 * A prompt in a frame, kept while its tab lives: a page that moves the frame has the browser load it anew, and what was
 * written would be gone. It lies in the session storage of the frame's own origin, under `koe:draft:{id}`.
 */

import { text } from "../sender/plain";

/** What stands in the fields of the follow-up, by their hooks; of a box whether it is ticked. */
export type Draft = Record<string, string | boolean>;

export interface Saved {
  /** The id of the answer; another than the prompt's once an answer was taken back. */
  id: string;
  /** Of the newest outcome that was said; 0 before there is one. */
  revision: number;
  score?: number | undefined;
  /** It was asked to be taken back, and is not yet. */
  taken?: boolean | undefined;
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
    // Storage is forbidden or full: the draft is lost if the page moves the frame.
  }
};

/** The fields, each after the box that brings it. */
const FIELDS = ["comment", "reply", "email", "publish", "name"];

const fieldsOf = (panel: Element): [hook: string, field: HTMLInputElement][] =>
  FIELDS.flatMap((hook) => {
    const field = panel.querySelector<HTMLInputElement>(`[data-koe=${hook}]`);
    return field ? [[hook, field]] : [];
  });

/** What stands in the fields of a panel. */
export const written = (panel: Element): Draft =>
  Object.fromEntries(fieldsOf(panel).map(([hook, field]) => [hook, field.type == "checkbox" ? field.checked : field.value]));

/** Writes it into the fields again, as if the visitor did. */
export const write = (panel: Element, draft: Draft): void => {
  for (const name of FIELDS)
    for (const [hook, field] of fieldsOf(panel)) {
      const kept = draft[hook];
      if (hook != name || !kept) continue;
      if (kept === true) field.checked = kept;
      else field.value = kept;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
};
