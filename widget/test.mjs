// `npm run test:ts`: bundles the tests beside the code and runs them under Node's own runner.
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { script, tests } from "./bundle.mjs";

const outdir = fileURLToPath(new URL("../target/koe/ts-tests", import.meta.url));
const sources = ["loader", "sender", "frame", "hosted", "overlay"].flatMap((folder) =>
  readdirSync(new URL(`${folder}/`, import.meta.url))
    .filter((file) => file.endsWith(".test.ts"))
    .map((file) => `${folder}/${file}`),
);

rmSync(outdir, { recursive: true, force: true });
await tests(sources, outdir);
const files = sources.map((file) => `${outdir}/${file.replace(/ts$/, "mjs")}`);

mkdirSync(`${outdir}/scripts`, { recursive: true });
// The scripts as they ship, for the tests that evaluate them whole, page by page.
for (const name of ["loader", "sender"]) writeFileSync(`${outdir}/scripts/${name}.js`, await script(name, { classic: true }));

const { status } = spawnSync(process.execPath, ["--test", "--test-reporter=spec", "--enable-source-maps", ...files], { stdio: "inherit" });
process.exitCode = status ?? 1;
