/** The language of a prompt: the host page's, then the visitor's, then the site's, among those offered. */

/**
 * The first wish that is offered: exactly, then with its subtags taken off one by one (`zh-Hant-TW`, `zh-Hant`, `zh`),
 * then in any other variety of the same language (`pt` takes `pt-BR`). No wish fulfilled: the first language offered.
 */
export const choose = (wishes: readonly string[], offered: readonly string[]): string => {
  for (const wish of wishes) {
    const parts = wish.toLowerCase().split("-");
    for (let length = parts.length; length; length--) {
      const tag = parts.slice(0, length).join("-");
      const found = offered.find((language) => language.toLowerCase() == tag);
      if (found) return found;
    }
    const kin = offered.find((language) => language.toLowerCase().split("-")[0] == parts[0]);
    if (kin) return kin;
  }
  return offered[0]!;
};
