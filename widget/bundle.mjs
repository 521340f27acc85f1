// Bundles what is TypeScript: the scripts as they ship, and the tests, to be run by Node.
// `node widget/bundle.mjs FOLDER` writes the scripts there, `names.json` and `rules.json`; `node widget/bundle.mjs GLUE FILE`
// writes the prompt's script around the glue of its WebAssembly. `cargo xtask build` does both.
import { build } from "esbuild";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { minify } from "terser";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** The files that ship: the entry point of each, and whether it is a classic script. */
const SHIPPED = {
  frame: { entry: "frame/main.ts" },
  overlay: { entry: "overlay/main.ts" },
  hosted: { entry: "hosted/main.ts" },
  sender: { entry: "sender/main.ts" },
  loader: { entry: "loader/main.ts", classic: true },
  pinned: { entry: "loader/pinned.ts", classic: true },
  page: { entry: "../edge/src/pages/page.css", extension: "css" },
};

/** The prompt's script is bundled by itself, once its WebAssembly is there. */
const PROMPT = { entry: "prompt/main.ts" };

/** What the edge puts together for each site: `watch`, and the conditions by their names. */
const RULES = { watch: "loader/watch.ts", conditions: "loader/rules.ts" };

/** Modules that the sender imports only when it needs them. Each is a file of its own, which most visitors never download. */
const LATE = ["frame", "overlay"];

/** Has V8 compile all functions while the file arrives, beside the page's thread, instead of each on it when it is first called. */
const EAGER = "//# allFunctionsCalledOnLoad\n";

/** The name under which a file is served: that of its contents, as the build checks. */
const nameOf = (name, text) => `${name}-${createHash("sha256").update(text).digest("hex").slice(0, 10)}.js`;

/** Puts the names of files into the `import("../{folder}/main")` that load them. */
const late = (names) => ({
  name: "late",
  setup: ({ onResolve }) =>
    onResolve({ filter: /^\.\.\/\w+\/main$/ }, ({ path, kind }) =>
      kind == "dynamic-import" ? { path: `./${names[path.split("/")[1]]}`, external: true } : undefined,
    ),
});

/** A stylesheet that a script imports is its minified text, with those that it imports. */
const sheets = {
  name: "sheets",
  setup: ({ onLoad }) =>
    onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { outputFiles } = await build({ entryPoints: [path], bundle: true, minify: true, charset: "utf8", write: false });
      return { contents: outputFiles[0].text.trimEnd(), loader: "text" };
    }),
};

/** Resolves the imports `glue` (the JavaScript of the WebAssembly) and `../shell` to the paths given; tests give stand-ins. */
const found = (paths) => ({
  name: "found",
  setup: ({ onResolve }) =>
    onResolve({ filter: /^(glue|\.\.\/shell)$/ }, ({ path }) => paths[path] && { path: paths[path] }),
});

/**
 * Bundles a script as it ships. Tests ask for a module as a classic script: its exports are then a global variable, and the
 * files that it imports late do not exist.
 */
export const script = async (name, { classic, names = {}, paths = {} } = {}) => {
  const shipped = SHIPPED[name] ?? PROMPT;
  const closed = classic || shipped.classic;
  const { outputFiles } = await build({
    entryPoints: [here(shipped.entry)],
    bundle: true,
    minify: true,
    tsconfigRaw: { compilerOptions: { strict: false } }, // tsc has checked it; no page needs the directive
    target: "es2020",
    charset: "utf8",
    format: closed ? "iife" : "esm",
    ...(classic && !shipped.classic && { globalName: name }),
    plugins: shipped.extension ? [] : [late(names), sheets, found(paths)],
    write: false,
  });
  const [{ text }] = outputFiles;
  if (shipped.extension) return text;
  // What the bundler has minified is a twentieth smaller after another pass, by a minifier that takes its time.
  const { code } = await minify(text, { ecma: 2020, module: !closed, compress: { ecma: 2020 } });
  return [...LATE, "sender"].includes(name) ? code : EAGER + code; // late files are not urgent, and the sender is small
};

/** One expression of a module, minified by itself: its names are its own, whatever it is put into. */
const expression = async (file, name) => {
  const { outputFiles } = await build({
    stdin: { contents: `import * as given from "./${file}"; TAKEN(given.${name})`, resolveDir: here(".") },
    bundle: true,
    minify: true,
    target: "es2020",
    charset: "utf8",
    format: "esm",
    write: false,
  });
  const compress = { ecma: 2020, passes: 3, pure_getters: true, unsafe_arrows: true };
  const { code } = await minify(outputFiles[0].text, { ecma: 2020, module: true, compress });
  const [, text] = /^TAKEN\((.*)\);$/s.exec(code) ?? [];
  if (!text || /[^.\w]TAKEN\b/.test(text)) throw new Error(`${name} of ${file} is no expression that stands alone: ${code}`);
  return text;
};

/** The code of `watch`, ready to be called with an object of conditions, and of each of these. */
export const rules = async () => {
  const { outputFiles } = await build({ entryPoints: [here(RULES.conditions)], bundle: true, format: "esm", write: false });
  const { CONDITIONS } = await import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`);
  const conditions = {};
  for (const name of Object.keys(CONDITIONS)) conditions[name] = await expression(RULES.conditions, `CONDITIONS.${name}`);
  return { watch: `(${await expression(RULES.watch, "watch")})`, conditions };
};

/** Every `*.test.ts` as a module of its own. */
export const tests = (entryPoints, outdir) =>
  build({
    entryPoints: entryPoints.map(here),
    bundle: true,
    target: "node20",
    platform: "node",
    format: "esm",
    outExtension: { ".js": ".mjs" },
    outdir,
    outbase: here("."),
    sourcemap: "inline",
  });

/** Writes all files that ship into a folder, with `names.json` (the names of the late files) and `rules.json`. */
const ship = async (folder) => {
  mkdirSync(folder, { recursive: true });
  const names = {};
  for (const [name, { extension = "js" }] of Object.entries(SHIPPED)) {
    const text = await script(name, { names });
    if (LATE.includes(name)) names[name] = nameOf(name, text);
    writeFileSync(`${folder}/${name}.${extension}`, text);
  }
  writeFileSync(`${folder}/names.json`, JSON.stringify(names));
  writeFileSync(`${folder}/rules.json`, JSON.stringify(await rules()));
};

if (process.argv[1] == fileURLToPath(import.meta.url)) {
  const [target, file] = process.argv.slice(2);
  if (file) writeFileSync(file, await script("prompt", { paths: { glue: target } }));
  else await ship(target);
}
