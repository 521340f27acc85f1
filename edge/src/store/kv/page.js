// What a list replies, as bytes: how many keys there are, the cursor (empty at the end), then the name and the
// metadata of each, with an `=` before the metadata where there is one. NUL stands between, which none of them
// holds.
const encoder = new TextEncoder();

export function bytesOfPage({ keys, list_complete, cursor }) {
  const parts = [keys.length, list_complete ? "" : cursor];
  for (const { name, metadata } of keys) {
    parts.push(name, typeof metadata === "string" ? "=" + metadata : "");
  }
  return encoder.encode(parts.join("\0"));
}
