/** The pinned loader takes a configuration of its site, and nothing else that comes in its place. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { config } from "../testing/site";

const code = readFileSync(new URL("../scripts/pinned.js", import.meta.url), "utf8");

/** What the page of a pinned tag says, and whether the tag owns `koe`, after this reply to its configuration. */
const loaded = async (status: number, text: string): Promise<[string[], boolean]> => {
  const said: string[] = [];
  const events = new EventTarget();
  const listening = {
    addEventListener: events.addEventListener.bind(events),
    removeEventListener: events.removeEventListener.bind(events),
    dispatchEvent: events.dispatchEvent.bind(events),
  };
  const currentScript = { dataset: { site: "kokage" }, src: "https://koe.example/a/koe-0123456789.js" };
  const documentElement = { lang: "", getAttribute: () => null };
  const globals: Record<string, any> = {
    window: { ...listening },
    document: { ...listening, currentScript, documentElement, readyState: "complete", querySelector: () => null },
    location: { pathname: "/", search: "", hash: "" },
    history: {},
    navigator: {},
    localStorage: {},
    ...listening,
    console: { warn: (line: string) => said.push(line) },
    fetch: async (url: string) => {
      const response = new Response(text, { status });
      Object.defineProperty(response, "url", { value: url });
      return response;
    },
  };
  new Function(...Object.keys(globals), code)(...Object.values(globals));
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
  return [said, typeof globals["window"].koe == "function"];
};

test("a configuration of the site is taken", async () => {
  assert.deepEqual(await loaded(200, JSON.stringify(config)), [[], true]);
});

test("whatever else comes in its place is not, and is said once", async () => {
  for (const [status, text, said] of [
    [200, "<!doctype html><title>Log in</title>", /is not valid JSON/],
    [200, "", /JSON/],
    [200, '{"ok":true}', /kokage.json is not the configuration of "kokage"/],
    [200, JSON.stringify({ ...config, site: "another" }), /is not the configuration of "kokage"/],
    [200, JSON.stringify({ site: "kokage", surveys: {} }), /is not the configuration of "kokage"/],
    [404, "{}", /404 .*is data-site="kokage" right/],
  ] as const) {
    const [lines, owns] = await loaded(status, text);
    assert.equal(lines.length, 1, text);
    assert.match(lines[0]!, said);
    assert.equal(owns, false, text);
  }
});
