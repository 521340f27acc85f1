/**
 * Touchpoints that come by themselves. The script of a site has the code of those conditions that its document names, and
 * none of this where it names none; a pinned loader has all.
 */

import { click } from "./rules/click";
import type { Conditions } from "./rules/condition";
import { exit } from "./rules/exit";
import { inView } from "./rules/in_view";
import { scroll } from "./rules/scroll";
import { visible } from "./rules/visible";

/** The code of each condition. The configuration has the conditions of a touchpoint in the order in which they are waited for. */
export const CONDITIONS: Conditions = { dwell_ms: visible, scroll, in_view: inView, click, exit, delay_ms: visible };
