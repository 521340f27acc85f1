/**
 * A question whose module is still loading, or never comes. The visitor does not wait for it: a score is sent at once, and the
 * prompt can be closed. When the module comes, this script replays the visitor's gestures to it, and the module goes on. When
 * it can't come, this script handles the gestures and says thanks.
 */

import type { Delivery } from "../sender/contract";
import type { Gesture } from "../shell/question";
import type { Host, Revision } from "./host";
import { thanks } from "./thanks";

/** The keys that mean something on the scale. */
const KEYS = /^(Arrow.+|Home|End|Enter|\d| )$/;

export interface PreModule {
  gesture: Gesture;
  /** The host for the module. It does not send again a score that this script has sent. */
  host: Host;
  /** Replays to the module the gestures that came before it. */
  repeat(gesture: Gesture): void;
  /** Goes on without the module, which can't come or has broken. */
  alone(): void;
}

export const preModule = (host: Host): PreModule => {
  const { question, mark } = host.panel;
  let done: Parameters<Gesture>[] = [];
  let sent: { score: number; fate: Promise<Delivery> } | undefined;
  /** The newest answer, sent by this script or by the module. */
  let last: typeof sent;
  let alone = false;

  const answer = (revision: Revision): Promise<Delivery> => {
    const { score } = revision;
    last = { score, fate: host.answer(revision) };
    return last.fate;
  };

  const choose = (score: number): void => {
    sent = { score, fate: answer({ score }) };
    mark(score, score, score);
    done = [];
    if (alone) thanks(host, score, sent.fate);
  };

  /** Handles a key without the module: a digit, Enter and Space choose, the others move. */
  const press = (key: string, at: number): void => {
    const radios = [...question.querySelectorAll<HTMLInputElement>("[name=score]")];
    const scores = radios.map(({ value }) => value);
    const place = scores.indexOf(`${at}`);
    if (/^(Enter| )$/.test(key)) return choose(at);
    if (/\d/.test(key)) return scores.includes(key) ? choose(+key) : undefined;
    const step = /Down|Right/.test(key) != (host.content.dir == "rtl" && /Left|Right/.test(key)) ? 1 : -1;
    const next = key == "Home" ? 0 : key == "End" ? -1 : (place + step) % scores.length;
    radios.at(next)!.focus();
    mark(undefined, +scores.at(next)!);
  };

  return {
    gesture(event, score) {
      if (event.type == "keydown") {
        const { key, ctrlKey, altKey, metaKey } = event as KeyboardEvent;
        if (ctrlKey || altKey || metaKey || !KEYS.test(key)) return;
        event.preventDefault();
        if (alone && score != null) return press(key, score);
      }
      if (event.type == "click") {
        if (score == null || sent?.score == score) return;
        choose(score);
      }
      done.push([event, score]);
    },
    host: {
      ...host,
      answer(revision) {
        const first = sent;
        sent = undefined;
        return first?.score == revision.score ? first.fate : answer(revision);
      },
    },
    repeat(gesture) {
      for (const [event, score] of done) {
        // The score that has the focus now: an earlier key of the replay may have moved it.
        const at = question.querySelector<HTMLInputElement>(":focus")?.value;
        gesture(event, at && event.type == "keydown" ? +at : score);
      }
    },
    alone() {
      alone = true;
      if (last) return thanks(host, last.score, last.fate);
      host.panel.reflect("asking", true);
      sent = undefined;
    },
  };
};
