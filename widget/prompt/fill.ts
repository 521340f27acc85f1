/** Names in words: `{name}`, and `{name|fallback}` with what to say to somebody whose name is not known. */

/** What follows a name out of politeness, and goes with it. */
const POLITE = "(?:\\s?(?:さん|さま|様|님|씨))?";
const COMMA = "[,،、，]?\\s*";

/** The comma that is left over is the one after a name that begins a sentence, else the one before it. */
const PLACE = new RegExp(
  `((?:^|[.!?…。！？]\\s*)[¿¡]?)\\{name\\|?\\}${POLITE}${COMMA}(\\p{Ll}?)|(${COMMA})\\{name(?:\\|([^}]*))?\\}${POLITE}`,
  "gu",
);

/** The text with the name, the fallback, or neither and no trace of the gap. A fallback takes the place of the honorific. */
export const fill = (text: string, name?: string): string =>
  name
    ? text.replace(/\{name(\|[^}]*)?\}/g, () => name)
    : text.replace(PLACE, (_, start, first, comma, fallback) =>
        fallback ? comma + fallback : first == null ? "" : start + first.toUpperCase(),
      );
