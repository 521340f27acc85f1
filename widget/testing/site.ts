/** The site that a world's tabs are on. */

import type { PublicConfig, PublicSurvey } from "../loader/wire";

export const survey: PublicSurvey = {
  id: "shop-nps",
  version: 3,
  touchpoints: ["post-purchase"],
  sample_bp: 10000,
  recontact_days: 90,
  recontact_after_dismissal_days: 30,
  active: true,
  placement: "popover",
  content: "1111",
};

export const config: PublicConfig = {
  site: "kokage",
  locale: "ja",
  locales: ["ja", "en"],
  cool_down_days: 14,
  respect_gpc: true,
  require_consent: false,
  assets: { sender: "/a/sender.js", prompt: "", wasm: "/a/prompt.wasm" },
  touchpoints: {},
  surveys: [survey],
};

/** The words of its survey, as far as the sender reads them. */
export const content = { survey: "shop-nps", survey_version: 3, lang: "ja", texts: {}, scale: { min: 0, max: 10, passive: 7, promoter: 9 } };
