// Bundles what is TypeScript: the two scripts as they ship, and the tests, to be run by Node.
// `node widget/bundle.mjs FOLDER` writes loader.js and sender.js there, as `cargo xtask build` does.
import { build } from "esbuild";
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** Loader or sender as it ships. */
export const script = async (name, format = name == "loader" ? "iife" : "esm") => {
  const { outputFiles } = await build({
    entryPoints: [here(`${name}/main.ts`)],
    bundle: true,
    minify: true,
    target: "es2020",
    charset: "utf8",
    format,
    ...(format == "iife" && name == "sender" && { globalName: "sender" }),
    write: false,
  });
  return outputFiles[0].text;
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

if (process.argv[1] == fileURLToPath(import.meta.url)) {
  const folder = process.argv[2];
  mkdirSync(folder, { recursive: true });
  for (const name of ["loader", "sender"]) writeFileSync(`${folder}/${name}.js`, await script(name));
}
