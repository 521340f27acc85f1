/** The page's places for inline prompts: elements with `data-koe-inline`, also in open shadow roots. */

import type { PublicSurvey } from "../loader/wire";

/** How long a page may take to bring the place, and how often it is looked for, in milliseconds. */
const PATIENCE = 1e4;
const PAUSE = 200;

const find = (root: ParentNode, id: string, deep: boolean): Element | null => {
  let slot = root.querySelector(`[data-koe-inline="${id}"]`);
  if (!slot && deep) for (const { shadowRoot } of root.querySelectorAll("*")) slot ||= shadowRoot && find(shadowRoot, id, deep);
  return slot;
};

/** The place for a prompt of this survey, if the page has one now. Only a survey that needs it is worth a look into all roots. */
export const slotOf = ({ id, placement }: PublicSurvey): Element | null => find(document, id, placement == "inline");

/** Where a prompt belongs in the page as it is when this is asked: in its place, which may be another by then, or over everything. */
export const homeOf =
  (survey: PublicSurvey, slot: Element | null): (() => Element | null) =>
  () =>
    !slot ? document.documentElement : slot.isConnected ? slot : slotOf(survey);

/** The place; for a survey that needs one, as soon as the page has it. */
export const awaitSlot = async (survey: PublicSurvey, wanted: () => boolean): Promise<Element | null> => {
  let slot = slotOf(survey);
  for (let waited = 0; !slot && survey.placement == "inline" && wanted() && waited < PATIENCE; waited += PAUSE) {
    await new Promise((done) => setTimeout(done, PAUSE));
    slot = slotOf(survey);
  }
  return slot;
};
