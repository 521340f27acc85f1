/** What the sender does for the prompt's script. A key is that of the outbox, with the prompt's id. */

import { type Delivery, received, send } from "./deliver";
import { attempt } from "./flush";
import { type Body, drop, put, recordOf, type Waiting } from "./outbox";
import { bodyOf } from "./reply";

export interface Post {
  /** Keeps what `revise` makes of the record that waits under a key, if one does, and sends it. */
  deliver(key: string, revise: (before?: Waiting) => Waiting): Promise<Delivery>;
  /** Sends a body once, without keeping it in the outbox. */
  tell(body: Body): void;
  /** The record under a key. */
  recordOf(key: string): Waiting | undefined;
  /** When the server stored the newest revision that it has, by key. */
  received: typeof received;
}

export const post = (origin: string): Post => ({
  deliver(key, revise) {
    const record = revise(recordOf(key));
    if (!put(key, record)) {
      // Storage is full: the revision before is deleted to make room, so that nobody sends it any more.
      drop(key);
      put(key, record);
    }
    return attempt(origin, key);
  },
  tell(body) {
    // Read to its end, or the browser holds the connection open for a reply that nobody wants.
    send(origin, body).then(bodyOf, () => {});
  },
  recordOf,
  received,
});
