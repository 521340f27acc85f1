/**
 * The question with its scale: a group of native radios in four layouts. It is drawn as soon as its words have come, before
 * there is any WebAssembly. The caller decides what a gesture does.
 */

import type { PromptContent } from "../loader/wire";
import { face, star } from "./drawings";
import { make } from "./element";

/** Something that the visitor does with the scale, on a score or on none. */
export type Gesture = (event: Event, score: number | undefined) => void;

export interface Question {
  fieldset: HTMLFieldSetElement;
  /** Shows which score is confirmed, which one the keyboard is at, and which one the eye is on. */
  mark(chosen?: number, checked?: number, pointed?: number): void;
}

/** The layouts by the classes of scale and fieldset. */
const layoutOf = ({ metric, display, scale, texts: { steps } }: PromptContent): [scale: string, fieldset: string] => {
  if (metric == "nps") return ["row eleven", "beside"];
  if (metric == "csat" && display != "numbers") return ["drawings", "drawn beside"];
  if (metric == "csat" || !steps[0]) return ["row", "beside"];
  return scale.max > 5 ? ["row or-list", "beside"] : ["list", ""];
};

/** A number as the language writes it. */
const numeral = (number: number, digits?: string): string =>
  `${number}`.replace(/\d/g, (digit) => (digits ? digits[+digit]! : digit));

/** `required` where a score can be sent without being confirmed: there the browser says what is missing. */
export const question = (content: PromptContent, required: boolean, gesture: Gesture): Question => {
  const { scale, display, digits, texts } = content;
  const { low, high, steps, greeting, statement } = texts;
  const { min, max } = scale;
  const [layout, beside] = layoutOf(content);
  const listed = /list/.test(layout);
  const drawn = layout == "drawings";

  const radios: HTMLInputElement[] = [];
  const cells: HTMLElement[] = [];
  const names: HTMLElement[] = [];
  const first = make("input", { type: "radio", name: "score", "data-koe": "score", required: required && "" });
  for (let score = min; score <= max; score++) {
    const at = score - min;
    const shown = numeral(score, digits);
    const name = steps[at] || (score == min ? low : score == max ? high : "");
    const radio = first.cloneNode() as HTMLInputElement;
    radio.value = `${score}`;
    radio.ariaLabel = `${shown} ${name}`;
    const seen = !drawn ? make("b", {}, shown) : display == "stars" ? star() : face(at);
    radios.push(radio);
    cells.push(make("label", { class: "cell", part: "score" }, radio, seen, ...(listed ? [make("span", {}, steps[at]!)] : [])));
    if (steps[at]) names.push(make("span", {}, steps[at]));
  }
  const cellsOf = make("div", { class: `scale ${layout}`, part: "scale" }, ...cells);
  for (const type of ["click", "keydown", "mouseover", "mouseout"])
    cellsOf.addEventListener(type, (event) => {
      const target = event.target as Element;
      const at = type == "mouseout" ? -1 : cells.indexOf(target.closest("label")!);
      // The browser follows a click on a label by one on its radio, and a screen reader clicks the radio: only that counts.
      if (type != "click" || target.matches("input")) gesture(event, at < 0 ? undefined : min + at);
    });

  // With a statement to agree with, the question is the quiet line above it.
  const legend = make(
    "legend",
    { part: "question" },
    ...(greeting ? [make("small", { "data-koe": "greeting" }, greeting)] : []),
    ...(statement ? [make("small", {}, texts.question), statement] : [texts.question]),
  );
  const end = (score: number, name: string) =>
    make("span", {}, ...(drawn ? [] : [make("b", {}, numeral(score, digits))]), name);
  // Both ends, and between them the step that is pointed at. The radios have these names themselves.
  const ends = make(
    "div",
    { class: "ends", "aria-hidden": "true" },
    end(min, low),
    make("span", { class: "live" }, ...names),
    end(max, high),
  );
  return {
    fieldset: make("fieldset", { class: beside || undefined }, legend, cellsOf, ...(layout == "list" ? [] : [ends])),
    mark(chosen, checked, pointed = -1) {
      cells.forEach((cell, at) => {
        const score = min + at;
        cell.className = score == chosen ? "cell on full" : score <= pointed ? "cell full" : "cell";
        radios[at]!.checked = score == checked;
        if (names[at]) names[at].className = score == pointed ? "on" : "";
      });
    },
  };
};
