/**
 * Eligibility: whether a moment may prompt, and if not, why. Pure, so that `koe('why')`, the prompt and the table of
 * cases all see one and the same rule. The published words for it are in `decisions.ts`.
 */

import { DAY } from "./day";
import type { PublicConfig } from "./wire";

/** In the order in which they are looked for. Numbers here, so that no page loads the words. */
export const enum Reason {
  Due,
  NotActive,
  WrongPage,
  WrongTouchpoint,
  NoConsent,
  AlreadyOpen,
  CoolingDown,
  AnsweredBefore,
  DismissedBefore,
  SampledOut,
  StorageBlocked,
  Unsupported,
}

/** What is decided about one survey: that it is due, or the first reason why not. */
export interface Ruling {
  survey: string;
  reason: Reason;
  /** The touchpoint that has come. */
  touchpoint: string | undefined;
  /** When the clock that was checked last runs out. */
  end: number;
  /** When it was last asked, where it is due. */
  asked: number;
}

/**
 * One ruling per survey, in document order. One parameter for each thing that it rests on: their names cost no page a byte.
 *
 * A clock more than a day ahead of `now` was set while the device's clock was wrong, and does not count.
 */
export const decide = (
  config: PublicConfig,
  /** Unix milliseconds. */
  now: number,
  /** What storage holds under a name of `clocks.ts`; NaN for nothing. */
  kept: (name: string) => number,
  /** The touchpoints that have come. */
  touchpoints: string[],
  /** Whether a touchpoint can come on this page. */
  matchesPage: (touchpoint: string) => boolean,
  /** Whether anything may be kept on this device. */
  consent: boolean,
  /** The prompt that is open, or on its way. */
  open: unknown,
  /** Whether the browser can run the prompt. */
  able: boolean,
): Ruling[] =>
  config.surveys.map((survey) => {
    const { id } = survey;
    const come = survey.touchpoints.filter((name) => touchpoints.includes(name));
    const touchpoint = come.find(matchesPage);
    const draw = () => kept(`draw:${id}`);
    let end = 0;
    const runs = (clock: string, days: number): boolean => {
      const start = kept(clock);
      end = start + days * DAY;
      return start < now + DAY && end > now;
    };
    // prettier-ignore
    const reason =
      !survey.active ? Reason.NotActive
      : !touchpoint ? (come[0] || !survey.touchpoints.some(matchesPage) ? Reason.WrongPage : Reason.WrongTouchpoint)
      : !consent ? Reason.NoConsent
      : open ? Reason.AlreadyOpen
      : runs("prompted", config.cool_down_days) ? Reason.CoolingDown
      : runs(`answered:${id}`, survey.recontact_days) ? Reason.AnsweredBefore
      : runs(`dismissed:${id}`, survey.recontact_after_dismissal_days * (kept(`backoff:${id}`) || 1)) ? Reason.DismissedBefore
      : draw() >= survey.sample_bp ? Reason.SampledOut
      // The loader draws before it decides. Without a draw, storage keeps nothing, and the visitor would be asked every time.
      : !(draw() >= 0) ? Reason.StorageBlocked
      : !able ? Reason.Unsupported
      : Reason.Due;
    return { survey: id, reason, touchpoint, end, asked: reason ? 0 : kept(`prompted:${id}`) || 0 };
  });

/** Of several surveys due at once, the one that was asked longest ago, then document order. The others starve. */
export const foremost = (rulings: Ruling[]): Ruling | undefined =>
  rulings.filter(({ reason }) => !reason).sort((a, b) => a.asked - b.asked)[0];
