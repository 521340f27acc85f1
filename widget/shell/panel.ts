/**
 * The panel: what stands around every step of a prompt, with the question in it as the first of them. The steps that
 * follow are drawn by the module, into `steps`.
 */

import type { PromptContent } from "../loader/wire";
import { make } from "./element";
import { type Gesture, type Question, question } from "./question";

/**
 * Where a panel stands: in a corner of the window (a sheet at the bottom of a phone), in its place in the page, in the
 * middle and holding the focus, on a page of its own, or filling the frame it is in.
 */
export type Placement = "popover" | "inline" | "modal" | "page" | "frame";

export interface Panel {
  element: HTMLElement;
  /** The question's group of radios. On a page of its own it stands in a form with the comment, which the module draws. */
  question: HTMLFieldSetElement;
  /** Takes the focus itself, so that no score has it. */
  focus(): void;
  /** Marks scores, before the module does. */
  mark: Question["mark"];
  /** Takes the steps of the module in. */
  admit(steps: HTMLElement): void;
  /**
   * Shows a state by its name (the panel has none before the first call): whether it asks, the marks of its scale, the text
   * that is read out, and the panel's height before, when the step is another one.
   */
  reflect(
    state: string,
    asks: boolean,
    chosen?: number,
    checked?: number,
    pointed?: number,
    spoken?: string,
    from?: number,
  ): void;
  /** Shows these words in the place of all steps, and has them read out. */
  end(title: string, sentence: string): void;
}

/** What a panel hears from its visitor. */
export interface Heard {
  gesture: Gesture;
  /** The visitor closes it. */
  close(): void;
  /** Something was drawn; `from` which height, when it is another step. */
  drawn(from: number | undefined): void;
}

export const draw = (content: PromptContent, placement: Placement, heard: Heard): Panel => {
  const { scale, lang, dir, texts, theme } = content;
  const page = placement == "page";
  const modal = placement == "modal";
  const popover = placement == "popover";
  // An inline prompt is part of the page: nothing closes it.
  const closable = !page && placement != "inline";
  // Eleven scores need room, and leave some for a footnote.
  const wide = scale.max > 7;

  const { fieldset, mark } = question(content, page, heard.gesture);
  // Radios need a form: Chromium keeps those without one in a list of the shadow root, even after they were removed. With
  // this method the browser stays on the page.
  const form = make("form", { class: "step body", method: "dialog", novalidate: "", tabindex: "-1" });
  form.addEventListener("submit", (event) => event.preventDefault());
  if (!page) form.append(fieldset);
  if (wide && closable && texts.footnote)
    form.append(make("p", { class: "footnote", part: "footnote" }, texts.footnote));

  const lines = make("path", { d: "M5 5l10 10M15 5L5 15" });
  const cross = make("svg", { class: "icon", viewBox: "0 0 20 20", "aria-hidden": "true" }, lines);
  const status = make("p", { class: "unseen", role: "status" });
  const close = make("button", { class: "close", type: "button", part: "close", "data-koe": "close", "aria-label": texts.close }, cross);
  // The second click of a double click is ignored: the first may have brought another element under the pointer.
  close.addEventListener("click", ({ detail }) => detail < 2 && heard.close());

  const floats = popover || modal ? "floating " : "";
  const element: HTMLElement = make(
    modal ? "dialog" : "section",
    {
      class: `panel ${floats}${placement} ${popover && wide ? "wide " : ""}${theme.position}`,
      part: "panel",
      "data-koe": "panel",
      "aria-label": texts.label,
      lang,
      dir,
      role: !modal && "region",
      popover: popover && "manual",
    },
    ...(page ? [] : [form]),
    status,
    ...(closable ? [close] : []),
  );
  if (closable)
    element.addEventListener("keydown", (event) => {
      // Escape also ends the composition of a Japanese word; some browsers show that only by the old key code 229.
      if (event.key != "Escape" || event.isComposing || event.keyCode == 229) return;
      event.preventDefault();
      heard.close();
    });
  // In a sandboxed frame that forbids forms the browser submits none, so the button's click dispatches the event.
  element.addEventListener("click", (event) => {
    const button = (event.target as Element).closest("button");
    if (button?.type != "submit" || !button.form) return;
    event.preventDefault();
    // Of the event's own class: a page may have given the name `Event` to one of its own.
    button.form.dispatchEvent(new (event.constructor as typeof Event)("submit", { bubbles: true, cancelable: true }));
  });
  // The browser closes a dialog on Escape wherever the focus is.
  element.addEventListener("close", heard.close);

  return {
    element,
    question: fieldset,
    mark,
    // Firefox would focus the first score, where the visitor's next key, meant for the page, would answer.
    focus: () => form.focus(),
    admit(steps) {
      status.before(steps);
    },
    end(title, sentence) {
      const words = make("p", {}, make("b", {}, title), sentence);
      const body = make("div", { class: "body" }, make("div", { class: "head" }, words));
      while (status.previousSibling) status.previousSibling.remove();
      status.before(make("div", { class: "step" }, body));
      status.textContent = `${title} ${sentence}`;
      element.dataset["state"] = "thanked";
      heard.drawn(0);
    },
    reflect(state, asks, chosen, checked, pointed, spoken = "", from) {
      element.dataset["state"] = state;
      if (!asks) form.remove();
      else if (!form.parentNode) element.prepend(form);
      mark(chosen, checked, pointed);
      if (status.textContent != spoken) status.textContent = spoken;
      heard.drawn(from);
    },
  };
};
