/**
 * The sender: beside a prompt, and wherever an answer waits. It fetches the prompt's files, stands between the prompt
 * and the page, and is the only one that sends.
 */

export { start } from "./flush";
export { close, show } from "./show";
