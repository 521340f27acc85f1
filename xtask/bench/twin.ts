// What the edge is measured against, over the same local KV: a page of answers, listed and counted
// (`twin/scores.ts`), and an answer, checked and stored (`twin/ingest.ts`). It also fills that KV.

import { entries } from "./twin/entries";
import { ingest } from "./twin/ingest";
import type { Env } from "./twin/kv";
import { scores } from "./twin/scores";

export default {
  fetch(request: Request, env: Env): Response | Promise<Response> {
    if (request.method === "POST") return ingest.fetch(request, env);
    return request.method === "PUT" ? entries(request, env) : scores(request, env);
  },
};
