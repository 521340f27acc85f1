// `npm run size:ts`: the bytes of loader and sender as they ship, against the budgets. `cargo xtask size` measures all.
import { readFileSync } from "node:fs";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { script } from "./bundle.mjs";

const budgets = JSON.parse(readFileSync(new URL("budgets.json", import.meta.url), "utf8"));
const brotli = (text) => brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;

for (const name of ["loader", "sender"]) {
  const text = await script(name);
  const small = brotli(text);
  console.log(`${name}: raw ${text.length}, gzip ${gzipSync(text, { level: 9 }).length}, brotli ${small} of ${budgets[name]}`);
  if (small > budgets[name]) process.exitCode = 1;
  if (name == "loader" && text.split("__KOE__").length != 2) {
    console.error("the loader must name __KOE__ exactly once");
    process.exitCode = 1;
  }
}
