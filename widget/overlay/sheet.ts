/** The overlay's own style, in the prompt's colours. Nothing of it reaches the page, and nothing of the page reaches it. */

const CSS = `
:host { all: initial !important; position: fixed !important; inset: auto auto 16px 16px !important;
  z-index: 2147483646 !important; color-scheme: light dark !important;
  --surface: light-dark(#fff, #1c1f23); --soft: light-dark(#f4f6f7, #272b30); --ink: light-dark(#15191e, #eef0f2);
  --quiet: light-dark(#545c66, #aeb5be); --line: light-dark(#e2e5e9, #343940); --control: light-dark(#858d97, #79828d);
  --good: light-dark(#0a7a5a, #50ad8a); }
* { box-sizing: border-box; }
section { width: min(400px, calc(100vw - 32px)); max-height: min(560px, calc(100vh - 32px)); overflow: auto;
  overscroll-behavior: contain; padding: 16px 20px 20px; border-radius: 12px; background: var(--surface); color: var(--ink);
  font: 14px/1.5 system-ui, "Hiragino Sans", "Noto Sans JP", sans-serif; outline: 0;
  box-shadow: 0 0 0 1px light-dark(#15191e14, #ffffff1a), 0 2px 4px #0000000d, 0 18px 44px -14px #00000042; }
header { display: flex; align-items: center; justify-content: space-between; margin: -8px -12px 4px 0; }
h2 { margin: 0; font-size: 15px; font-weight: 600; }
h3 { margin: 20px 0 4px; font-size: 12.5px; font-weight: 600; color: var(--quiet); }
article { padding: 12px 0; border-top: 1px solid var(--line); }
article > div { display: flex; align-items: baseline; justify-content: space-between; gap: 12px; }
b { font-weight: 600; overflow-wrap: anywhere; }
code { font: 12px/1.5 ui-monospace, monospace; color: var(--quiet); }
code.prompt { color: var(--good); font-weight: 600; }
p { margin: 4px 0; }
small, dt { font-size: 12.5px; color: var(--quiet); }
dl { display: grid; grid-template-columns: auto 1fr; gap: 0 12px; margin: 4px 0 8px; font-size: 12.5px; }
dl.wide { grid-template-columns: minmax(0, auto) minmax(0, 1fr); gap: 4px 12px; }
dt { overflow-wrap: anywhere; }
dd { margin: 0; overflow-wrap: anywhere; }
button { min-height: 36px; padding: 0 12px; border: 1px solid var(--control); border-radius: 8px; background: none;
  color: var(--ink); font: 500 13px/1 inherit; font-family: inherit; cursor: pointer; }
button:hover { background: var(--soft); }
button:focus-visible { outline: 2px solid var(--good); outline-offset: 2px; }
button.close { width: 44px; min-height: 44px; padding: 0; border: 0; color: var(--quiet); }
button.close svg { display: block; margin: auto; width: 20px; fill: none; stroke: currentColor; stroke-width: 1.6; stroke-linecap: round; }
footer { display: flex; flex-wrap: wrap; gap: 8px; margin-top: 16px; }
@media (pointer: coarse) { button { min-height: 44px; } }
@media (forced-colors: active) { section { border: 1px solid; } }
`;

export const sheet = (): CSSStyleSheet => {
  const made = new CSSStyleSheet();
  made.replaceSync(CSS);
  return made;
};
