/**
 * The question with its scale: a group of native radios. It is built as soon as its words have come, before there is any
 * WebAssembly. The caller decides what a gesture does.
 */

import type { PromptContent } from "../loader/wire";
import { build } from "./tree";

/** Something that the visitor does with the scale, on a score or on none. */
export type Gesture = (event: Event, score: number | undefined) => void;

export interface Question {
  fieldset: HTMLFieldSetElement;
  /** Shows which score is confirmed, which one the keyboard is at, and which one the eye is on. */
  mark(chosen?: number, checked?: number, pointed?: number): void;
}

/** `required` where a score can be sent without being confirmed: there the browser says what is missing. */
export const question = ({ question, scale, texts }: PromptContent, required: boolean, gesture: Gesture): Question => {
  const { min } = scale;
  const fieldset = build(question) as HTMLFieldSetElement;
  const cells = [...fieldset.querySelectorAll("label")];
  const names = fieldset.querySelectorAll(".live span");
  const greeting = fieldset.querySelector("[data-koe=greeting]")!;
  if (texts.greeting) greeting.append(texts.greeting);
  else greeting.remove();
  for (const { control } of cells) (control as HTMLInputElement).required = required;
  for (const type of ["click", "keydown", "mouseover", "mouseout"])
    fieldset.querySelector(".scale")!.addEventListener(type, (event) => {
      const target = event.target as Element;
      const at = type == "mouseout" ? -1 : cells.indexOf(target.closest("label")!);
      // The browser follows a click on a label by one on its radio, and a screen reader clicks the radio: only that counts.
      if (type != "click" || target.matches("input")) gesture(event, at < 0 ? undefined : min + at);
    });
  return {
    fieldset,
    mark(chosen, checked, pointed = -1) {
      cells.forEach((cell, at) => {
        const score = min + at;
        cell.className = score == chosen ? "cell on full" : score <= pointed ? "cell full" : "cell";
        (cell.control as HTMLInputElement).checked = score == checked;
        if (names[at]) names[at].className = score == pointed ? "on" : "";
      });
    },
  };
};
