/** Plain data on pages whose prototypes, or whose `JSON`, are not the browser's. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { plain, text } from "./plain";

const words = {
  title: "Score: {score} of 10",
  steps: ["Strongly disagree", "", 'Quote " and \\ and \u2028'],
  nested: [[1, -2.5], [], [{ a: null }], true],
  "": { left: undefined, zero: 0, __proto: 1 },
};
const right = JSON.stringify(words);

/** Both ways round, while something is the page's. */
const holds = (name: string, spoil: () => () => void) =>
  test(`${name} does not reach plain data`, () => {
    const mend = spoil();
    try {
      const copy = plain(words);
      const written = text(words);
      const passed = structuredClone(copy);
      mend();
      assert.equal(written, right);
      assert.equal(JSON.stringify(copy), right);
      assert.equal(JSON.stringify(passed), right);
    } finally {
      mend();
    }
  });

const put = (on: any, name: string, value: PropertyDescriptor) => () => {
  Object.defineProperty(on, name, { configurable: true, ...value });
  return () => void delete on[name];
};

for (const type of [Object, Array, String, Number, Boolean, Date])
  holds(`toJSON of ${type.name}`, put(type.prototype, "toJSON", { value: () => "wrong", writable: true }));
holds("an enumerable property", put(Object.prototype, "extra", { value: "wrong", writable: true, enumerable: true }));
holds("a property of arrays", put(Array.prototype, "9", { value: "wrong", writable: true, enumerable: true }));
holds("a setter", put(Object.prototype, "title", { set: () => assert.fail("called"), get: () => "wrong" }));

/** What libraries did before browsers had JSON: `toJSON` of all they find, own keys by `for…in`. */
holds("a replaced stringify", () => {
  const { stringify } = JSON;
  const old = (value: any): string | undefined => {
    if (value && typeof value == "object" && typeof value.toJSON == "function") value = value.toJSON();
    if (Object.prototype.toString.apply(value) == "[object Array]") {
      const parts = [];
      for (let at = 0; at < value.length; at++) parts[at] = old(value[at]) || "null";
      return `[${parts.join(",")}]`;
    }
    if (!value || typeof value != "object") return stringify(value);
    const parts = [];
    for (const key in value) {
      const part = Object.prototype.hasOwnProperty.call(value, key) && old(value[key]);
      if (part) parts.push(`${stringify(key)}:${part}`);
    }
    return `{${parts.join(",")}}`;
  };
  JSON.stringify = old as typeof stringify;
  return () => (JSON.stringify = stringify);
});

test("the copy is deep, has no prototypes, and keeps a key named like one", () => {
  const given = JSON.parse('{"__proto__":{"a":[1]},"b":[{"c":2}]}');
  const copy: any = plain(given);
  given.b[0].c = 3;
  assert.equal(JSON.stringify(copy), '{"__proto__":{"a":[1]},"b":[{"c":2}]}');
  for (const part of [copy, copy.b, copy.b[0], copy["__proto__"].a]) assert.equal(Object.getPrototypeOf(part), null);
  assert.ok(Array.isArray(copy.b));
  for (const value of [undefined, null, 0, "", "a", true]) assert.equal(plain(value), value);
});
