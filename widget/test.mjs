// `npm run test:ts`: bundles the tests beside the code and runs them under Node's own runner. Words after `--` pick those
// whose path holds one of them: `npm run test:ts -- sender prompt/fill`.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { script, tests } from "./bundle.mjs";

const target = fileURLToPath(new URL("../target/koe/", import.meta.url));
const picked = process.argv.slice(2);
const sources = ["loader", "sender", "prompt", "frame", "hosted", "overlay"].flatMap((folder) =>
  readdirSync(new URL(`${folder}/`, import.meta.url))
    .filter((file) => file.endsWith(".test.ts"))
    .map((file) => `${folder}/${file}`)
    .filter((file) => !picked.length || picked.some((word) => file.includes(word))),
);

// A folder of its own for each run, so that two at once don't meet.
mkdirSync(target, { recursive: true });
const outdir = mkdtempSync(`${target}ts-tests-`);
try {
  await tests(sources, outdir);
  mkdirSync(`${outdir}/scripts`, { recursive: true });
  // The scripts as they ship, for the tests that evaluate them whole, page by page.
  const glue = fileURLToPath(new URL("testing/glue.ts", import.meta.url));
  for (const name of ["loader", "sender", "prompt"])
    writeFileSync(`${outdir}/scripts/${name}.js`, await script(name, { classic: true, glue }));

  const files = sources.map((file) => `${outdir}/${file.replace(/ts$/, "mjs")}`);
  const node = ["--test", "--test-reporter=spec", "--enable-source-maps", ...files];
  process.exitCode = spawnSync(process.execPath, node, { stdio: "inherit" }).status ?? 1;
} finally {
  rmSync(outdir, { recursive: true, force: true });
}
