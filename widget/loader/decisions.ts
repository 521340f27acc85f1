/** Rulings in the words of the contract, for `koe('why')` and the overlay. In the overlay's file: only owners ask. */

import { foremost, Reason, type Ruling } from "./decide";

export type Skip =
  | { decision: "cooling_down"; until: string }
  | { decision: "answered_before" | "dismissed_before"; recontact_at: string }
  | { decision: "starved"; by: string }
  | {
      decision:
        | "not_active"
        | "wrong_page"
        | "wrong_touchpoint"
        | "no_consent"
        | "already_open"
        | "sampled_out"
        | "storage_blocked"
        | "unsupported";
    };

/** What is decided about one survey. */
export type Decision = { survey: string } & (Skip | { decision: "prompt"; touchpoint: string });

const instant = (time: number): string => `${new Date(time).toISOString().slice(0, 19)}Z`;

export const decisions = (rulings: Ruling[]): Decision[] => {
  const first = foremost(rulings)?.survey;
  return rulings.map(({ survey, reason, touchpoint, end }): Decision => {
    switch (reason) {
      case Reason.Due:
        return survey == first
          ? { survey, decision: "prompt", touchpoint: touchpoint! }
          : { survey, decision: "starved", by: first! };
      case Reason.CoolingDown:
        return { survey, decision: "cooling_down", until: instant(end) };
      case Reason.AnsweredBefore:
        return { survey, decision: "answered_before", recontact_at: instant(end) };
      case Reason.DismissedBefore:
        return { survey, decision: "dismissed_before", recontact_at: instant(end) };
      case Reason.NotActive:
        return { survey, decision: "not_active" };
      case Reason.WrongPage:
        return { survey, decision: "wrong_page" };
      case Reason.WrongTouchpoint:
        return { survey, decision: "wrong_touchpoint" };
      case Reason.NoConsent:
        return { survey, decision: "no_consent" };
      case Reason.AlreadyOpen:
        return { survey, decision: "already_open" };
      case Reason.SampledOut:
        return { survey, decision: "sampled_out" };
      case Reason.StorageBlocked:
        return { survey, decision: "storage_blocked" };
      case Reason.Unsupported:
        return { survey, decision: "unsupported" };
    }
  });
};
