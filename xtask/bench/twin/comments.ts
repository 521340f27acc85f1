// What storage alone costs of the comments: each page listed, each answer read, nothing done with either.

import type { Env } from "./kv";

const BULK = 100;
// Bulk reads that wait at the same time, as in the edge.
const AT_ONCE = 4;

export async function comments(site: string, env: Env): Promise<Response> {
  const keys: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await env.KOE.list({ prefix: `answer/${site}/`, limit: 1000, cursor });
    keys.push(...page.keys.map(({ name }) => name));
    cursor = page.cursor;
  } while (cursor);
  const bulks: string[][] = [];
  for (let at = 0; at < keys.length; at += BULK) bulks.push(keys.slice(at, at + BULK));
  let read = 0;
  for (let at = 0; at < bulks.length; at += AT_ONCE) {
    const values = await Promise.all(bulks.slice(at, at + AT_ONCE).map((bulk) => env.KOE.get(bulk)));
    read += values.reduce((sum, some) => sum + some.size, 0);
  }
  return Response.json({ read });
}
