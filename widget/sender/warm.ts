/**
 * What is done ahead for a prompt that is likely, when the page has nothing better to do: its files are fetched, and it is
 * drawn off the page. In pieces, so that none of them holds the page up for long. Nothing is shown, and nothing said:
 * what fails here fails again, and with a line, when the prompt is due.
 */

import { idly } from "../loader/idle";
import type { Sender } from "../loader/order";
import type { PublicConfig, PublicSurvey } from "../loader/wire";
import { able } from "./able";
import { files } from "./files";
import { slotOf } from "./slot";

const prepare = async (origin: string, config: PublicConfig, survey: PublicSurvey): Promise<void> => {
  if (!able()) return; // its frame brings its own
  const { prompt, words, module } = await files(origin, config, survey);
  await module;
  prompt.ahead(survey, words, slotOf(survey)).forEach((piece) => idly(piece));
};

export const warm: Sender["warm"] = (...prompt) => idly(() => prepare(...prompt).catch(() => {}));
