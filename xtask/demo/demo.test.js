// What holds the demonstration together: `node --test xtask/demo`.

import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, test } from "node:test";

globalThis.document = { documentElement: { lang: "ja" } };
const { goods, good, picture } = await import("./shop/catalogue.js");
const { sums } = await import("./shop/bag.js");
const { span, texts: shopTexts } = await import("./shop/words.js");
const { texts: panelTexts } = await import("./panel/words.js");
const { surveys } = await import("./panel/surveys.js");
const { forget } = await import("./panel/again.js");
const figures = await import("./panel/figures.js");

const read = (path) => readFileSync(new URL(path, import.meta.url), "utf8");
const here = (folder) => readdirSync(new URL(folder, import.meta.url));
const site = JSON.parse(read("site.json"));
const pages = here(".").filter((name) => name.endsWith(".html"));
const shopPages = pages.filter((name) => name !== "panel.html");
const scripts = here("shop").filter((name) => name.endsWith(".js"));

const STUB = "<script>typeof koe=='function'||(window.koe=function(){(koe.q=koe.q||[]).push(arguments)})</script>";
const TAG = '<script async src="/s/demo.js"></script>';

describe("pages", () => {
  for (const name of shopPages) {
    test(`${name} carries the two lines of the contract, after the language is set`, () => {
      const page = read(name);
      assert.ok(page.indexOf(STUB) > page.indexOf("shop/language.js"));
      assert.ok(page.indexOf(TAG) > page.indexOf(STUB));
    });
  }

  for (const name of pages) {
    test(`${name} says everything in both languages`, () => {
      const page = read(name);
      const count = (lang) => page.match(new RegExp(`class="${lang}"`, "g"))?.length ?? 0;
      assert.equal(count("ja"), count("en"));
      assert.equal(page.match(/<title>(.*)<\/title>/)[1].split(" | ").length, 2);
    });

    test(`${name} leads only to files that exist`, () => {
      for (const [, address] of read(name).matchAll(/(?:href|src)="([^"#?]+)/g)) {
        if (!address.startsWith("/s/")) assert.ok(existsSync(new URL(address, import.meta.url)), address);
      }
    });
  }

  test("scripts write the same words in both languages", () => {
    const names = (value) =>
      Object.entries(value).flatMap(([key, inner]) =>
        inner !== null && typeof inner === "object" ? names(inner).map((name) => `${key}.${name}`) : [key],
      );
    for (const texts of [shopTexts, panelTexts]) assert.deepEqual(names(texts.ja), names(texts.en));
  });
});

describe("the site document", () => {
  const asked = new Set(site.surveys.flatMap(({ touchpoints }) => touchpoints));

  test("declares every touchpoint that a page calls, and no other", () => {
    const called = scripts.flatMap((name) =>
      [...read(`shop/${name}`).matchAll(/koe\("touchpoint", "([a-z0-9-]+)"/g)].map(([, touchpoint]) => touchpoint),
    );
    assert.deepEqual(called.sort(), [...asked].sort());
    assert.deepEqual(site.touchpoints.map(({ id }) => id).sort(), [...asked].sort());
  });

  test("has an inline survey for every place in a page", () => {
    const inline = site.surveys.filter(({ placement }) => placement === "inline").map(({ id }) => id);
    const places = pages.flatMap((name) => [...read(name).matchAll(/data-koe-inline="([^"]+)"/g)].map(([, id]) => id));
    assert.deepEqual(places, inline);
  });

  test("has the surveys of the panel, in its order", () => {
    const pairs = (list) => list.map(({ id, metric }) => [id, metric]);
    assert.deepEqual(pairs(surveys), pairs(site.surveys));
  });
});

describe("the shop", () => {
  test("draws and names everything it sells, in both languages", () => {
    for (const item of goods) {
      assert.ok(existsSync(new URL(picture(item).split("#")[0], import.meta.url)), item.id);
      for (const text of [item.name, item.maker, item.text, item.repair]) assert.ok(text.ja && text.en, item.id);
      for (const id of item.beside) assert.ok(good(id) && id !== item.id, `${item.id} beside ${id}`);
    }
  });

  test("delivers free of charge from 5,500 yen", () => {
    assert.deepEqual(sums([{ id: "yunomi-ame", count: 2 }]), { goods: 5280, delivery: 660, total: 5940 });
    assert.deepEqual(sums([{ id: "kyusu", count: 1 }]), { goods: 8800, delivery: 0, total: 8800 });
    assert.deepEqual(sums([]), { goods: 0, delivery: 0, total: 0 });
  });

  test("names the month twice only when it changes", () => {
    assert.equal(span([new Date(2026, 10, 25), new Date(2026, 10, 27)]), "11月25日〜27日");
    assert.equal(span([new Date(2026, 10, 29), new Date(2026, 11, 1)]), "11月29日〜12月1日");
  });
});

describe("the panel", () => {
  test("rounds half away from zero, with a true minus and no minus zero", () => {
    const cases = [[12.5, 0, "13"], [-12.5, 0, "−13"], [-0.4, 0, "0"], [1e-9, 1, "0.0"], [33.333, 0, "33"], [4.25, 1, "4.3"], [1.005, 2, "1.01"], [1906, 0, "1,906"]];
    for (const [value, digits, text] of cases) assert.equal(figures.rounded(value, digits), text);
  });

  test("writes ranges without a dash", () => {
    assert.equal(figures.range("nps", { low: -8.2, high: 73.1 }, "ja"), "−8〜73");
    assert.equal(figures.range("csat", { low: 62.9, high: 93 }, "en"), "63 to 93%");
    assert.equal(figures.differences("nps", { low: -15, high: 5.2 }, "en"), "−15 to +5");
  });

  test("puts every score of every scale in its bucket", () => {
    const marks = { detractor: "▼", passive: "■", promoter: "▲" };
    const all = (metric, low, high) =>
      Array.from({ length: high - low + 1 }, (_, step) => marks[figures.bucket(metric, low + step, high)]).join("");
    assert.equal(all("nps", 0, 10), "▼▼▼▼▼▼▼■■▲▲");
    assert.equal(all("ces", 1, 5), "▼▼■▲▲");
    assert.equal(all("ces", 1, 7), "▼▼▼■▲▲▲");
    assert.equal(all("csat", 1, 5), "▼▼■▲▲");
  });

  test("shows nothing of nothing as missing, never as 0", () => {
    assert.equal(figures.share(0, 0), null);
    assert.equal(figures.rate(null, "ja"), null);
  });

  test("tells times in the site's zone", () => {
    assert.equal(figures.moment("2026-11-22T05:32:11Z", "ja"), "11月22日 14:32");
    assert.equal(figures.moment("2026-11-22T15:02:11Z", "en", true), "23 Nov, 00:02:11");
    assert.equal(figures.date("2027-02-05T03:00:00Z", "ja"), "2月5日");
  });

  test("forgets draws and clocks, and keeps answers that wait to be sent", () => {
    const kept = { "koe:demo:draw:shop-nps": "5", "koe:demo:prompted": "1", "koe:demo:out:0199": "{}", "kokage:bag": "[]" };
    const storage = Object.assign(Object.create({ removeItem: (key) => delete storage[key] }), kept);
    forget(storage);
    assert.deepEqual(Object.keys(storage), ["koe:demo:out:0199", "kokage:bag"]);
  });
});
