/**
 * The script tag as a module. Nothing of the widget is bundled: the deployment serves it, so that a page always runs the
 * release that its configuration was written for. On a server, where there is no document, everything here does nothing.
 */

/** A call. Those made before the script has come are kept, and made in their order when it has. */
export const koe = (...call) => {
  if (typeof window === "undefined") return;
  // An element whose id is `koe` is no function, and stands there, too.
  if (typeof window.koe != "function")
    window.koe = function () {
      (window.koe.q ||= []).push(arguments);
    };
  return window.koe(...call);
};

/** Puts the tag into the page unless it is there already. */
export const load = ({ origin, site, nonce, pinned }) => {
  if (typeof document === "undefined") return koe;
  const script = document.createElement("script");
  const src = new URL(pinned ? pinned.path : `/s/${site}.js`, origin).href;
  if ([...document.scripts].some((other) => other.src === src)) return koe;
  if (pinned) {
    script.crossOrigin = "anonymous";
    script.integrity = pinned.integrity;
    script.dataset.site = site;
  }
  if (nonce) script.nonce = nonce;
  script.async = true;
  script.src = trusted(src);
  document.head.append(script);
  return koe;
};

/** The address as a page with Trusted Types wants it: by a policy that its CSP can name. */
const trusted = (src) => {
  const types = window.trustedTypes;
  return types ? types.createPolicy("koe-widget", { createScriptURL: (url) => url }).createScriptURL(src) : src;
};
