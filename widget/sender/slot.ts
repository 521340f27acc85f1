/** The page's places for inline prompts: elements with `data-koe-inline`, also in open shadow roots. */

import type { PublicSurvey } from "../loader/wire";

/** The place for a prompt of this survey, if the page has one now. Only a survey that needs it is worth a look into all roots. */
export const slotOf = (survey: Pick<PublicSurvey, "id" | "placement">, root: ParentNode = document): Element | null => {
  let slot = root.querySelector(`[data-koe-inline="${survey.id}"]`);
  if (!slot && survey.placement == "inline")
    for (const { shadowRoot } of root.querySelectorAll("*")) slot ||= shadowRoot && slotOf(survey, shadowRoot);
  return slot;
};
