// What the shop keeps in the browser: JSON under `kokage:`. The prompt's own
// keys begin with `koe:`; the two never meet. Storage may be refused, and then
// the shop forgets between pages.

/** The kept value, or `otherwise` when there is none, or none that can be read. */
export function recall(name, otherwise) {
  try {
    return JSON.parse(localStorage.getItem(`kokage:${name}`)) ?? otherwise;
  } catch {
    return otherwise;
  }
}

/** Keeps a value; null and undefined remove it. */
export function remember(name, value) {
  try {
    if (value === null || value === undefined) localStorage.removeItem(`kokage:${name}`);
    else localStorage.setItem(`kokage:${name}`, JSON.stringify(value));
  } catch {
    // The page goes on without it.
  }
}
