/** What a site's owner adds to the look, as a rule: a stylesheet, because pages may forbid style attributes. */

import { ACCENT_ROLES, type AccentRoles, type PromptTheme } from "../loader/wire";

/** The accent's roles for both schemes, the radius, the scheme, the font. */
export const rule = ({ radius, light, dark, scheme, font }: PromptTheme): string => {
  const roles = (ACCENT_ROLES as (keyof AccentRoles)[]).map((role) => `--a_${role}:light-dark(${light[role]},${dark[role]});`).join("");
  const only = scheme == "auto" ? "" : `color-scheme:${scheme};`;
  // The element inherits no style of the page, except the font if the owner asks for it.
  const face = !font
    ? "}"
    : font == "inherit"
      ? "}:host{font-family:inherit!important}.panel.panel{font-family:var(--koe-font,inherit)}"
      : `--face:${font},var(--font)}`;
  return `.panel{--radius:${radius}px;${roles}${only}${face}`;
};
