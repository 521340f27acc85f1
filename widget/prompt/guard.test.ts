/** The guard around the module's exports. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { guard } from "./guard";

test("exports do what they did, until one breaks; then none does anything", () => {
  const said: unknown[] = [];
  const calls: number[] = [];
  const exports = {
    memory: new WebAssembly.Memory({ initial: 1 }),
    double: (value: number) => (calls.push(value), value * 2),
    break: () => {
      throw new WebAssembly.RuntimeError("unreachable");
    },
  };
  const guarded: any = guard(exports, (error) => said.push(`${error}`));
  assert.equal(guarded.memory, exports.memory);
  assert.equal(guarded.double(21), 42);
  assert.equal(guarded.break()[1], undefined); // no error, where the glue looks for one
  assert.equal(guarded.double(1) >>> 0, 0);
  guarded.break();
  assert.deepEqual(calls, [21]);
  assert.deepEqual(said, ["RuntimeError: unreachable"]);
});
