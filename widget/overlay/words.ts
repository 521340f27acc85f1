/** What is said of a call that makes no sense, or that can't be made: always what to do instead. */

import type { KoeApi } from "../loader/queue";

/** What each call takes. */
const TAKES: Record<string, string> = {
  touchpoint: "the name of a touchpoint, then { segments } if there are any",
  identify: "{ id, expires_at, signature, name }, of which id is required, or nothing to forget who it was",
  segments: "an object, such as { plan: 'pro' }",
  consent: "'granted' or 'denied'",
  why: "a function, or nothing",
  show: "the id of a survey",
  preview: "the id of a survey",
  close: "nothing",
  on: "'prompted', 'answered' or 'dismissed', then a function",
  debug: "nothing",
};

/** `koe('show', 7)`, as the page wrote it. */
const written = (call: string, given: unknown[]): string => {
  const values = given.map((value) => {
    try {
      return typeof value == "function" ? "function" : (JSON.stringify(value) ?? `${value}`).slice(0, 60);
    } catch {
      return typeof value;
    }
  });
  return `koe(${[`'${call}'`, ...values].join(", ")})`;
};

/** The line about one call. `error` is what the loader threw. */
export const words = ({ config }: Pick<KoeApi, "config">, call: string, given: unknown[], error: unknown): string => {
  const takes = Object.keys(TAKES).includes(call) && TAKES[call];
  if (!takes) return `${written(call, given)}: there is no such call, only ${Object.keys(TAKES).join(", ")}`;
  const known = [...new Set(config.surveys.flatMap(({ touchpoints }) => touchpoints))];
  if (call == "touchpoint" && given[0] && typeof given[0] == "string")
    return known.includes(given[0])
      ? `${written(call, given)}: ${error}`
      : `${written(call, given)}: no survey is asked there; add it to a survey's touchpoints, which are now ${known.join(", ")}`;
  // What the loader throws is the prompt that is open, if that is what stands in the way.
  if (call == "show")
    return error
      ? `${written(call, given)}: a prompt is open already; call koe('close') first`
      : `${written(call, given)}: nothing is shown without consent; call koe('consent', 'granted') first`;
  // The loader throws what it was given; anything else went wrong by itself.
  const why = error instanceof Error && !(error instanceof TypeError) ? ` (${error})` : "";
  return `${written(call, given)}: it takes ${takes}${why}`;
};
