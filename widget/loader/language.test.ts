/** Which words the loader fetches early: those of the language that the page says it is in. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { type Given, Visit } from "../testing/visit";
import { config } from "../testing/site";

test("a page says its language in HTML, or in the words of XML", () => {
  const asked = (given: Partial<Given>) => {
    const page = new Visit({ config, ...given });
    page.koe("touchpoint", "post-purchase");
    return page.fetched.map((url) => url.slice(-7));
  };
  assert.deepEqual(asked({ lang: "ja" }), ["ja.json"]);
  assert.deepEqual(asked({ xmlLang: "ja" }), ["ja.json"]);
  assert.deepEqual(asked({ lang: "en", xmlLang: "ja" }), ["en.json"]);
  assert.deepEqual(asked({}), []);
});
