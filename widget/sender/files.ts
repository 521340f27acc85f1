/**
 * The files of a prompt, fetched in parallel and asked for once a page, however many prompts it shows. Any that is
 * missing rejects, and is asked for anew the next time: the loader then has a newer release.
 */

import type { Order } from "../loader/order";
import type { PromptContent, PublicConfig, PublicSurvey } from "../loader/wire";
import { languageOf } from "./language";
import { bodyOf } from "./reply";

/** The prompt's script. */
export type Prompt = typeof import("../prompt/main");

/** What `files` rejects with when a request had no reply. A policy of the page may be why, and does not bind a frame. */
export const CUT_OFF = "no reply";

const kept: Record<string, Promise<any> | undefined> = {};

/** The promise of a key, made once; a rejected one is made again the next time. */
const once = <T>(key: string, promise: () => Promise<T>): Promise<T> =>
  (kept[key] =
    kept[key] ||
    promise().catch((error) => {
      delete kept[key];
      throw error;
    }));

const get = async (url: string, fetched: Order["texts"] = {}): Promise<Response> => {
  let response: Response | undefined;
  try {
    response = await (fetched[url] || fetch(url, { credentials: "omit" }));
  } catch {
    // No network, or a page's own `fetch`.
  }
  delete fetched[url]; // read once, or broken
  // A response without a status is opaque: the page's wrapper of `fetch` has made it so.
  if (!response?.status) throw CUT_OFF;
  if (!response.ok) throw `${response.status} ${url}`;
  return response;
};

/** The words of a survey. A file with other contents comes from somebody else, and counts as no reply. */
const texts = async (url: string, survey: PublicSurvey, fetched: Order["texts"]): Promise<PromptContent> => {
  const words = await bodyOf(await get(url, fetched));
  if (words?.survey != survey.id) throw CUT_OFF;
  return words;
};

/** What a prompt is made of. Its module comes last: the question stands without it. */
export interface Files {
  prompt: Prompt;
  words: PromptContent;
  module: Promise<void>;
}

/** The prompt's script and its words, and the module on its way. */
export const files = async (
  origin: string,
  config: PublicConfig,
  survey: PublicSurvey,
  fetched?: Order["texts"],
): Promise<Files> => {
  const { assets, site } = config;
  const text = `${origin}/t/${site}/${survey.content}-${languageOf(config)}.json`;
  const script = once<Prompt>(assets.prompt, () => import(origin + assets.prompt));
  const module = once(assets.wasm, () => {
    const reply = get(origin + assets.wasm);
    reply.catch(() => {}); // told by the script, once it is there
    return script.then((prompt) => prompt.default(reply));
  });
  module.catch(() => {}); // told to who waits for it
  const [prompt, words] = await Promise.all([script, once<PromptContent>(text, () => texts(text, survey, fetched))]);
  return { prompt, words, module };
};
