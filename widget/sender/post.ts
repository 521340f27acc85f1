/** What the sender does for the prompt's script. A key is that of the outbox, with the prompt's id. */

import type { Post } from "./contract";
import { received, send } from "./deliver";
import { attempt } from "./flush";
import { drop, put, recordOf } from "./outbox";
import { bodyOf } from "./reply";

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
  sendOnce(body) {
    // Read to its end, or the browser holds the connection open for a reply that nobody wants.
    send(origin, body).then(bodyOf, () => {});
  },
  recordOf,
  received,
});
