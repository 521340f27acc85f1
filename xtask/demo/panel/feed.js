// Follows the site's scores through the API, as any colleague's script would:
// the newest answers every two seconds, the scores whenever those change.

import { SITE, surveys } from "./surveys.js";

const NEWEST = 8;
const EVERY = 2_000;
/** Prompts shown and dismissed change without an answer: the scores are asked for at least this often. */
const REFRESH = 10_000;
const SLOWEST = 30_000;

/**
 * Starts following. `tell` gets `{ phase, answers, scores, at }` after every
 * change: `phase` is `live`, `failed` (earlier figures stay) or `refused` (the
 * key cannot read), `scores` maps a survey to `{ address, text, body }`.
 * Returns a function that stops it.
 */
export function follow(key, tell, { compare = false } = {}) {
  const state = { phase: "loading", answers: [], scores: new Map(), at: null };
  let stopped = false;
  let timer = 0;
  let seen = null;
  let scored = 0;
  let failures = 0;

  const step = async () => {
    clearTimeout(timer);
    if (stopped || document.hidden) return;
    try {
      const changed = await look();
      failures = 0;
      if (changed || state.phase !== "live") tell({ ...state, phase: (state.phase = "live") });
    } catch (error) {
      failures += 1;
      state.phase = error instanceof Refused ? "refused" : "failed";
      tell({ ...state });
      if (state.phase === "refused") return;
    }
    if (!stopped) timer = setTimeout(step, Math.min(SLOWEST, EVERY * 2 ** failures));
  };

  const look = async () => {
    const { text, body } = await get(`/v1/sites/${SITE}/answers?limit=${NEWEST}`, key);
    const fresh = text !== seen;
    if (!fresh && Date.now() - scored < REFRESH) return false;
    const found = await Promise.all(surveys.map(({ id }) => get(address(id, compare), key)));
    surveys.forEach(({ id }, index) => state.scores.set(id, found[index]));
    state.answers = body.answers;
    state.at = new Date();
    seen = text;
    scored = Date.now();
    return true;
  };

  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(step, 400);
  };
  document.addEventListener("visibilitychange", soon);
  addEventListener("koe:answered", soon);
  step();

  return () => {
    stopped = true;
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", soon);
    removeEventListener("koe:answered", soon);
  };
}

/** The address of one survey's score, as it can be pasted elsewhere. */
export const address = (survey, compare = false) =>
  `/v1/sites/${SITE}/scores?survey=${survey}${compare ? "&compare=previous" : ""}`;

class Refused extends Error {}

async function get(path, key) {
  const reply = await fetch(path, { headers: { Authorization: `Bearer ${key}` }, cache: "no-store" });
  if (reply.status === 401 || reply.status === 403) throw new Refused(`${reply.status}`);
  if (!reply.ok) throw new Error(`${path}: status ${reply.status}`);
  const text = await reply.text();
  return { address: path, text, body: JSON.parse(text) };
}
