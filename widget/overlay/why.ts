/** `koe('why')`: one decision per survey, for the touchpoints that have come on this page. */

import { prompting } from "../loader/clocks";
import { Reason, type Ruling } from "../loader/decide";
import { type Decision, decisions } from "../loader/decisions";
import type { KoeApi } from "../loader/queue";

/** Whether a prompt is open in any tab. Without locks nobody can know. */
const elsewhere = async (site: string): Promise<boolean> => {
  try {
    const { held } = await navigator.locks.query();
    return held!.some(({ name }) => name == prompting(site));
  } catch {
    return false;
  }
};

/** A prompt in another tab stands in the way of all that one on this page would. */
const barred = (ruling: Ruling): Ruling =>
  ruling.reason && ruling.reason < Reason.AlreadyOpen ? ruling : { ...ruling, reason: Reason.AlreadyOpen };

export const why = async ({ config, judge, come }: KoeApi, touchpoints = come): Promise<Decision[]> => {
  const open = await elsewhere(config.site);
  const rulings = judge(touchpoints);
  return decisions(open ? rulings.map(barred) : rulings);
};
