/**
 * The sender, and what to do when a file is missing. Hashed files of an old release may be gone while a cached loader
 * still names them; then the newest configuration is fetched past the cache, once a page, and tried with.
 */

import type { Sender } from "./order";
import { say } from "./say";
import type { PublicConfig } from "./wire";

/** `import`, but for tests. */
export type Import = (url: string) => Promise<unknown>;

/** Does something with the sender; a failure gets a second try with the newest release, and then a line. */
export type WithSender = (task: (sender: Sender) => unknown, newest?: boolean) => Promise<unknown>;

/** Where this page's files come from. */
export interface Source {
  /** The loader's own address. */
  src: string;
  load: Import;
  /** Fetches the newest configuration, and hands it to the page's first loader. */
  renew(): Promise<unknown>;
}

export const senderLoader = ({ load, renew }: Source, file: (name: keyof PublicConfig["assets"]) => string): WithSender => {
  let renewal: Promise<unknown> | undefined;

  return (task, newest) => {
    const attempt = () => load(file("sender")).then(task as (sender: unknown) => unknown);
    const again = () => (renewal = renewal || renew()).then(attempt);
    return (newest ? again() : attempt().catch(again)).catch(say);
  };
};
