/**
 * The sender: beside a prompt, and wherever an answer waits. It fetches the prompt's files, stands between the prompt
 * and the page, and is the only one that sends.
 */

import type { Sender } from "../loader/order";
import { able } from "./able";
import { files } from "./files";

export { emit as tell } from "../loader/emit";
export { start } from "./flush";
export { close, show, withdraw } from "./show";
export { warm } from "./warm";

/** Fetches and compiles what a prompt needs, and shows nothing. Where it needs a frame there is nothing to fetch. */
export const ready: Sender["ready"] = (origin, config, survey) => able() && files(origin, config, survey).then(({ module }) => module);

/** What only the page's owner needs: the overlay that explains each decision, and the words for what is wrong. */
export const explain: Sender["explain"] = async (...asked) => (await import("../overlay/main")).explain(...asked);
