/**
 * The sender: beside a prompt, and wherever an answer waits. It fetches the prompt's files, stands between the prompt
 * and the page, and is the only one that sends.
 */

import type { Sender } from "../loader/order";
import { able } from "./able";
import { files } from "./files";

export { start } from "./flush";
export { close, show, withdraw } from "./show";

/** Fetches and compiles what a prompt will need, and shows nothing. Where it will need a frame there is nothing to fetch. */
export const warm: Sender["warm"] = (origin, config, survey) => able() && files(origin, config, survey);

/** Opens the overlay that explains each decision. */
export const explain: Sender["explain"] = async (koe) => (await import("../overlay/main")).explain(koe);
