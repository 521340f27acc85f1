//! How a visit looks into the prompt: by a script that a page runs before any other.

/// Keeps the shadow roots of prompts, which are closed to pages, and what goes wrong in the page. To be
/// served as a file, so that every policy allows it.
///
/// `eye.find(selector)` is an element of the prompt, or of the page where there is none such;
/// `eye.box(selector)` its middle, once it stands still in sight; `eye.lines` what went wrong.
pub const EYE: &str = r#"{
  const attach = Element.prototype.attachShadow;
  const roots = [];
  Element.prototype.attachShadow = function (how) {
    const root = attach.call(this, how);
    if (this.localName == "koe-prompt") roots.push(root);
    return root;
  };
  const lines = [];
  addEventListener("error", event => lines.push(`${event.message}`));
  addEventListener("unhandledrejection", event => lines.push(`${event.reason}`));
  document.addEventListener("securitypolicyviolation", event => lines.push(`${event.effectiveDirective} ${event.blockedURI}`));
  for (const level of ["warn", "error", "info", "log"]) {
    const write = console[level];
    console[level] = (...words) => { lines.push(words.join(" ")); write.apply(console, words); };
  }
  const root = () => roots.find(root => root.host.isConnected);
  const find = selector => root()?.querySelector(selector) ?? document.querySelector(selector);
  const frame = () => new Promise(requestAnimationFrame);
  const place = element => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return [left + width / 2, top + height / 2, width * height];
  };
  window.eye = {
    root, find, lines,
    async box(selector) {
      let shown = find(selector);
      shown = shown?.closest("label") ?? shown;
      if (!shown) return null;
      const { left, top, right, bottom } = shown.getBoundingClientRect();
      if (left < 0 || top < 0 || right > innerWidth || bottom > innerHeight) shown.scrollIntoView({ block: "center" });
      const before = place(shown);
      await frame();
      await frame();
      const [x, y, area] = place(shown);
      return area && x == before[0] && y == before[1] ? [x, y] : null;
    },
  };
}"#;
