/** The draw: one integer, 0–9,999, per survey and visitor. Made once, kept, never sent: a share of visitors, not of page views. */

import { keep, kept } from "./clocks";
import type { PublicConfig } from "./wire";

/** Makes the draws that are missing, for the surveys that any of these touchpoints may ask. */
export const draw = ({ site, surveys }: PublicConfig, touchpoints: string[]): void => {
  for (const { id, touchpoints: own } of surveys)
    if (own.some((name) => touchpoints.includes(name)) && !(kept(site, `draw:${id}`) >= 0))
      keep(site, `draw:${id}`, Math.floor(Math.random() * 1e4));
};
