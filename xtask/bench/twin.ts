// What the edge is measured against, over the same local KV: a page of answers, listed and counted
// (`twin/scores.ts`), and an answer, checked and stored (`twin/ingest.ts`).

import { ingest } from "./twin/ingest";
import { scores } from "./twin/scores";
import type { Env } from "./twin/kv";

export default {
  fetch: (request: Request, env: Env) => (request.method === "POST" ? ingest.fetch(request, env) : scores(request, env)),
};
