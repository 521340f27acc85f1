/** The language that the page says it is in, in whatever way it writes it: `ja`, `JA`, `ja_JP`, or in the words of XML. */
export const language = (): string =>
  document.documentElement.lang || document.documentElement.getAttribute("xml:lang") || "";
