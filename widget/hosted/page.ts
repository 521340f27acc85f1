/** The data of a hosted page, as the sender wants it. */

import type { HostedPage, PublicConfig, PublicSurvey } from "../loader/wire";

/** Of a configuration the sender reads no more than this. */
export const asked = (page: HostedPage): { origin: string; config: PublicConfig; survey: PublicSurvey } => {
  const { site, assets, lang } = page;
  const content = /([^/-]+)-[^/]+$/.exec(page.content)?.[1] ?? "";
  const survey = { id: page.survey, version: page.version, placement: "popover", content };
  const config = { site, assets, locale: lang, locales: [lang] };
  return { origin: location.origin, config: config as PublicConfig, survey: survey as unknown as PublicSurvey };
};
