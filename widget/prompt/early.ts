/**
 * A question whose module is still on its way. Nobody is told to wait for it: a score is sent at once, a prompt is closed,
 * and what was done is done once more for the module when it comes, which then goes on from there.
 */

import type { Delivery } from "../sender/deliver";
import type { Gesture } from "../stage/question";
import type { Host, Revision } from "./host";

/** The keys that mean something on the scale. */
const KEYS = /^(Arrow.+|Home|End|Enter|\d| )$/;

export interface Early {
  gesture: Gesture;
  /** The host for the module, which finds the first score on its way already. */
  host: Host;
  /** Does for the module what was done before it came. */
  repeat(gesture: Gesture): void;
}

export const early = (host: Host): Early => {
  const { question, mark } = host.panel;
  let done: Parameters<Gesture>[] = [];
  let sent: { score: number; fate: Promise<Delivery> } | undefined;
  return {
    gesture(event, score) {
      if (event.type == "keydown") {
        const { key, ctrlKey, altKey, metaKey } = event as KeyboardEvent;
        if (ctrlKey || altKey || metaKey || !KEYS.test(key)) return;
        event.preventDefault();
      }
      if (event.type == "click") {
        if (score == null || sent?.score == score) return;
        sent = { score, fate: host.answer({ score }) };
        mark(score, score, score);
        done = [];
      }
      done.push([event, score]);
    },
    host: {
      ...host,
      answer(revision: Revision) {
        const first = sent;
        sent = undefined;
        return first?.score == revision.score ? first.fate : host.answer(revision);
      },
    },
    repeat(gesture) {
      for (const [event, score] of done) {
        // Where a key before has moved it by now.
        const at = question.querySelector<HTMLInputElement>(":focus")?.value;
        gesture(event, at && event.type == "keydown" ? +at : score);
      }
    },
  };
};
