// A receiver of alerts that checks signatures with the library of npm. Its first line is its port; then each request
// is a line of JSON.

import { createServer } from "node:http";
import { Webhook } from "standardwebhooks";

const webhook = new Webhook(process.env.KOE_SECRET);
const seen = new Set();

const replies = {
  "/ok": () => [200, "ok"],
  "/fails": () => [500, "out of order <b>"],
  "/gone": () => [410, "gone"],
  "/moves": () => [302, "", { location: "http://127.0.0.1:1/elsewhere" }],
  // Fails for the first try of each alert.
  "/recovers": (id) => (seen.has(id) ? [200, "ok"] : (seen.add(id), [503, "later"])),
};

const verified = (body, headers) => {
  try {
    webhook.verify(body, headers);
    return true;
  } catch (error) {
    return `${error}`;
  }
};

createServer((request, response) => {
  const parts = [];
  request.on("data", (part) => parts.push(part));
  request.on("end", () => {
    const body = Buffer.concat(parts).toString();
    const { url, headers } = request;
    console.log(JSON.stringify({ url, headers, body, verified: verified(body, headers) }));
    const reply = replies[url];
    // Whatever else is asked for hangs.
    if (!reply) return;
    const [status, text, more] = reply(headers["webhook-id"]);
    response.writeHead(status, more).end(text);
  });
}).listen(0, "127.0.0.1", function () {
  console.log(this.address().port);
});
