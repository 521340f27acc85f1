/// <reference path="./koe.d.ts" />

import type { MaybeRefOrGetter, Plugin } from "vue";
import type { KoeTag } from "./index.js";

/** `app.use(plugin, { origin, site })`: puts the script tag into the page; templates have the calls as `$koe`. */
export declare const plugin: Plugin<[KoeTag]>;

export interface KoeMoment {
  /** Comes when this turns true; without it, when the component is in the page. */
  when?: MaybeRefOrGetter<boolean>;
  /** Segments of this prompt, as they are at that moment. */
  segments?: MaybeRefOrGetter<KoeSegments>;
}

/** Tells Koe that a moment has come. Each time the component is mounted, and each time `when` turns true, once. */
export declare function useTouchpoint(name: MaybeRefOrGetter<string>, moment?: KoeMoment): void;

declare module "vue" {
  interface ComponentCustomProperties {
    $koe: Koe;
  }
}
