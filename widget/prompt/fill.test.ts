/** Texts with a name in them: with the name, and without. */

import assert from "node:assert/strict";
import { test } from "node:test";

import CASES from "../../shared/tests/vectors/name_cases.json";
import { fill } from "./fill";

test("a name stands where it was wanted, and leaves no gap where it is not known", () => {
  // Each: the text, with "Mio", without a name.
  for (const [text, named, unnamed] of CASES as [string, string, string][]) {
    assert.equal(fill(text, "Mio"), named, text);
    assert.equal(fill(text), unnamed, text);
    assert.equal(fill(text, ""), unnamed, text);
  }
});

test("a name is text, whatever is in it", () => {
  assert.equal(fill("Hello {name}", "$& {name|x} $1"), "Hello $& {name|x} $1");
});
