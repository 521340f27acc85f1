/**
 * The API as a program in TypeScript meets it: types that were generated from its document, and a
 * client that they check. `cargo xtask test openapi` generates, compiles and runs it.
 *
 * 1. A site is put, read, and put back as it was read.
 * 2. A key is made, listed, used, and revoked.
 * 3. An answer is sent; `scores` and `answers` tell of it.
 * 4. What is wrong is a typed refusal, or does not compile.
 */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import createClient from 'openapi-fetch';
import type { components, paths } from './koe.js';

type Schemas = components['schemas'];

const site = 'typed-ts';
const { KOE_URL: baseUrl = '', KOE_ADMIN_KEY: adminKey = '' } = process.env;

function clientWith(key: string) {
  return createClient<paths>({
    baseUrl,
    headers: { Authorization: `Bearer ${key}` },
    // Segments are parameters of their own: `segment.plan=pro`.
    querySerializer: { object: { style: 'form', explode: true } },
  });
}

function told<T>(reply: { data?: T; error?: unknown; response: Response }): T {
  assert.ok(reply.data !== undefined, `${reply.response.status} ${JSON.stringify(reply.error)}`);
  return reply.data;
}

/** A UUIDv7 of now. */
function answerId(): string {
  const hex = Date.now().toString(16).padStart(12, '0') + randomBytes(10).toString('hex');
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-7$3-8$4-$5');
}

const admin = clientWith(adminKey);
const path = { site };
const params = { path };

// 1
const document: Schemas['SiteDocument'] = {
  name: 'Kokage',
  timezone: 'Asia/Tokyo',
  origins: ['https://shop.example'],
  identity: { secret: 'kokage-test' },
  segments: { plan: ['free', 'pro'] },
  surveys: [{ id: 'nps', metric: 'nps', goal: 'test', touchpoints: ['post-purchase'] }],
};
told(await admin.PUT('/v1/sites/{site}', { params, body: document }));
const read: Schemas['Site'] = told(await admin.GET('/v1/sites/{site}', { params }));
assert.equal(read.timezone, 'Asia/Tokyo');
assert.equal(read.script, `<script async src="${baseUrl}/s/${site}.js"></script>`);
const again = told(await admin.PUT('/v1/sites/{site}', { params, body: read }));
assert.deepEqual(again.surveys, read.surveys);

// 2
const body: Schemas['KeyRequest'] = { name: 'dashboard', scope: 'read' };
const key: Schemas['NewKey'] = told(await admin.POST('/v1/sites/{site}/keys', { params, body }));
const { keys } = told(await admin.GET('/v1/sites/{site}/keys', { params }));
assert.deepEqual(keys.map(({ id, scope }) => [id, scope]), [[key.id, 'read']]);
const reader = clientWith(key.key);

// 3
const answer: Schemas['AnswerBody'] = {
  site,
  survey: 'nps',
  id: answerId(),
  revision: 1,
  outcome: 'answered',
  score: 9,
  comment: 'ありがとう',
  segments: { plan: 'pro' },
};
const receipt = told(await reader.POST('/v1/answers', { body: answer }));
assert.equal(receipt.id, answer.id);
const query = {
  survey: 'nps',
  interval: 'day',
  group_by: 'touchpoint',
  compare: 'previous',
  confidence: '0.99',
} as const;
const scores: Schemas['Scores'] = told(
  await reader.GET('/v1/sites/{site}/scores', { params: { path, query } }),
);
assert.equal(scores.result?.score, 100);
assert.equal(scores.result?.distribution['9'], 1);
assert.equal(scores.result?.interval?.confidence, 0.99);
assert.equal(scores.series?.at(-1)?.result?.n, 1);
assert.equal(scores.comparison?.change?.verdict, null);
const groups = scores.groups?.map(({ value, n, withheld }) => ({ value, n, withheld }));
assert.deepEqual(groups, [{ value: '(other)', n: 1, withheld: true }]);
const segments = { 'segment.plan': 'free' };
const filtered = told(
  await reader.GET('/v1/sites/{site}/scores', { params: { path, query: { ...query, segments } } }),
);
assert.equal(filtered.result?.n, 0);
const page = told(
  await reader.GET('/v1/sites/{site}/answers', { params: { path, query: { has_comment: true } } }),
);
assert.ok(typeof page !== 'string', 'JSON unless `format` names another');
assert.deepEqual(page.answers.map(({ score, comment }) => [score, comment]), [[9, 'ありがとう']]);
assert.equal(page.cursor, null);

// 4
const off = await reader.POST('/v1/answers', { body: { ...answer, id: answerId(), score: 11 } });
const problem: Schemas['Problem'] | undefined = off.error;
assert.equal(problem?.code, 'score_off_scale');
assert.equal(off.response.status, 422);
// @ts-expect-error: no such metric
const wrong = await reader.GET('/v1/sites/{site}/scores', { params: { path, query: { metric: 'x' } } });
assert.equal(wrong.error?.code, 'invalid_parameter');
// @ts-expect-error: no such outcome
const unknown: Schemas['AnswerBody'] = { ...answer, outcome: 'skipped' };
assert.equal((await reader.POST('/v1/answers', { body: unknown })).error?.code, 'unknown_outcome');

const revoked = { params: { path: { site, id: key.id } } };
assert.equal((await admin.DELETE('/v1/sites/{site}/keys/{id}', revoked)).response.status, 204);
const late = await reader.GET('/v1/sites/{site}/answers', { params });
assert.equal(late.error?.code, 'key_unknown');
