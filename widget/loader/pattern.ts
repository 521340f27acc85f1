/**
 * URL patterns of touchpoints: a path, in which `*` stands for anything; with `?…` or `#…` the query or the fragment,
 * too. A part of the address that a pattern does not name is not looked at.
 */

import type { Patterns } from "./wire";

/** Whether an address, from its path on, fits any of the patterns and none with a leading `!`. No pattern fits all. */
export const fits = (address: string, patterns: Patterns | null = "*"): boolean => {
  const fit = (pattern: string): boolean => {
    let part = address;
    if (!pattern.includes("#")) part = part.replace(/#.*/, "");
    if (!pattern.includes("?")) part = part.replace(/\?[^#]*/g, "");
    return RegExp(`^${pattern.replace(/[^\w/*]/g, "\\$&").replace(/\*/g, ".*")}$`).test(part);
  };
  const all = ([] as string[]).concat(patterns || "*");
  const barred = all.filter((pattern) => pattern[0] == "!");
  return (barred.length == all.length || all.some(fit)) && !barred.some((pattern) => fit(pattern.slice(1)));
};
