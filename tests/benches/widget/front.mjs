// The front that both sides of `cargo xtask bench widget` stand behind, so that none is compressed, cached or connected
// otherwise than the other. `node front.mjs KOE_ORIGIN` prints one line of JSON with the origins that it serves:
//
//   page     the owner's site: pages that embed the one or the other, see pages.mjs
//   koe      the Worker, each request passed on to it
//   posthog  the published bundles of posthog-js and what its servers answer, see posthog.mjs
//
// HTTP/1.1 without TLS, kept alive. What a browser takes as brotli is sent as brotli of quality 5, as a CDN compresses on
// its way, and what is immutable is asked for once, as a CDN keeps it. Chromium itself throttles.
import { createHash } from "node:crypto";
import { createServer } from "node:http";
import { brotliCompressSync, constants } from "node:zlib";
import { pages } from "./pages.mjs";
import { posthog } from "./posthog.mjs";

const QUALITY = 5;
const COMPRESSED = /^(text\/|application\/(javascript|json|wasm))/;

const compressed = new Map();
const compress = (body) => {
  const hash = createHash("sha256").update(body).digest("hex");
  if (!compressed.has(hash)) {
    const params = { [constants.BROTLI_PARAM_QUALITY]: QUALITY };
    compressed.set(hash, brotliCompressSync(body, { params }));
  }
  return compressed.get(hash);
};

const read = async (request) => {
  const pieces = [];
  for await (const piece of request) pieces.push(piece);
  return Buffer.concat(pieces);
};

const kept = new Map();

/** Passes a request on to the Worker, unless the answer can't be another than last time. */
const passed = (origin) => async (request) => {
  const { method, url } = request;
  if (method == "GET" && kept.has(url)) return structuredClone(kept.get(url));
  const { host, connection, "accept-encoding": _, ...headers } = request.headers;
  const body = await read(request);
  const reply = await fetch(origin + url, { method, headers, ...(body.length && { body }) });
  const own = [...reply.headers].filter(([name]) => !/^(connection|content-(encoding|length)|transfer-encoding)$/.test(name));
  const answer = { status: reply.status, headers: Object.fromEntries(own), body: Buffer.from(await reply.arrayBuffer()) };
  if (reply.status == 200 && /immutable/.test(reply.headers.get("cache-control"))) kept.set(url, structuredClone(answer));
  return answer;
};

/** Serves what `answer` gives on a free port; resolves with the origin. */
const serve = (answer) =>
  new Promise((resolve) => {
    const server = createServer(async (request, response) => {
      const { status = 200, headers, body } = await answer(request).catch((error) => ({
        status: 502,
        headers: { "content-type": "text/plain" },
        body: String(error),
      }));
      let bytes = Buffer.from(body);
      if (bytes.length && COMPRESSED.test(headers["content-type"]) && /\bbr\b/.test(request.headers["accept-encoding"])) {
        bytes = compress(bytes);
        headers["content-encoding"] = "br";
      }
      const bare = status == 204 || status == 304;
      response.writeHead(status, bare ? headers : { ...headers, "content-length": bytes.length }).end(bytes);
    });
    server.keepAliveTimeout = 60_000;
    server.listen(0, "127.0.0.1", () => resolve(`http://127.0.0.1:${server.address().port}`));
  });

const [koe, peer] = await Promise.all([serve(passed(process.argv[2])), serve(posthog)]);
const page = await serve(pages(koe, peer));
console.log(JSON.stringify({ page, koe, posthog: peer }));
// Ends with whoever started it: their end of the pipe closes.
process.stdin.on("end", () => process.exit()).resume();
