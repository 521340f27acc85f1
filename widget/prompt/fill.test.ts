/** Texts with a name in them: with the name, and without. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { fill } from "./fill";

const CASES: [string, string, string][] = [
  // text, with "Mio", without a name
  ["How was it?", "How was it?", "How was it?"],
  ["Hello {name}", "Hello Mio", "Hello"],
  ["Hello {name|there}", "Hello Mio", "Hello there"],
  ["{name|You}, how was it?", "Mio, how was it?", "You, how was it?"],
  ["{name}, how was it?", "Mio, how was it?", "How was it?"],
  ["Thanks, {name}!", "Thanks, Mio!", "Thanks!"],
  ["Hello {name}, how was it?", "Hello Mio, how was it?", "Hello, how was it?"],
  ["Thank you! {name}, how was it?", "Thank you! Mio, how was it?", "Thank you! How was it?"],
  ["{name}", "Mio", ""],
  ["{name}: éclair?", "Mio: éclair?", ": éclair?"],
  ["{name}, été ?", "Mio, été ?", "Été ?"],
  ["{name}さん、いかがでしたか？", "Mioさん、いかがでしたか？", "いかがでしたか？"],
  ["{name}さん、こんにちは", "Mioさん、こんにちは", "こんにちは"],
  ["こんにちは、{name}様。", "こんにちは、Mio様。", "こんにちは。"],
  ["{name|お客様}さん、いかがでしたか？", "Mioさん、いかがでしたか？", "お客様、いかがでしたか？"],
  ["{name}님, 어떠셨나요?", "Mio님, 어떠셨나요?", "어떠셨나요?"],
  ["{name}，您好", "Mio，您好", "您好"],
  ["您好，{name}！", "您好，Mio！", "您好！"],
  ["مرحبًا {name}، كيف كان؟", "مرحبًا Mio، كيف كان؟", "مرحبًا، كيف كان؟"],
  ["{name} and {name|you}", "Mio and Mio", "And you"],
  ["{name|}!", "Mio!", "!"],
  ["{names} {nam", "{names} {nam", "{names} {nam"],
];

test("a name stands where it was wanted, and leaves no gap where it is not known", () => {
  for (const [text, named, unnamed] of CASES) {
    assert.equal(fill(text, "Mio"), named, text);
    assert.equal(fill(text), unnamed, text);
    assert.equal(fill(text, ""), unnamed, text);
  }
});

test("a name is text, whatever is in it", () => {
  assert.equal(fill("Hello {name}", "$& {name|x} $1"), "Hello $& {name|x} $1");
});
