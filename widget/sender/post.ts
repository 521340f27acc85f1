/** What the prompt's script may have sent, and hear of it. */

import { outbox } from "../loader/clocks";
import { type Delivery, received, send } from "./deliver";
import { attempt } from "./flush";
import { type Body, recordOf, revise } from "./outbox";

export interface Post {
  /** Keeps a revision, and sends it. */
  deliver(body: Body): Promise<Delivery>;
  /** Sends what is kept nowhere, once. */
  tell(body: Body): void;
  /** Whether something waits to be sent under this id. */
  waits(site: string, id: string): boolean;
  /** When the server stored the newest revision that it has, and under which id. */
  received(site: string, id: string): { at: string; id: string } | undefined;
}

export const post = (origin: string): Post => ({
  deliver(body) {
    const key = outbox(body.site) + body.id;
    revise(key, body);
    return attempt(origin, key);
  },
  tell(body) {
    // Read to its end, or the browser holds the connection open for a reply that nobody wants.
    send(origin, body).then((reply) => reply.text()).catch(() => {});
  },
  waits: (site, id) => !!recordOf(outbox(site) + id),
  received(site, id) {
    const key = outbox(site) + id;
    const at = received[key];
    return at ? { at, id: recordOf(key)?.body.id || id } : undefined;
  },
});
