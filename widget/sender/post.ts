/** What the prompt's script may have sent, and hear of it. */

import { outbox } from "../loader/clocks";
import { type Delivery, received, send } from "./deliver";
import { attempt } from "./flush";
import { bodyOf } from "./reply";
import { type Body, drop, put, recordOf, type Waiting } from "./outbox";

export interface Post {
  /** Keeps what `revise` makes of the record that waits under the prompt's id, if one does, and sends it. */
  deliver(site: string, id: string, revise: (before?: Waiting) => Waiting): Promise<Delivery>;
  /** Sends what is kept nowhere, once. */
  tell(body: Body): void;
  /** Whether something waits to be sent under this id. */
  waits(site: string, id: string): boolean;
  /** When the server stored the newest revision that it has, and under which id. */
  received(site: string, id: string): { at: string; id: string } | undefined;
}

export const post = (origin: string): Post => ({
  deliver(site, id, revise) {
    const key = outbox(site) + id;
    const record = revise(recordOf(key));
    if (!put(key, record)) {
      // In a full storage the revision before makes room, and is sent by nobody any more.
      drop(key);
      put(key, record);
    }
    return attempt(origin, key);
  },
  tell(body) {
    // Read to its end, or the browser holds the connection open for a reply that nobody wants.
    send(origin, body).then(bodyOf, () => {});
  },
  waits: (site, id) => !!recordOf(outbox(site) + id),
  received(site, id) {
    const key = outbox(site) + id;
    const at = received[key];
    return at ? { at, id: recordOf(key)?.body.id || id } : undefined;
  },
});
