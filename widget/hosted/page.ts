/** What the edge tells the script of a hosted page, in `#koe-page`. */

import type { Assets, Channel, PublicConfig, PublicSurvey, Respondent, Segments } from "../loader/wire";

export interface HostedPage {
  site: string;
  survey: string;
  version: number;
  /** Path of the text file. */
  content: string;
  lang: string;
  assets: Assets;
  touchpoint?: string;
  channel: Channel;
  segments: Segments;
  respondent?: Respondent;
  /** What a link chose. */
  score?: number;
  /** What was typed into the plain form before. */
  comment?: string;
  /** In the frame of a page, on one of these origins. */
  frame: boolean;
  frame_origins: string[];
  test: boolean;
}

/** The same as the sender wants it: of a configuration it reads no more than this. */
export const asked = (page: HostedPage): { origin: string; config: PublicConfig; survey: PublicSurvey } => {
  const { site, assets, lang } = page;
  const content = /([^/-]+)-[^/]+$/.exec(page.content)?.[1] ?? "";
  const survey = { id: page.survey, version: page.version, placement: "popover", content };
  const config = { site, assets, locale: lang, locales: [lang] };
  return { origin: location.origin, config: config as PublicConfig, survey: survey as unknown as PublicSurvey };
};
