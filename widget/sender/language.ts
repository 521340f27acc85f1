/** The language of a prompt: the host page's, then the visitor's, then the site's, among those offered. */

import { language } from "../loader/language";
import type { PublicConfig } from "../loader/wire";

/** What a language is written in where its tag does not say so; the same few as `shared/src/locale.rs`, by the same test cases. */
const written = (tag: string): string => tag.replace(/^zh-(hk|mo|tw)$/, "zh-hant").replace(/^n[no]$/, "nb");

/** The tags under which a text for this one may stand, the closest first: `zh-hant-tw`, `zh-hant`, `zh`. */
const lookup = (tag: string): string[] => {
  const parts = tag.toLowerCase().split(/[-_]/);
  return parts.flatMap((_, taken) => {
    const shorter = parts.slice(0, parts.length - taken).join("-");
    return [shorter, written(shorter)];
  });
};

/**
 * The first wish that is offered: as it is, under a shorter tag, or as another variety of the same language (`pt`
 * takes `pt-BR`). No wish fulfilled: the first language offered.
 */
export const choose = (wishes: readonly string[], offered: readonly string[]): string => {
  for (const tag of wishes.flatMap(lookup)) {
    const named = offered.find((language) => language.toLowerCase() == tag);
    const found = named || offered.find((language) => lookup(language).includes(tag));
    if (found) return found;
  }
  return offered[0]!;
};

/** The language for a visitor of this page. */
export const languageOf = ({ locale, locales }: PublicConfig): string =>
  choose([language(), ...navigator.languages, locale], locales);
