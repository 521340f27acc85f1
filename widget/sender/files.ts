/** The files of a prompt, fetched in parallel. Any that is missing rejects: the loader then asks for a newer release. */

import type { Order } from "../loader/order";
import type { PromptContent } from "../loader/wire";
import type { Host } from "./host";
import { choose } from "./language";

/** The exports of the prompt's module. */
export interface Prompt {
  default(wasm: { module_or_path: Response }): Promise<unknown>;
  show(host: Host): void;
  hide(): void;
}

const get = async (url: string): Promise<Response> => {
  const response = await fetch(url, { credentials: "omit" });
  if (!response.ok) throw `${response.status} ${url}`;
  return response;
};

export const files = async ({ origin, config, survey }: Order): Promise<[Prompt, PromptContent]> => {
  const { assets, site, locale } = config;
  const wishes = [document.documentElement.lang, ...navigator.languages, locale];
  const language = choose(wishes, Object.keys(survey.content));
  const [prompt, wasm, content] = await Promise.all([
    import(origin + assets.prompt) as Promise<Prompt>,
    get(origin + assets.wasm),
    get(`${origin}/t/${site}/${survey.content[language]}.json`).then((response) => response.json()),
  ]);
  await prompt.default({ module_or_path: wasm });
  return [prompt, content];
};
