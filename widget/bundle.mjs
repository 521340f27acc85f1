// Bundles for the TypeScript checks: the shipped scripts, to be measured, and the tests, to be run by Node.
import { build } from "esbuild";
import { fileURLToPath } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** Loader or sender as it ships: the same options as `cargo xtask build`. */
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
