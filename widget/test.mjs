// `npm run test:ts`: bundles the tests beside the code and runs them under Node's own runner. Words after `--` pick those
// whose path holds one of them: `npm run test:ts -- sender prompt/fill`.
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { rules, script, tests } from "./bundle.mjs";

const target = fileURLToPath(new URL("../target/koe/", import.meta.url));
const picked = process.argv.slice(2);
const sources = ["loader", "sender", "prompt", "frame", "hosted", "overlay"].flatMap((folder) =>
  readdirSync(new URL(`${folder}/`, import.meta.url))
    .filter((file) => file.endsWith(".test.ts"))
    .map((file) => `${folder}/${file}`)
    .filter((file) => !picked.length || picked.some((word) => file.includes(word))),
);

const runs = (pid) => {
  try {
    return process.kill(pid, 0);
  } catch ({ code }) {
    return code == "EPERM";
  }
};

// A folder of its own for each run, so that two at once don't meet. It goes with its run; who was killed outright left
// one behind, named after its process, which the next run takes away.
mkdirSync(target, { recursive: true });
for (const folder of readdirSync(target)) {
  const [, pid] = /^ts-tests-(\d+)-/.exec(folder) ?? [];
  if (pid && !runs(+pid)) rmSync(target + folder, { recursive: true, force: true });
}
const outdir = mkdtempSync(`${target}ts-tests-${process.pid}-`);
process.on("exit", () => rmSync(outdir, { recursive: true, force: true }));

// The runner and what it runs end first, or they would write into a folder that has gone.
let runner;
for (const signal of ["SIGHUP", "SIGINT", "SIGTERM"])
  process.once(signal, () => {
    process.exitCode = 1;
    if (!runner) process.exit();
    process.kill(-runner.pid, "SIGKILL");
  });

await tests(sources, outdir);
mkdirSync(`${outdir}/scripts`, { recursive: true });
// The scripts as they ship, for the tests that evaluate them whole, page by page.
const standIn = (name) => fileURLToPath(new URL(`testing/${name}.ts`, import.meta.url));
const paths = { glue: standIn("glue"), "../shell": standIn("shell") };
const names = { frame: "frame.js", overlay: "overlay.js" };
for (const name of ["loader", "pinned", "sender", "prompt"])
  writeFileSync(`${outdir}/scripts/${name}.js`, await script(name, { classic: true, names, paths }));
writeFileSync(`${outdir}/scripts/rules.json`, JSON.stringify(await rules()));

const files = sources.map((file) => `${outdir}/${file.replace(/ts$/, "mjs")}`);
const node = ["--test", "--test-reporter=spec", "--enable-source-maps", ...files];
// In a process group of its own, which can be ended as a whole.
runner = spawn(process.execPath, node, { stdio: "inherit", detached: true });
runner.on("close", (status) => (process.exitCode = status ?? 1));
