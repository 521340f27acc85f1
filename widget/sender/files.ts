/**
 * The files of a prompt, fetched in parallel and asked for once a page, however many prompts it shows. Any that is
 * missing rejects, and is asked for anew the next time: the loader then has a newer release.
 */

import type { PromptContent, PublicConfig, PublicSurvey } from "../loader/wire";
import { choose } from "./language";

/** The prompt's script. */
export type Prompt = typeof import("../prompt/main");

/** What `files` rejects with when a request had no reply. A policy of the page may be why, and does not bind a frame. */
export const CUT_OFF = "no reply";

const kept: Record<string, Promise<any> | undefined> = {};

/** What a promise was for, as long as it was not broken. */
const once = <T>(key: string, promise: () => Promise<T>): Promise<T> =>
  (kept[key] =
    kept[key] ||
    promise().catch((error) => {
      delete kept[key];
      throw error;
    }));

const get = async (url: string): Promise<Response> => {
  const response = await fetch(url, { credentials: "omit" }).catch(() => {
    throw CUT_OFF;
  });
  if (!response.ok) throw `${response.status} ${url}`;
  return response;
};

const start = async (script: Promise<Prompt>, module: Promise<Response>): Promise<Prompt> => {
  const [prompt, response] = await Promise.all([script, module]);
  await prompt.default(response);
  return prompt;
};

/** The prompt, started, and its words. */
export const files = (origin: string, config: PublicConfig, survey: PublicSurvey): Promise<[Prompt, PromptContent]> => {
  const { assets, site, locale, locales } = config;
  const wishes = [document.documentElement.lang, ...navigator.languages, locale];
  const text = `${origin}/t/${site}/${survey.content}-${choose(wishes, locales)}.json`;
  return Promise.all([
    once(assets.wasm, () => start(import(origin + assets.prompt), get(origin + assets.wasm))),
    once(text, () => get(text).then((response) => response.json())),
  ]);
};
