/**
 * Delighted's own client for Node, pointed at Koe by its options: what it reads is what Koe has, and what Koe
 * refuses is an error of the kind that the client knows. `tests/tests/worker/delighted.rs` runs it.
 *
 * 1. Metrics, of all and of a range.
 * 2. Responses: pages in both orders, a range, what was received since, persons, a single one.
 * 3. People, by the client's own paging, and one by e-mail.
 * 4. What is refused.
 */
import assert from 'node:assert/strict';
import delighted from 'delighted';

const { KOE_URL, KOE_KEY, KOE_EXPECTED } = process.env;
const { metrics, times, since, received, people } = JSON.parse(KOE_EXPECTED);
const { protocol, hostname, port } = new URL(KOE_URL);

function client(key, survey = 'shop-nps') {
  const base = `/delighted/${survey}/v1`;
  return delighted(key, { scheme: protocol.slice(0, -1), host: hostname, port, base });
}

async function refused(call, type, says) {
  const error = await call.then(() => null, (error) => error);
  assert.equal(error?.type, type, JSON.stringify(error));
  assert.match(error.message, says);
}

const koe = client(KOE_KEY);
const counts = ({ response_count }) => response_count;

// 1
assert.deepEqual((await koe.metrics.retrieve()).toJSON(), metrics);
const later = times.filter((time) => time >= since);
assert.equal(counts(await koe.metrics.retrieve({ since: new Date(since * 1000) })), later.length);
assert.equal(counts(await koe.metrics.retrieve({ until: since - 1 })), times.length - later.length);

// 2
async function all(asked, per_page) {
  const found = [];
  for (let page = 1; ; page += 1) {
    const responses = await koe.surveyResponse.all({ ...asked, page, per_page });
    if (responses.length === 0) return found;
    assert.ok(responses.length <= per_page);
    found.push(...responses);
  }
}
const created = (responses) => responses.map(({ created_at }) => created_at);
const oldestFirst = await all({}, 100);
assert.deepEqual(created(oldestFirst), times);
assert.equal(new Set(oldestFirst.map(({ id }) => id)).size, times.length);
assert.deepEqual(created(await all({ order: 'desc' }, 30)), times.toReversed());
assert.deepEqual(created(await all({ since }, 100)), later);
assert.equal((await koe.surveyResponse.all()).length, 20);
const updated = await all({ updated_since: received, order: 'desc:updated_at' }, 100);
assert.equal(updated[0].comment, 'こんにちは');
assert.equal(updated[0].score, 10);
assert.deepEqual(updated[0].person_properties.plan, 'pro');
const [newest] = await koe.surveyResponse.all({ order: 'desc', per_page: 1, expand: ['person'] });
assert.equal(newest.person.id, 'hana');
assert.equal(newest.person.email, 'hana@example.com');
const one = await koe.surveyResponse.retrieve(newest.id, { 'expand[]': 'person' });
assert.deepEqual(one.toJSON(), newest.toJSON());
assert.equal((await koe.surveyResponse.retrieve(newest.id)).person, 'hana');

// 3
const handled = { auto_handle_rate_limits: false };
async function everybody(asked) {
  const ids = [];
  await koe.person.list(asked).autoPagingEach(({ id }) => { ids.push(id); }, handled);
  return ids;
}
const ids = await everybody({ per_page: 20 });
assert.deepEqual(ids.toSorted(), people);
assert.deepEqual(await everybody({ email: 'hana@example.com' }), ['hana']);
assert.deepEqual(await everybody({ email: 'kai@example.com' }), ['kai@example.com']);
assert.deepEqual(await everybody({ email: 'nobody@example.com' }), []);

// 4
await refused(client('nobodys').metrics.retrieve(), 'AuthenticationError', /nobody has this key/);
await refused(client('').metrics.retrieve(), 'AuthenticationError', /read as the user/);
await refused(koe.metrics.retrieve({ trend: '1234' }), 'ResourceValidationError', /no counterpart of trend/);
await refused(koe.surveyResponse.all({ per_page: 101 }), 'ResourceValidationError', /from 1 to 100/);
await refused(client(KOE_KEY, 'nothing').surveyResponse.all(), 'GeneralAPIError', /no survey/);
await refused(koe.surveyResponse.retrieve('1'), 'GeneralAPIError', /"status":404/);
await refused(koe.person.create({ email: 'a@example.com' }), 'GeneralAPIError', /"status":405/);
const listing = koe.person.list({ phone_number: '+1' }).autoPagingEach(() => {}, handled);
await refused(listing, 'ResourceValidationError', /phone_number/);
