/** Languages and ids: the sender's small pure rules. */

import assert from "node:assert/strict";
import { test } from "node:test";

import cases from "../../shared/tests/vectors/languages.json";
import { choose } from "./language";
import { retime, timeOf, uuid } from "./uuid";

/** One case of the vectors that the edge is held against, too. */
interface Pick {
  wishes: string[];
  offered: string[];
  picked: string;
}

test("the language is the first wish that is offered, else the site's", () => {
  for (const { wishes, offered, picked } of cases as Pick[])
    assert.equal(choose([...wishes, "ja"], offered), picked, wishes.join());
});

test("a page says its language as it likes", () => {
  for (const said of ["ja", "JA", "ja_JP", "ja-JP", "JA_jp", "ja_JP_TRADITIONAL", "ja-Jpan-JP", "ja_JP.UTF-8"])
    assert.equal(choose([said, "en"], ["en", "ja"]), "ja", said);
  for (const [said, picked] of [
    ["zh_TW", "zh-Hant"],
    ["zh_Hant_HK", "zh-Hant"],
    ["ZH_cn", "zh"],
    ["PT_PT", "pt-PT"],
    ["", "en"],
    ["_", "en"],
  ] as const)
    assert.equal(choose([said, "en"], ["en", "zh", "zh-Hant", "pt-PT"]), picked, said);
});

test("an id is a UUIDv7 of its time, and keeps its secret when its time is corrected", () => {
  for (const time of [0, 1, Date.UTC(2026, 10, 20), 2 ** 48 - 1]) {
    const id = uuid(time);
    assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    assert.equal(timeOf(id), time);
    assert.equal(timeOf(retime(id, 1e12)), 1e12);
    assert.equal(retime(id, time), id);
    assert.equal(retime(id, 1e12).slice(14), id.slice(14));
  }
  assert.equal(new Set(Array.from({ length: 1000 }, () => uuid(0))).size, 1000);
});
