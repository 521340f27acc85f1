// The package as it is shipped: what is in it, its types, and its behaviour where there is no browser. What it does in one
// is shown by the snippets of the guides.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { afterEach, test } from "node:test";
import { fileURLToPath } from "node:url";
import { createElement } from "react";
import { renderToString } from "react-dom/server";
import { createSSRApp } from "vue";
import { renderToString as renderVue } from "vue/server-renderer";
import { koe, load } from "./index.js";
import { useTouchpoint as useReactTouchpoint } from "./react.js";
import { plugin, useTouchpoint as useVueTouchpoint } from "./vue.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const tag = { origin: "https://koe.example", site: "kokage" };

/** As much of a browser as the tag needs. */
const browser = (more = {}) => {
  const scripts = [];
  globalThis.window = { ...more };
  globalThis.document = {
    scripts,
    createElement: () => ({ dataset: {} }),
    head: { append: (script) => scripts.push(script) },
  };
  return scripts;
};

afterEach(() => {
  delete globalThis.window;
  delete globalThis.document;
});

test("on a server everything is a quiet nothing", async () => {
  assert.equal(koe("touchpoint", "post-purchase"), undefined);
  assert.equal(load(tag), koe);
  const React = () => (useReactTouchpoint("post-purchase"), createElement("p", null, "thanks"));
  assert.equal(renderToString(createElement(React)), "<p>thanks</p>");
  const app = createSSRApp({
    template: "<p>thanks</p>",
    setup: () => useVueTouchpoint("post-purchase"),
  });
  assert.equal(await renderVue(app.use(plugin, tag)), "<p>thanks</p>");
});

test("an element with the id koe takes no calls away", () => {
  browser({ koe: { id: "koe", q: {} } });
  koe("touchpoint", "post-purchase");
  assert.deepEqual([...window.koe.q[0]], ["touchpoint", "post-purchase"]);
});

test("the tag is put in once, and calls made before it are kept in order", () => {
  const scripts = browser();
  koe("segments", { plan: "pro" });
  load(tag)("touchpoint", "post-purchase");
  load(tag);
  assert.deepEqual(scripts, [{ dataset: {}, async: true, src: "https://koe.example/s/kokage.js" }]);
  assert.deepEqual(
    window.koe.q.map((call) => [...call]),
    [
      ["segments", { plan: "pro" }],
      ["touchpoint", "post-purchase"],
    ],
  );
});

test("a call goes to whatever owns koe by then, and gives what it returns", () => {
  browser({ koe: (...call) => call });
  assert.deepEqual(koe("why"), ["why"]);
});

test("a nonce and a pinned loader reach the tag", () => {
  const scripts = browser();
  load({ ...tag, nonce: "r4nd0m", pinned: { path: "/a/koe-0123456789.js", integrity: "sha384-abc" } });
  assert.deepEqual(scripts, [
    {
      dataset: { site: "kokage" },
      crossOrigin: "anonymous",
      integrity: "sha384-abc",
      nonce: "r4nd0m",
      async: true,
      src: "https://koe.example/a/koe-0123456789.js",
    },
  ]);
});

test("with Trusted Types the address goes through a policy with a name", () => {
  const names = [];
  const createPolicy = (name, { createScriptURL }) => (names.push(name), { createScriptURL: (url) => ({ trusted: createScriptURL(url) }) });
  const scripts = browser({ trustedTypes: { createPolicy } });
  load(tag);
  assert.deepEqual(names, ["koe-widget"]);
  assert.deepEqual(scripts[0].src, { trusted: "https://koe.example/s/kokage.js" });
});

test("the package holds what it should and nothing else, and its types hold", () => {
  const folder = `${root}/target/koe/package`;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(`${folder}/node_modules/koe-widget`, { recursive: true });
  const pack = (...given) => JSON.parse(execFileSync("npm", ["pack", "--json", ...given], { cwd: new URL(".", import.meta.url), encoding: "utf8" }));
  const [packed] = Object.values(pack("--pack-destination", folder));
  assert.deepEqual(
    packed.files.map(({ path }) => path).sort(),
    ["README.md", "index.d.ts", "index.js", "koe.d.ts", "package.json", "react.d.ts", "react.js", "vue.d.ts", "vue.js"],
  );
  execFileSync("tar", ["-xzf", `${folder}/${packed.filename}`, "--strip-components=1", "-C", `${folder}/node_modules/koe-widget`]);
  writeFileSync(`${folder}/consumer.ts`, CONSUMER);
  const check = ["--noEmit", "--strict", "--target", "es2022", "--module", "esnext", "--moduleResolution", "bundler"];
  execFileSync(`${root}/node_modules/.bin/tsc`, [...check, `${folder}/consumer.ts`], { stdio: "inherit" });
});

/** A project that uses the package; what is marked must be refused. */
const CONSUMER = `
import { koe, load } from "koe-widget";
import { useTouchpoint } from "koe-widget/react";
import { plugin, useTouchpoint as useMoment } from "koe-widget/vue";
import { createApp, ref } from "vue";

const calls = load({ origin: "https://koe.example", site: "kokage", nonce: "n" });
calls("touchpoint", "post-purchase", { segments: { plan: "pro" } });
koe("why", (decisions) => decisions.map(({ survey, decision }) => survey + decision));
useTouchpoint("post-purchase", { when: true, segments: { plan: "pro" } });
useMoment("post-purchase", { when: ref(false) });
createApp({}).use(plugin, { origin: "https://koe.example", site: "kokage" });
addEventListener("koe:answered", ({ detail }) => detail.score.toFixed());

// @ts-expect-error: a call that does not exist
koe("touchpiont", "post-purchase");
// @ts-expect-error: no site
load({ origin: "https://koe.example" });
// @ts-expect-error: a moment has a name
useTouchpoint({ when: true });
// @ts-expect-error: a plugin without a deployment
createApp({}).use(plugin, { site: "kokage" });
`;
