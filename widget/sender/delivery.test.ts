/** Each hazard of delivery once, through the built sender: what is counted, what is kept, what is sent when. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { DAY, type Fate, HOUR, MINUTE, OFFLINE, START, survey, WELL, World } from "../testing/world";

/** A fate for each request to the API in turn, the last one for all that follow; files always arrive. */
const fates = (world: World, ...list: Fate[]): void => {
  world.fate = (url) => (url.startsWith("/v1/") ? ((list.length > 1 ? list.shift() : list[0]) as Fate) : WELL);
};
const refused = (status: number, retryAfter?: string): Fate => ({ ...WELL, status, ...(retryAfter ? { retryAfter } : {}) });
const sent = (world: World) => world.requests.filter(({ url }) => url.startsWith("/v1/"));
const counted = (world: World) => world.server.counted().map(({ outcome, score, comment }) => [outcome, score, comment]);

test("the request leaves with the tap, after the record was written", async () => {
  const world = new World();
  const host = await world.tab().prompt();
  const delivery = host.answer({ score: 9 });
  assert.equal(sent(world).length, 1);
  assert.equal(world.waiting()[0].body.score, 9);
  await world.pass(MINUTE);
  assert.equal(await delivery, "stored");
  assert.deepEqual(world.waiting(), []);
  assert.match(host.received_at()!, /^2026-11-20T00:00:0/);
});

test("each revision carries the whole outcome, and the wording that was seen", async () => {
  const world = new World();
  const tab = world.tab();
  tab.person = { id: "u_42", expires_at: "2026-12-31T00:00:00Z", signature: "ab", name: "Mio" };
  const host = await tab.prompt({ segments: { plan: "pro", Bad: 1, seats: 3, note: null } });
  host.answer({ score: 3 });
  host.answer({ score: 3, comment: "遅い", email: "a@example.com", name: "", publish: false });
  await world.pass(MINUTE);
  const [first, second] = sent(world).map(({ body }) => body);
  const whole = {
    site: "kokage",
    survey: "shop-nps",
    id: first.id,
    revision: 1,
    outcome: "answered",
    touchpoint: "post-purchase",
    survey_version: 3,
    locale: "ja",
    page: "/cart",
    segments: { plan: "pro", seats: "3" },
    respondent: { id: "u_42", expires_at: "2026-12-31T00:00:00Z", signature: "ab" },
    score: 3,
  };
  assert.deepEqual(first, whole);
  assert.deepEqual(second, {
    ...whole,
    revision: 2,
    comment: "遅い",
    contact: { email: "a@example.com", consent: true },
    publish: false,
  });
  assert.equal(tab.said.filter((line) => line.includes('segment "Bad"')).length, 1);
});

test("who a page names wrongly costs nothing", async () => {
  for (const [person, respondent] of [
    [{ id: 42, expires_at: 7 }, { id: "42", expires_at: "7" }],
    [{}, undefined],
    [null, undefined],
  ]) {
    const world = new World();
    const tab = world.tab();
    tab.person = person;
    (await tab.prompt()).answer({ score: 9 });
    assert.deepEqual(sent(world)[0]!.body.respondent, respondent);
  }
});

test("forced and preview say so", async () => {
  const world = new World();
  (await world.tab().prompt({ forced: true, touchpoint: undefined })).answer({ score: 5 });
  await world.pass(MINUTE);
  assert.equal(sent(world)[0]!.body.forced, true);
  assert.ok(!("touchpoint" in sent(world)[0]!.body));
  const other = new World();
  const host = await other.tab().prompt({ preview: true });
  host.answer({ score: 5 });
  assert.equal(host.preview, true);
  assert.equal(sent(other)[0]!.body.test, true);
});

test("answered offline, sent from another page, counted once", async () => {
  const world = new World();
  fates(world, OFFLINE);
  const tab = world.tab();
  const host = await tab.prompt();
  const delivery = host.answer({ score: 7 });
  await world.pass(1e3);
  assert.equal(await delivery, "saved");
  assert.equal(tab.said.length, 1);
  tab.kill();
  fates(world, WELL);
  world.tab().flush();
  await world.pass(1e3);
  assert.deepEqual(counted(world), [["answered", 7, undefined]]);
  assert.deepEqual(world.waiting(), []);
});

test("a record that waits is tried when the network or the visitor comes back", async () => {
  for (const chance of ["online", "visibilitychange"]) {
    const world = new World();
    fates(world, OFFLINE, WELL);
    const tab = world.tab();
    (await tab.prompt()).answer({ score: 7 });
    await world.pass(1e3);
    tab.fire(chance);
    await world.pass(1e3);
    assert.equal(counted(world).length, 1, chance);
    assert.equal(sent(world).length, 2);
  }
});

test("a lost reply costs a second request, not a second answer", async () => {
  const world = new World();
  fates(world, { arrivals: [0.1], reply: 0.2, lost: true }, WELL);
  (await world.tab().prompt()).answer({ score: 7 });
  await world.pass(MINUTE);
  assert.equal(sent(world).length, 2);
  assert.equal(sent(world)[0]!.body.id, sent(world)[1]!.body.id);
  assert.equal(counted(world).length, 1);
  assert.deepEqual(world.waiting(), []);
});

test("pauses double from 5 seconds to an hour", async () => {
  for (const fate of [OFFLINE, refused(500), refused(403), refused(404), refused(401), refused(409)]) {
    const world = new World();
    fates(world, { ...fate, reply: 0 });
    const host = await world.tab().prompt();
    const delivery = host.answer({ score: 7 });
    await world.pass(8 * HOUR);
    assert.equal(await delivery, fate.lost ? "saved" : "failed");
    const times = sent(world).map(({ at }) => at);
    const pauses = times.slice(1).map((at, place) => (at - times[place]!) / 1e3);
    assert.deepEqual(pauses.slice(0, 12), [5, 10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600]);
    assert.equal(world.waiting().length, 1);
  }
});

test("Retry-After is waited for, by the next page as well", async () => {
  const world = new World();
  fates(world, refused(429, "120"), WELL);
  const tab = world.tab();
  (await tab.prompt()).answer({ score: 7 });
  await world.pass(10e3);
  tab.kill();
  world.tab().flush();
  await world.pass(MINUTE);
  assert.equal(sent(world).length, 1);
  const late = world.tab();
  await world.pass(MINUTE);
  late.flush();
  await world.pass(MINUTE);
  assert.equal(counted(world).length, 1);
});

test("a final refusal ends it, and is said", async () => {
  for (const status of [400, 413, 422]) {
    const world = new World();
    fates(world, refused(status));
    const tab = world.tab();
    const delivery = (await tab.prompt()).answer({ score: 7 });
    await world.pass(DAY / 2);
    assert.equal(await delivery, "refused");
    assert.equal(sent(world).length, 1);
    assert.deepEqual(world.waiting(), []);
    assert.equal(tab.said.length, 1);
    assert.match(tab.said.join(), /refused/);
  }
});

test("a refused revision is not taken for a delivered one, whoever else was refused with it", async () => {
  const world = new World();
  fates(world, { ...refused(422), reply: 2 }, { ...refused(422), reply: 1 });
  const delivery = (await world.tab().prompt()).answer({ score: 7 });
  world.tab().flush();
  await world.pass(MINUTE);
  assert.equal(await delivery, "refused");
  assert.equal(sent(world).length, 2);
  assert.deepEqual(world.waiting(), []);
});

test("a refused revision costs neither the one before nor the one after", async () => {
  const world = new World();
  fates(world, WELL, refused(413), WELL);
  const host = await world.tab().prompt();
  const deliveries = [host.answer({ score: 7 })];
  await world.pass(MINUTE);
  deliveries.push(host.answer({ score: 7, comment: "…" }));
  await world.pass(MINUTE);
  assert.deepEqual(counted(world), [["answered", 7, undefined]]);
  assert.deepEqual(world.waiting(), []);
  deliveries.push(host.answer({ score: 7, comment: "." }));
  await world.pass(MINUTE);
  assert.deepEqual(await Promise.all(deliveries), ["stored", "refused", "stored"]);
  assert.deepEqual(counted(world), [["answered", 7, "."]]);
});

test("an older revision that is refused says nothing of the newer one that waits", async () => {
  const world = new World();
  fates(world, { ...refused(422), reply: 1 }, { arrivals: [2], reply: 3 });
  const tab = world.tab();
  const host = await tab.prompt();
  const deliveries = [host.answer({ score: 7 }), host.answer({ score: 1 })];
  await world.pass(MINUTE);
  assert.deepEqual(await Promise.all(deliveries), ["refused", "stored"]);
  assert.deepEqual(counted(world), [["answered", 1, undefined]]);
  assert.equal(tab.said.filter((line) => line.includes("waits")).length, 0);
});

test("after a refusal a corrected id is still the one that the server knows", async () => {
  const world = new World();
  world.skew = 3 * DAY;
  const host = await world.tab().prompt();
  host.answer({ score: 7 });
  await world.pass(MINUTE);
  fates(world, refused(422), WELL);
  const second = host.answer({ score: 7, comment: "…" });
  await world.pass(MINUTE);
  assert.equal(await second, "refused");
  world.skew += 5e3; // set meanwhile: another correction would make another id
  host.answer({ score: 8 });
  await world.pass(MINUTE);
  assert.deepEqual(counted(world), [["answered", 8, undefined]]);
});

test("a take-back that failed is tried again under the same id, or undone by a revision", async () => {
  for (const again of [true, false]) {
    const world = new World();
    fates(world, WELL, refused(503), WELL);
    const host = await world.tab().prompt();
    host.answer({ score: 2 });
    await world.pass(MINUTE);
    const taken = host.take_back();
    await world.pass(1e3);
    assert.equal(await taken, "failed");
    const last = again ? host.take_back() : host.answer({ score: 2 });
    await world.pass(DAY);
    assert.equal(await last, "stored");
    assert.deepEqual(counted(world), again ? [] : [["answered", 2, undefined]]);
    assert.equal(new Set(sent(world).map(({ url, body }) => (body ? body.id : url.split(/[/?]/)[4]))).size, 1);
    assert.deepEqual(world.waiting(), []);
  }
});

test("a take-back that is refused is neither done nor kept", async () => {
  const world = new World();
  fates(world, WELL, refused(422));
  const host = await world.tab().prompt();
  host.answer({ score: 2 });
  await world.pass(MINUTE);
  const taken = host.take_back();
  await world.pass(DAY);
  assert.equal(await taken, "refused");
  assert.deepEqual(world.waiting(), []);
  assert.equal(sent(world).length, 2);
  assert.equal(counted(world).length, 1);
});

test("a clock that is off is corrected, and all revisions follow", async () => {
  for (const skew of [3 * DAY, 400 * DAY, -40 * DAY, -9000 * DAY]) {
    const world = new World();
    world.skew = skew;
    const host = await world.tab().prompt();
    const first = host.answer({ score: 7 });
    await world.pass(MINUTE);
    assert.equal(await first, "stored");
    host.answer({ score: 8 });
    await world.pass(MINUTE);
    assert.deepEqual(counted(world), [["answered", 8, undefined]], `${skew}`);
    const [id] = world.server.revisions.keys();
    const time = parseInt(id!.replace("-", "").slice(0, 12), 16);
    assert.ok(Math.abs(time - START) < 5e3, "the answer's true time");
    assert.equal(id!.slice(14), sent(world)[0]!.body.id.slice(14), "the same secret");
    host.take_back();
    await world.pass(MINUTE);
    assert.deepEqual(counted(world), []);
  }
});

test("the corrected id is stored before it is sent", async () => {
  const world = new World();
  world.skew = 3 * DAY;
  fates(world, WELL, { arrivals: [0.1], reply: Infinity });
  const tab = world.tab();
  (await tab.prompt()).answer({ score: 7 });
  await world.pass(1e3);
  tab.kill();
  assert.equal(world.waiting()[0].body.id, [...world.server.revisions.keys()][0]);
  fates(world, WELL);
  world.tab().flush();
  await world.pass(MINUTE);
  assert.equal(counted(world).length, 1);
});

test("an id corrected and delivered by another tab is the one the prompt goes on with", async () => {
  const world = new World();
  world.skew = 3 * DAY;
  fates(world, OFFLINE);
  const host = await world.tab().prompt();
  host.answer({ score: 7 });
  await world.pass(1e3);
  fates(world, WELL);
  world.tab().flush();
  await world.pass(1e3);
  assert.equal(counted(world).length, 1);
  host.answer({ score: 7, comment: "…" });
  await world.pass(MINUTE);
  assert.deepEqual(counted(world), [["answered", 7, "…"]]);
  // What was kept for the prompt's sake goes after a day.
  await world.pass(2 * DAY);
  world.tab().flush();
  await world.pass(MINUTE);
  assert.deepEqual(world.waiting(), []);
});

test("behind, an id is left alone once an attempt under it may have arrived", async () => {
  const world = new World();
  world.skew = -30 * DAY + 2e3; // accepted now, too old in a moment
  fates(world, { arrivals: [0.1], reply: 0.2, lost: true }, WELL);
  (await world.tab().prompt()).answer({ score: 7 });
  await world.pass(DAY / 2);
  assert.ok(sent(world).length > 1);
  assert.equal(counted(world).length, 1);
  assert.equal(new Set(sent(world).map(({ body }) => body.id)).size, 1);
});

test("behind, a later revision never leaves the id under which one was stored", async () => {
  const world = new World();
  world.skew = -30 * DAY + 10e3;
  const host = await world.tab().prompt();
  host.answer({ score: 7 });
  await world.pass(MINUTE);
  host.answer({ score: 2 });
  await world.pass(HOUR);
  assert.deepEqual(counted(world), [["answered", 7, undefined]]);
});

test("two tabs that flush at once count once, with locks and without", async () => {
  for (const locks of [true, false]) {
    const world = new World();
    world.locks = locks;
    world.skew = DAY;
    fates(world, OFFLINE);
    const tab = world.tab();
    (await tab.prompt()).answer({ score: 7 });
    await world.pass(1e3);
    tab.kill();
    fates(world, WELL);
    world.tab().flush();
    world.tab().flush();
    await world.pass(MINUTE);
    assert.equal(counted(world).length, 1);
    assert.equal(world.server.revisions.size, 1);
  }
});

test("a second revision while the first is on its way: the newest counts, in whatever order they arrive", async () => {
  const world = new World();
  fates(world, { arrivals: [9], reply: 10 }, WELL);
  const host = await world.tab().prompt();
  const first = host.answer({ score: 7 });
  const second = host.answer({ score: 1, comment: "…" });
  await world.pass(MINUTE);
  assert.equal(await first, "stored");
  assert.equal(await second, "stored");
  assert.deepEqual(counted(world), [["answered", 1, "…"]]);
});

test("the record stays while only an older revision has arrived", async () => {
  const world = new World();
  fates(world, { arrivals: [2], reply: 3 }, { arrivals: [], reply: Infinity });
  const tab = world.tab();
  const host = await tab.prompt();
  host.answer({ score: 7 });
  host.answer({ score: 1 });
  await world.pass(MINUTE);
  assert.equal(world.waiting()[0].body.revision, 2);
  tab.kill();
  fates(world, WELL);
  world.tab().flush();
  await world.pass(MINUTE);
  assert.deepEqual(counted(world), [["answered", 1, undefined]]);
});

test("with storage forbidden or full, answers are sent from memory", async () => {
  for (const health of ["forbidden", "full"] as const) {
    const world = new World();
    world.health = health;
    fates(world, OFFLINE, WELL);
    const tab = world.tab();
    const delivery = (await tab.prompt()).answer({ score: 7 });
    await world.pass(1e3);
    assert.equal(await delivery, "failed", "not on this device, so not 'saved'");
    await world.pass(MINUTE);
    assert.equal(counted(world).length, 1);
    assert.equal(tab.said.filter((line) => line.includes("storage")).length, 1);
  }
});

test("a tab that dies after the tap, at whatever step, loses nothing that was written", async () => {
  for (let steps = 1; steps < 12; steps++) {
    const world = new World();
    const tab = world.tab();
    const host = await tab.prompt();
    tab.steps = steps;
    host.answer({ score: 7 });
    await world.pass(MINUTE);
    world.tab().flush();
    await world.pass(MINUTE);
    assert.equal(counted(world).length, 1, `after ${steps} steps`);
    assert.deepEqual(world.waiting(), []);
  }
});

test("what is no record is removed", async () => {
  for (const text of ["", "{", "null", "{}", '{"body":{}}', "7"]) {
    const world = new World();
    world.kept["koe:kokage:out:x"] = text;
    world.tab().flush();
    await world.pass(MINUTE);
    assert.deepEqual(world.kept, {});
    assert.deepEqual(sent(world), []);
  }
});

test("after 30 days a record goes, but not untried", async () => {
  const world = new World();
  fates(world, OFFLINE);
  const tab = world.tab();
  (await tab.prompt()).answer({ score: 7 });
  await world.pass(1e3);
  tab.kill();
  await world.pass(31 * DAY);
  world.tab().flush();
  await world.pass(MINUTE);
  assert.equal(sent(world).length, 2);
  assert.deepEqual(world.waiting(), []);
});

test("a dismissal is sent once, kept nowhere, and told", async () => {
  for (const fate of [WELL, OFFLINE, refused(500)]) {
    const world = new World();
    fates(world, fate);
    const tab = world.tab();
    const host = await tab.prompt();
    host.closed("dismissed");
    host.closed("dismissed");
    tab.fire("pagehide");
    assert.deepEqual(world.waiting(), []);
    await world.pass(HOUR);
    assert.deepEqual(sent(world).map(({ body }) => [body.outcome, body.revision]), [["dismissed", 1]]);
    assert.deepEqual(tab.told, [
      ["prompted", { survey: "shop-nps", touchpoint: "post-purchase" }],
      ["dismissed", { survey: "shop-nps", touchpoint: "post-purchase" }],
      "gone",
    ]);
  }
});

test("left alone it is ignored once; back from the cache it can still be answered", async () => {
  const world = new World();
  const tab = world.tab();
  const host = await tab.prompt();
  tab.fire("pagehide");
  tab.fire("pagehide");
  await world.pass(MINUTE);
  assert.deepEqual(counted(world), [["ignored", undefined, undefined]]);
  host.answer({ score: 10 });
  await world.pass(MINUTE);
  assert.deepEqual(counted(world), [["answered", 10, undefined]]);
  assert.equal(sent(world).length, 2);
});

test("once answered, closing is no dismissal and leaving no ignoring", async () => {
  const world = new World();
  const tab = world.tab();
  const host = await tab.prompt();
  host.answer({ score: 0 });
  tab.fire("pagehide");
  host.closed("dismissed");
  await world.pass(MINUTE);
  assert.deepEqual(counted(world), [["answered", 0, undefined]]);
  assert.deepEqual(tab.told.slice(1), [
    ["answered", { survey: "shop-nps", touchpoint: "post-purchase", score: 0, bucket: "detractor" }],
    "gone",
  ]);
});

test("taken back: a DELETE, also when it has to wait, and no revision after it", async () => {
  for (const fate of [WELL, OFFLINE]) {
    const world = new World();
    fates(world, fate);
    const host = await world.tab().prompt();
    host.answer({ score: 2, comment: "secret" });
    await world.pass(1e3);
    const { id } = sent(world)[0]!.body;
    const taken = host.take_back();
    assert.ok(!JSON.stringify(world.kept).includes("secret"));
    fates(world, WELL);
    await world.pass(MINUTE);
    assert.equal(await taken, fate.lost ? "saved" : "stored");
    assert.deepEqual(world.waiting(), []);
    assert.deepEqual(counted(world), []);
    const last = sent(world).pop()!;
    assert.equal(last.method, "DELETE");
    assert.equal(last.url, `/v1/answers/kokage/${id}?survey=shop-nps`);

    host.answer({ score: 9 });
    await world.pass(MINUTE);
    assert.deepEqual(counted(world), [["answered", 9, undefined]]);
  }
});

test("a prompt open for a day closes itself", async () => {
  const world = new World();
  const tab = world.tab();
  await tab.prompt();
  await world.pass(DAY + HOUR);
  assert.equal(tab.host, undefined);
  assert.equal(tab.told.at(-1), "gone");
  assert.deepEqual(sent(world).map(({ body }) => body.outcome), ["ignored"]);
});

test("closed by the page, on its way or open", async () => {
  const world = new World();
  const tab = world.tab();
  const standing = tab.prompt();
  tab.sender.close();
  await standing;
  assert.deepEqual(tab.told, ["gone"]);
  assert.deepEqual(sent(world), []);

  await world.tab().prompt();
  const other = world.tab();
  await other.prompt();
  assert.equal(other.host, undefined, "one at a time, over all tabs");
});

test("a file that is missing rejects, and nothing was shown", async () => {
  const world = new World();
  world.fate = (url) => (url.startsWith("/t/") ? { ...WELL, status: 404 } : WELL);
  const tab = world.tab();
  await tab.prompt();
  assert.deepEqual(tab.told, ["404 /t/kokage/1111-en.json"]);
});

test("an inline survey needs its place", async () => {
  const world = new World();
  const tab = world.tab();
  await tab.prompt({ survey: { ...survey, placement: "inline" } });
  assert.match(tab.told[0], /data-koe-inline="shop-nps"/);
});
