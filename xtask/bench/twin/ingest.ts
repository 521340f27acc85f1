// An answer, checked and stored as one would write it with Hono: the same fields, the same bounds, one key
// with the same metadata. The site is kept for a minute.

import { Hono } from "hono";
import { cors } from "hono/cors";
import type { Env } from "./kv";

interface Site {
  document: {
    origins: string[];
    privacy?: { retention_days?: number };
    surveys: { id: string; metric: string; version?: number }[];
  };
}

const NAME = /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/;
const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const LOCALE = /^[A-Za-z0-9-]{2,35}$/;
const SEGMENT = /^[a-z0-9_]{1,32}$/;
const OUTCOMES: Record<string, string> = { answered: "a", dismissed: "d", ignored: "i" };
const CHANNELS: Record<string, string> = { web: "w", link: "l", email: "e", sms: "m", qr: "q", api: "a" };
const KEPT_MS = 60_000;
const DAY_MS = 86_400_000;
const MOST_BYTES = 32 * 1024;

const sites = new Map<string, { site: Site; at: number }>();
const writes = new Map<string, number>();

async function siteOf(env: Env, id: string, now: number): Promise<Site | undefined> {
  const kept = sites.get(id);
  if (kept && now - kept.at < KEPT_MS) return kept.site;
  const text = await env.KOE.get(`site/${id}`);
  if (text === null) return undefined;
  const site = JSON.parse(text) as Site;
  sites.set(id, { site, at: now });
  return site;
}

const isName = (value: unknown): value is string => typeof value === "string" && NAME.test(value);
const isText = (value: unknown, most: number) => value === undefined || (typeof value === "string" && value.length <= most);
const two = (number: number) => String(number).padStart(2, "0");
const part = (text: string) => two(text.length) + text;

/** What is wrong with an answer that its site need not be known for. */
function fault(body: Record<string, unknown>): string | undefined {
  const { site, survey, id, revision, outcome, score, locale, touchpoint, channel = "web", segments = {} } = body;
  if (!isName(site)) return "site";
  if (!isName(survey)) return "survey";
  if (typeof id !== "string" || !ID.test(id)) return "id";
  if (!Number.isInteger(revision) || (revision as number) < 1 || (revision as number) > 98) return "revision";
  if (typeof outcome !== "string" || !(outcome in OUTCOMES)) return "outcome";
  if (outcome === "answered" ? !Number.isInteger(score) : score !== undefined) return "score";
  if (!isText(body.comment, 4000)) return "comment";
  if (!isText(body.page, 512)) return "page";
  if (locale !== undefined && (typeof locale !== "string" || !LOCALE.test(locale))) return "locale";
  if (touchpoint !== undefined && !isName(touchpoint)) return "touchpoint";
  if (typeof channel !== "string" || !(channel in CHANNELS)) return "channel";
  if (typeof segments !== "object" || segments === null) return "segments";
  for (const [name, value] of Object.entries(segments)) {
    if (!SEGMENT.test(name) || typeof value !== "string" || /\p{Cc}/u.test(value)) return "segments";
  }
  return undefined;
}

/** The public id: the time, and what SHA-256 makes of site and secret. */
async function publicId(site: string, id: string): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(`${site}\n${id}`)));
  const hex = Array.from(hash.subarray(0, 10), (byte) => byte.toString(16).padStart(2, "0")).join("");
  const time = (0xffff_ffff_ffff - Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)).toString(16).padStart(12, "0");
  return time + hex;
}

export const ingest = new Hono<{ Bindings: Env }>();

ingest.use("/v1/*", cors({ origin: (origin) => origin, exposeHeaders: ["Retry-After"] }));

ingest.post("/v1/answers", async (c) => {
  const kind = c.req.header("Content-Type") ?? "";
  if (!kind.startsWith("application/json") && !kind.startsWith("text/plain")) return c.json({ code: "unsupported_media_type" }, 415);
  if (Number(c.req.header("Content-Length") ?? 0) > MOST_BYTES) return c.json({ code: "body_too_large" }, 413);
  let body: Record<string, any>;
  try {
    body = await c.req.json();
  } catch {
    return c.json({ code: "broken_json" }, 400);
  }
  const wrong = fault(body);
  if (wrong) return c.json({ code: "invalid", field: wrong }, 422);

  const now = Date.now();
  const site = await siteOf(c.env, body.site, now);
  if (!site) return c.json({ code: "unknown_site" }, 404);
  const origin = c.req.header("Origin");
  if (origin && !site.document.origins.includes(origin)) return c.json({ code: "foreign_origin" }, 403);
  const time = Number.parseInt(body.id.slice(0, 8) + body.id.slice(9, 13), 16);
  const kept = (site.document.privacy?.retention_days ?? 730) * DAY_MS;
  if (time > now + 300_000 || time < now - kept) return c.json({ code: "clock_skew" }, 422);
  const survey = site.document.surveys.find((survey) => survey.id === body.survey);
  if (!survey) return c.json({ code: "unknown_survey" }, 404);
  if (body.outcome === "answered" && (body.score < 0 || body.score > 10)) return c.json({ code: "score_off_scale" }, 422);

  const client = `${c.req.header("CF-Connecting-IP")} ${body.site} ${Math.floor(now / 10_000)}`;
  const count = (writes.get(client) ?? 0) + 1;
  writes.set(client, count);
  if (count > 1_000_000) return c.json({ code: "rate_limited" }, 429);

  const head = OUTCOMES[body.outcome] + (body.outcome === "answered" ? `n${two(body.score)}` : "---");
  const flags = (body.test ? 1 : 0) | (body.forced ? 2 : 0) | (body.comment ? 4 : 0);
  const segments = Object.entries(body.segments ?? {}).map(([name, value]) => `${name}=${value}`).sort().join("\u007f");
  const metadata = `1${head}${CHANNELS[body.channel ?? "web"]}${flags.toString(16).padStart(2, "0")}${String(survey.version ?? 1).padStart(4, "0")}` +
    part(body.survey) + part(body.touchpoint ?? "") + part(body.locale ?? "") + segments;
  const seconds = Math.floor(time / 1000);
  const hour = 9_999_999_999 - (seconds - (seconds % 3600));
  const key = `answer/${body.site}/${hour}/${await publicId(body.site, body.id)}/${two(99 - body.revision)}`;
  const received_at = new Date(now).toISOString();
  const value = JSON.stringify({ received_at, comment: body.comment, page: body.page });
  await c.env.KOE.put(key, value, { metadata, expirationTtl: Math.max(60, Math.floor((time + kept - now) / 1000)) });
  return c.json({ id: body.id, revision: body.revision, received_at }, 202);
});
