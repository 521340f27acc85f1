// A page of answers, listed and counted as one would write it in TypeScript, with the same calls to
// storage (a key, then one list).

import type { Env } from "./kv";

export async function scores(site: string, env: Env): Promise<Response> {
  await env.KOE.get(`key/${site}/none`);
  const page = await env.KOE.list({ prefix: `answer/${site}/`, limit: 1000 });
  const distribution = new Array<number>(11).fill(0);
  let counted = "";
  for (const { name, metadata } of page.keys) {
    const answer = name.slice(0, name.lastIndexOf("/"));
    if (answer === counted || typeof metadata !== "string") continue;
    counted = answer;
    const survey = metadata.slice(14, 14 + Number(metadata.slice(12, 14)));
    if (metadata[1] !== "a" || survey !== "nps") continue;
    const score = Number(metadata.slice(3, 5));
    distribution[score] = (distribution[score] ?? 0) + 1;
  }
  const n = distribution.reduce((sum, count) => sum + count, 0);
  const promoters = (distribution[9] ?? 0) + (distribution[10] ?? 0);
  const detractors = distribution.slice(0, 7).reduce((sum, count) => sum + count, 0);
  return Response.json({ n, score: (100 * (promoters - detractors)) / n, distribution });
}
