// Fills storage before a journey begins: POST /fill has entries as JSON, which are put as they are. All else is
// the Worker's.
import koe from "./worker.js";

export default {
  ...koe,
  async fetch(request, env, ctx) {
    if (new URL(request.url).pathname !== "/fill") return koe.fetch(request, env, ctx);
    const put = ({ key, value, metadata }) => env.KOE.put(key, value, { metadata });
    await Promise.all((await request.json()).map(put));
    return new Response("{}", { headers: { "content-type": "application/json" } });
  },
};
