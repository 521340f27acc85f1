/// <reference path="./koe.d.ts" />

/** The calls, as `window.koe` takes them. Safe at any time: before the script has come, and on a server. */
export declare const koe: Koe;

export interface KoeTag {
  /** Where Koe is deployed: `https://koe.example`. */
  origin: string;
  /** The site's id. */
  site: string;
  /** The nonce of the page's CSP, where it asks for one. */
  nonce?: string;
  /** A loader whose bytes are fixed, as `cargo xtask deploy` prints it; the configuration still comes fresh. */
  pinned?: { path: string; integrity: string };
}

/** Puts the script tag into the page, once, and gives the calls. */
export declare function load(tag: KoeTag): Koe;
