// "Ask me again": makes this browser one that was never asked. Answers that
// still wait to be sent stay; they are what a visitor said.

import { element } from "../shop/element.js";
import { words } from "./words.js";

const PROMPT = "koe:";
const WAITING = /^koe:[^:]+:out:/;

/** Removes what the prompt keeps, draws and clocks, for every site of this origin. */
export function forget(storage = localStorage) {
  for (const key of Object.keys(storage)) {
    if (key.startsWith(PROMPT) && !WAITING.test(key)) storage.removeItem(key);
  }
}

/** The button. The page is loaded anew, so that its touchpoint comes again. */
export function againButton(look) {
  return element("button", { class: look ?? null, type: "button", title: words.again_why, onclick: again }, words.again);
}

function again() {
  try {
    forget();
  } catch {
    // Where nothing can be kept, there is nothing to forget.
  }
  location.reload();
}
