/** What the overlay shows, worked out: one place that reads, so that drawing is only drawing. */

import { kept, outbox } from "../loader/clocks";
import type { Decision } from "../loader/decisions";
import type { KoeApi } from "../loader/queue";
import { keys } from "../loader/storage";
import { check } from "./check";
import { fill, type Texts } from "./texts";
import { why } from "./why";

export interface SurveyFacts {
  id: string;
  /** The published code of the decision, and its sentence. */
  code: Decision["decision"];
  sentence: string;
  /** What would be decided if its touchpoint came now. */
  then?: string;
  /** The draw, and the clocks that run. */
  kept: [what: string, value: string][];
}

export interface Facts {
  surveys: SurveyFacts[];
  touchpoints: [name: string, state: string][];
  device: string[];
  /** Where the owner reads what to do about it. */
  check: string;
}

/** `origin` is the deployment's. */
export const facts = async (koe: KoeApi, texts: Texts, lang: string, origin: string): Promise<Facts> => {
  const { config, come, waits } = koe;
  const { site } = config;
  const time = (at: number | string): string =>
    new Date(at).toLocaleString(lang, { dateStyle: "medium", timeStyle: "short" });

  const number = (value: number): string => value.toLocaleString(lang);

  const sentence = (made: Decision, touchpoints: string[]): string => {
    const given: Record<string, unknown> = { ...made, touchpoints: touchpoints.join(", ") };
    if ("until" in made) given.time = time(made.until);
    if ("recontact_at" in made) given.time = time(made.recontact_at);
    return fill(texts.reasons[made.decision], given);
  };

  const now = await why(koe);
  const surveys: SurveyFacts[] = [];
  for (const [n, { id, touchpoints, sample_bp }] of config.surveys.entries()) {
    const made = now[n]!;
    const later = made.decision == "wrong_touchpoint" ? (await why(koe, touchpoints))[n]! : undefined;
    const draw = kept(site, `draw:${id}`);
    surveys.push({
      id,
      code: made.decision,
      sentence: sentence(made, touchpoints),
      ...(later && { then: fill(texts.then, { decision: `${sentence(later, touchpoints)} (${later.decision})` }) }),
      kept: [
        [texts.draw, fill(draw >= 0 ? texts.drawn : texts.undrawn, { draw: number(draw), sample: number(sample_bp) })],
        ...(["prompted", "answered", "dismissed"] as const)
          .map((clock): [string, number] => [texts.clocks[clock], kept(site, `${clock}:${id}`)])
          .filter(([, at], n) => at || !n)
          .map(([what, at]): [string, string] => [what, at ? time(at) : texts.never]),
      ],
    });
  }

  const state = (name: string): string => {
    if (come.includes(name)) return texts.come;
    const rule = config.touchpoints[name];
    if (!rule) return texts.told;
    const next = waits[name]?.next;
    if (!next) return texts.elsewhere;
    const given = rule.when[next];
    return fill(texts.waits[next], { given: next == "scroll" ? `${Math.round(+given! * 100)} %` : given });
  };
  const names = new Set([...config.surveys.flatMap(({ touchpoints }) => touchpoints), ...Object.keys(config.touchpoints)]);

  const device = [fill(texts.outbox, { count: keys(outbox(site)).length })];
  if ((navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl && config.respect_gpc)
    device.push(texts.privacy);
  return { surveys, touchpoints: [...names].map((name) => [name, state(name)]), device, check: check(origin, koe, now) };
};
