// What the edge is measured against, over the same local KV: a page of answers, listed and counted
// (`twin/scores.ts`), an answer, checked and stored (`twin/ingest.ts`), and comments, only read
// (`twin/comments.ts`). It also fills that KV.

import { comments } from "./twin/comments";
import { entries } from "./twin/entries";
import { ingest } from "./twin/ingest";
import type { Env } from "./twin/kv";
import { scores } from "./twin/scores";

export default {
  fetch(request: Request, env: Env): Response | Promise<Response> {
    if (request.method === "POST") return ingest.fetch(request, env);
    if (request.method === "PUT") return entries(request, env);
    const { pathname, searchParams } = new URL(request.url);
    const site = searchParams.get("site") ?? "";
    return pathname === "/comments" ? comments(site, env) : scores(site, env);
  },
};
