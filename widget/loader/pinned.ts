/**
 * The loader for tags that name its hash: `<script async crossorigin src="…/a/koe-….js" integrity="…" data-site="…">`.
 * Its bytes never change, so it fetches the site's configuration; the sender is let in only with the hash named there.
 */

import { install } from "./page";
import { CONDITIONS } from "./rules";
import { say } from "./say";
import { watch } from "./watch";
import type { PublicConfig } from "./wire";

/** The site's configuration, with the hashes of the files it names, by path. */
type Pinned = PublicConfig & { integrity?: Record<string, string> };

const tag = document.currentScript as HTMLScriptElement;
const { site } = tag.dataset;
const { origin } = new URL(tag.src);

let hashes: Record<string, string> = {};

const configuration = async (cache?: RequestCache): Promise<Pinned> => {
  const response = await fetch(`${origin}/s/${site}.json`, { credentials: "omit", cache: cache! });
  if (!response.ok) throw `${response.status} ${response.url}: is data-site="${site}" right?`;
  const config: Pinned = await response.json();
  // A service worker or a captive portal may reply in the edge's place.
  if (config.site != site || !Array.isArray(config.surveys)) throw `${response.url} is not the configuration of "${site}"`;
  hashes = config.integrity || {};
  return config;
};

/** Checks a module against its hash; what is imported afterwards is what was checked. */
const checked = (url: string, hash: string): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const link = document.createElement("link");
    link.rel = "modulepreload";
    link.crossOrigin = "anonymous";
    link.integrity = hash;
    link.href = url;
    link.onload = link.onerror = (event) => {
      link.remove();
      if ((event as Event).type == "load") resolve(url);
      else reject(`${url} is not what its hash says, or missing`);
    };
    document.head.append(link);
  });

const load = async (url: string): Promise<unknown> => {
  const hash = hashes[new URL(url).pathname];
  if (hash) await checked(url, hash);
  return import(url);
};

const rules = watch(CONDITIONS);

configuration()
  .then((config) =>
    install(config, rules, {
      src: tag.src,
      load,
      renew: () => configuration("reload").then((newest) => install(newest, rules)),
    }),
  )
  .catch((error) => say(site ? error : "the tag needs data-site"));
