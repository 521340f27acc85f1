/** The line that pages begin with: it is printed in many places, and the same in all of them. */

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

const STUB = "typeof koe=='function'||(window.koe=function(){(koe.q=koe.q||[]).push(arguments)})";

const root = new URL("../../../../", import.meta.url);

/** The files that may print it. */
const files = ["docs", "edge", "shared", "tests", "widget", "xtask"].flatMap((folder) =>
  readdirSync(new URL(folder, root), { recursive: true, encoding: "utf8" })
    .filter((file) => /\.(md|html|js|mjs|jsx|ts|rs|json)$/.test(file) && !/node_modules|\btarget\b/.test(file))
    .map((file) => `${folder}/${file}`),
);

/** Whatever keeps the calls of a page until the loader comes; as Rust formats it, too. */
const printed = (text: string): string[] =>
  text.replaceAll("{{", "{").replaceAll("}}", "}").match(/[^\n]*\.push\(arguments\)[^\n]*/g) ?? [];

test("stub: it is the same wherever it is printed", () => {
  const places: string[] = [];
  for (const file of ["README.md", ...files]) {
    // The package makes calls of its own; its stub is code, and has tests.
    if (["widget/package/index.js", "widget/loader/stub.test.ts"].includes(file)) continue;
    for (const line of printed(readFileSync(new URL(file, root), "utf8"))) {
      assert.ok(line.includes(STUB), `${file}: ${line}`);
      places.push(file);
    }
  }
  for (const place of ["README.md", "docs/html.md", "docs/csp.md", "docs/tag-manager.md", "xtask/demo/index.html"])
    assert.ok(places.includes(place), place);
});

/** The stub, run on a page on which `koe` is something already. */
const after = (koe: unknown): any => {
  const window: any = { koe };
  // Names of the window are names of its scripts.
  new Function("window", "scope", `with (scope) { ${STUB}; koe("touchpoint", "bought") }`)(window, window);
  return window.koe;
};

test("stub: it keeps calls, whatever stood there but a function", () => {
  const element = { id: "koe", q: {} };
  for (const there of [undefined, null, element, 7]) assert.deepEqual([...after(there).q[0]], ["touchpoint", "bought"]);
  const calls: unknown[] = [];
  after((...call: unknown[]) => calls.push(call));
  assert.deepEqual(calls, [["touchpoint", "bought"]]);
});
