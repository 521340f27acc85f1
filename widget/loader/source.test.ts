/**
 * Searches the source of our scripts for code that fails on pages whose libraries replace parts of the browser.
 * Listeners are removed by `removeEventListener`: a library that keeps one native listener for all callers loses it to a
 * `signal` or a `once`. Objects are copied by their own keys: `for…in` and a round trip through JSON bring in what the page
 * put on prototypes. An old polyfill's promise has no `finally`.
 */

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

/** The folders that ship. */
const FOLDERS = ["frame", "hosted", "loader", "overlay", "place", "prompt", "sender", "shell"];

/** The arguments of each call of a function, up to its own closing bracket. */
const calls = (source: string, name: string): string[] => {
  const found: string[] = [];
  for (let at = source.indexOf(`${name}(`); at >= 0; at = source.indexOf(`${name}(`, at + 1)) {
    const start = at + name.length + 1;
    let end = start;
    for (let depth = 1; depth && end < source.length; end++)
      if ("([{".includes(source[end]!)) depth++;
      else if (")]}".includes(source[end]!)) depth--;
    found.push(source.slice(start, end - 1));
  }
  return found;
};

const OFFENCES: Record<string, (source: string) => boolean> = {
  "for…in": (source) => /\bfor\s*\(\s*(const|let|var)\s[^;()]*?\sin\s/.test(source),
  finally: (source) => /\.finally\s*\(/.test(source),
  "a round trip through JSON": (source) => /JSON\.parse\s*\(\s*JSON\.stringify/.test(source),
  "a listener with signal or once": (source) =>
    calls(source, "addEventListener").some((given) => /\{[^{}]*\b(signal|once)\b[^{}]*\}\s*,?\s*$/.test(given)),
};

/** What stands in a script besides its comments. */
const bare = (source: string): string => source.replace(/\/\*[^]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");

const offences = (source: string): string[] =>
  Object.keys(OFFENCES).filter((name) => OFFENCES[name]!(bare(source)));

const root = new URL("../../../../widget/", import.meta.url);
const sources = (folder: string): string[] =>
  readdirSync(new URL(folder, root), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts") && !file.endsWith(".d.ts"))
    .map((file) => `${folder}/${file}`);

for (const folder of FOLDERS)
  test(`source: nothing in ${folder} is taken amiss by a page`, () => {
    const files = sources(folder);
    assert.ok(files.length);
    for (const file of files) assert.deepEqual(offences(readFileSync(new URL(file, root), "utf8")), [], file);
  });

test("source: every folder that ships is looked through", () => {
  const folders = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const shipping = folders.map(({ name }) => name).filter((name) => !["testing", "package"].includes(name) && sources(name).length);
  assert.deepEqual(shipping.sort(), FOLDERS);
});

test("source: each offence would be found", () => {
  for (const [source, offence] of [
    ["for (const name in given) {", "for…in"],
    ["for (const attribute in list(given)) {", "for…in"],
    ["gone.finally(() => {})", "finally"],
    ["}).finally(done)", "finally"],
    ["JSON.parse(JSON.stringify(told))", "a round trip through JSON"],
    ["JSON.parse(\n  JSON.stringify(told), (key) => key)", "a round trip through JSON"],
    ['addEventListener("input", () => (touched = true), { once: true });', "a listener with signal or once"],
    ['place.addEventListener(\n"click",\n(e) => { if (e) f({ a: 1 }) },\n{ signal, capture: true },\n)', "a listener with signal or once"],
    ["addEventListener(a, b, { capture: true, signal: over.signal! })", "a listener with signal or once"],
  ] as const)
    assert.deepEqual(offences(source), [offence], source);
  for (const source of [
    'if ("WebAssembly" in window) {}',
    "for (const { id } of surveys) if (id in known) {}",
    "addEventListener(name, () => once({ once: 1 }), true);",
    "navigator.locks.request(name, { signal }, run)",
    "// for (const name in given)",
    "/** nobody.finally( */",
    "try {} finally {}",
  ])
    assert.deepEqual(offences(source), [], source);
});
