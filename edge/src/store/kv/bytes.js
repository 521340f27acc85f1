const encoder = new TextEncoder();

// What a list replies, as bytes: how many keys there are, the cursor (empty at the end), then the name and the
// metadata of each, with an `=` before the metadata where there is one. NUL stands between, which none of them
// holds.
export function bytesOfPage({ keys, list_complete, cursor }) {
  const parts = [keys.length, list_complete ? "" : cursor];
  for (const { name, metadata } of keys) {
    parts.push(name, typeof metadata === "string" ? "=" + metadata : "");
  }
  return encoder.encode(parts.join("\0"));
}

// The values under keys that come joined by NUL, as bytes: the length of each as 32 bits, the lowest first, then all
// values. A key that holds nothing has the length ABSENT.
const ABSENT = 0xffffffff;

export async function bytesOfValues(namespace, joined) {
  const keys = joined.split("\0");
  const found = await namespace.get(keys);
  const texts = keys.map((key) => found.get(key) ?? null);
  const units = texts.reduce((sum, text) => sum + (text?.length ?? 0), 0);
  let end = 4 * keys.length;
  const bytes = new Uint8Array(end + 3 * units);
  const lengths = new DataView(bytes.buffer);
  texts.forEach((text, place) => {
    const length = text === null ? ABSENT : encoder.encodeInto(text, bytes.subarray(end)).written;
    lengths.setUint32(4 * place, length, true);
    if (text !== null) end += length;
  });
  return bytes.subarray(0, end);
}
