/** What only the page's owner needs: `koe('why')`, the overlay, and the words for calls that make no sense. Loaded when asked for. */

import type { Sender } from "../loader/order";
import { say } from "../loader/say";
import { open } from "./overlay";
import { why } from "./why";
import { words } from "./words";

export const explain: NonNullable<Sender["explain"]> = async (koe, call, given, error) => {
  const [callback] = given;
  if (call == "why" && (callback == null || typeof callback == "function")) {
    const decisions = await why(koe);
    try {
      callback?.(decisions);
    } catch (theirs) {
      say(`the function given to koe('why'): ${theirs}`);
    }
    return decisions;
  }
  if (call == "debug") return open(koe);
  return say(words(koe, call, given, error));
};
