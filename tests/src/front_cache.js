// Stands where Cloudflare's cache stands, in front of the Worker: what it is asked to forget is told by
// GET /purged. It refuses what a site named "refused" was made from.
import koe from "./worker.js";

const purged = [];

async function purge(options) {
  purged.push(options);
  const refused = options.tags.includes("site-refused");
  return refused ? { success: false, errors: [{ code: 1, message: "too many" }] } : { success: true, errors: [] };
}

export default {
  ...koe,
  fetch(request, env, ctx) {
    if (new URL(request.url).pathname === "/purged") return Response.json(purged);
    const context = {
      waitUntil: (promise) => ctx.waitUntil(promise),
      passThroughOnException: () => ctx.passThroughOnException(),
      props: ctx.props,
      cache: { purge },
    };
    return koe.fetch(request, env, context);
  },
};
