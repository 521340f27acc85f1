// Before packing: the declarations of all calls live with the widget, and go into the package from there.
import { copyFileSync } from "node:fs";

const here = (path) => new URL(path, import.meta.url);

copyFileSync(here("../koe.d.ts"), here("koe.d.ts"));
