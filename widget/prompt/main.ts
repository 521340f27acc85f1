/**
 * The prompt's script: between the sender and the WebAssembly, of which it is the only caller. It makes the host object,
 * puts the visitor's name into the words, and sees to it that a module that breaks is no error of the page.
 */

import launch, { draw, hide, mount, show as stand } from "glue";
import css from "../look/prompt.css";
import type { Order } from "../loader/order";
import { say } from "../loader/say";
import type { PromptContent, PublicSurvey } from "../loader/wire";
import type { Post } from "../sender/post";
import type { Standing } from "../sender/show";
import { guard } from "./guard";
import { type Hosted, hosting, named, placed } from "./host";
import { unreserved } from "./reserved";

let broken = false;
let look: CSSStyleSheet;
let abandon: (() => void) | undefined;

const broke = (error: unknown): void => {
  broken = true;
  say(`the prompt broke and is gone: ${error}`);
  // Whose place in the page it was can't do this any more.
  document.querySelector("koe-prompt")?.remove();
  abandon?.();
};

/** Starts the module that the response brings. The stylesheet is read while it is on its way. */
export default (module_or_path: Response): Promise<void> => {
  const launched = launch({ module_or_path, guard: (exports) => guard(exports, broke) });
  look = new CSSStyleSheet();
  look.replaceSync(css);
  return launched;
};

/** What can be done ahead of a prompt, off the page; in pieces, since a page must not stand still for it. */
export const ahead = (survey: PublicSurvey, words: PromptContent, slot: Element | null): (() => void)[] =>
  broken ? [] : [() => mount(look), () => draw({ content: named(words), placement: placed(survey, slot) })];

/** Puts a prompt onto the page: into `slot`, or over everything. `gone` is called once, when it has left. */
export const show = (
  order: Order & Partial<Hosted>,
  words: PromptContent,
  slot: Element | null,
  post: Post,
  gone: () => void,
): Standing => {
  if (broken) throw "the prompt broke on this page before";
  const { host, shown, answered, ignored, end } = hosting(order, words, slot, post, gone);
  abandon = end;
  if (slot) unreserved(slot, order.survey.id);
  stand(host, look);
  order.hosted?.(host);
  shown();
  return {
    answered,
    ignored,
    end() {
      end();
      hide();
    },
  };
};
