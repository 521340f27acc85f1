/** What stands in the host page: a panel with the question, in a place of its own. */

import { make } from "./element";

export { narrow } from "../place/place";
export { quiet } from "../place/quiet";
export { draw, type Panel, type Placement } from "./panel";
export { enter, leave, prepare, settle } from "./shell";

/** Where the module draws the steps that follow the question. */
export const steps = (): HTMLElement => make("div", { class: "steps" });
