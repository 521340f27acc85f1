// Stands where Cloudflare's storage stands while it is out of order: every call of the Worker is refused, but for
// those of /healthz.
import koe from "./worker.js";

const refuse = async () => {
  throw new Error("the storage is out of order");
};

const refusing = (storage) =>
  new Proxy(storage, {
    get: (real, name) => (name !== "constructor" && typeof real[name] === "function" ? refuse : real[name]),
  });

export default {
  ...koe,
  fetch(request, env, ctx) {
    const isAlive = new URL(request.url).pathname === "/healthz";
    return koe.fetch(request, isAlive ? env : { ...env, KOE: refusing(env.KOE) }, ctx);
  },
};
