/** The end of a prompt whose module is not there: what became of the score, in the words that the module would say. */

import type { Delivery } from "../sender/contract";
import { bucketOf } from "./bucket";
import type { Host } from "./host";

/** Title and sentence by what became of the answer. */
const WORDS = {
  saved: ["saved_on_device", "offline"],
  failed: ["saved_on_device", "score_failed"],
  unkept: ["not_recorded", "unkept"],
  refused: ["not_recorded", "score_refused"],
} as const;

/** Replaces the question by the thanks, and updates the words once the delivery of the score has ended. */
export const thanks = ({ panel, content }: Host, score: number, fate: Promise<Delivery>): void => {
  const { texts, scale } = content;
  const say = panel.end;
  say(texts.receipt_title, texts.sending);
  fate.then((delivery) => {
    if (delivery == "stored") return say(texts.receipt_title, texts.thanks.text?.[bucketOf(score, scale)] ?? texts.receipt_text);
    const [title, sentence] = WORDS[delivery];
    say(texts[title], texts[sentence]);
  });
};
