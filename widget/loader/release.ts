/**
 * The sender, and what to do when a file is missing. Hashed files of an old release may be gone while a cached loader
 * still names them; then the site's script is fetched past the cache and evaluated once more, which hands its newer
 * configuration to the page's first loader (see `page.ts`).
 */

import type { Sender } from "./order";
import type { PublicConfig } from "./wire";

/** `import`, but for tests. */
export type Import = (url: string) => Promise<unknown>;

/** Does something with the sender; a failure gets a second try with the newest release, once a page. */
export type Use = (task: (sender: Sender) => unknown, newest?: boolean) => Promise<unknown>;

export const reach = (script: string, load: Import, current: () => PublicConfig): Use => {
  let renewal: Promise<unknown> | undefined;

  return (task, newest) => {
    const attempt = () => load(new URL(current().assets.sender, script).href).then((sender) => task(sender as Sender));
    const renew = () =>
      (renewal = renewal || fetch(script, { cache: "reload" }).then(() => load(script))).then(attempt);
    return newest ? renew() : attempt().catch(renew);
  };
};
