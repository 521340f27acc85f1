/**
 * Eligibility: whether a moment may prompt, and if not, why. Pure, so that `koe('why')`, the prompt and the table of
 * cases all see one and the same rule.
 */

import { DAY } from "./day";
import { fits } from "./pattern";
import type { PublicConfig } from "./wire";

/** Everything a decision rests on besides the configuration. */
export interface Moment {
  /** Unix milliseconds. */
  now: number;
  /** The path of the page. */
  path: string;
  /** The touchpoints that have come. */
  touchpoints: string[];
  /** Whether anything may be kept on this device. */
  consent: boolean;
  /** Whether a prompt is open, or on its way. */
  open: boolean;
  /** Whether the browser can run the prompt. */
  able: boolean;
  /** What storage holds under a name of `clocks.ts`; NaN for nothing. */
  kept(name: string): number;
}

export type Skip =
  | { decision: "cooling_down"; until: string }
  | { decision: "answered_before" | "dismissed_before"; recontact_at: string }
  | { decision: "starved"; by: string }
  | {
      decision:
        | "not_active"
        | "wrong_touchpoint"
        | "wrong_page"
        | "no_consent"
        | "already_open"
        | "sampled_out"
        | "storage_blocked"
        | "unsupported";
    };

/** What is decided about one survey. */
export type Decision = { survey: string } & (Skip | { decision: "prompt"; touchpoint: string });

const instant = (time: number): string => `${new Date(time).toISOString().slice(0, 19)}Z`;

/**
 * One decision per survey, in document order, and at most one of them `prompt`: of several due at once the survey asked
 * longest ago is it, then document order, and the others are `starved`.
 *
 * A clock more than a day ahead of `now` was set while the device's clock was wrong, and does not count.
 */
export const decide = (config: PublicConfig, moment: Moment): Decision[] => {
  const { now, kept } = moment;
  let first = "";
  let longest = Infinity;

  const decisions = config.surveys.map((survey): Decision => {
    const { id } = survey;
    const come = survey.touchpoints.filter((name) => moment.touchpoints.includes(name));
    const touchpoint = come.find((name) => fits(moment.path, config.touchpoints[name]?.url));
    const draw = kept(`draw:${id}`);
    const skip = (decision: string, detail?: object) => ({ survey: id, decision, ...detail }) as Decision;
    let until = "";
    const runs = (clock: string, days: number): boolean => {
      const start = kept(clock);
      const end = start + days * DAY;
      const running = start < now + DAY && end > now;
      if (running) until = instant(end);
      return running;
    };
    if (!survey.active) return skip("not_active");
    if (!come.length) return skip("wrong_touchpoint");
    if (!touchpoint) return skip("wrong_page");
    if (!moment.consent) return skip("no_consent");
    if (moment.open) return skip("already_open");
    if (runs("prompted", config.cool_down_days)) return skip("cooling_down", { until });
    if (runs(`answered:${id}`, survey.recontact_days)) return skip("answered_before", { recontact_at: until });
    if (runs(`dismissed:${id}`, survey.recontact_after_dismissal_days))
      return skip("dismissed_before", { recontact_at: until });
    if (draw >= survey.sample_bp) return skip("sampled_out");
    // The draw is made before deciding: where there is none, nothing can be kept, and everybody would be asked for ever.
    if (!(draw >= 0)) return skip("storage_blocked");
    if (!moment.able) return skip("unsupported");

    const asked = kept(`prompted:${id}`) || 0;
    if (asked < longest) {
      longest = asked;
      first = id;
    }
    return skip("prompt", { touchpoint });
  });

  return decisions.map((decision) =>
    decision.decision == "prompt" && decision.survey != first
      ? { survey: decision.survey, decision: "starved", by: first }
      : decision,
  );
};
