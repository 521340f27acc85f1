// `node bundle.mjs ENTRY` prints one script: what a project of React or Vue is built into, components in files included.
import { build } from "esbuild";
import { readFileSync } from "node:fs";
import { compileScript, compileTemplate, parse } from "vue/compiler-sfc";

/** A component of Vue as a module. */
const component = (file) => {
  const { descriptor } = parse(readFileSync(file, "utf8"), { filename: file });
  if (descriptor.scriptSetup) return compileScript(descriptor, { id: file, inlineTemplate: true }).content;
  const { code } = compileTemplate({ id: file, filename: file, source: descriptor.template.content });
  return `${code}\nexport default { render };`;
};

const vue = {
  name: "vue",
  setup: (build) => build.onLoad({ filter: /\.vue$/ }, ({ path }) => ({ contents: component(path) })),
};

const { outputFiles } = await build({
  entryPoints: [process.argv[2]],
  bundle: true,
  format: "esm",
  jsx: "automatic",
  // As while developing: frameworks check more, and strict mode is strict.
  define: {
    "process.env.NODE_ENV": '"development"',
    __VUE_OPTIONS_API__: "true",
    __VUE_PROD_DEVTOOLS__: "false",
    __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: "false",
  },
  plugins: [vue],
  write: false,
});
process.stdout.write(outputFiles[0].text);
