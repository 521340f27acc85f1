// What the Workers runtime calls. All it adds to the Rust shell: a panic leaves WebAssembly in an
// unknown state, so the module is started afresh before the next event, and the request that
// panicked gets a problem document like any other failure.
import * as koe from "./koe.js";

const state = koe.__worker_init_state();

function ready() {
  if (state.criticalError) {
    koe.__wbg_reset_state();
    state.criticalError = false;
    state.instanceId++;
  }
}

async function guarded(event, argument, env, ctx) {
  ready();
  try {
    return await koe[event](argument, env, ctx);
  } catch (error) {
    if (error instanceof WebAssembly.RuntimeError) state.criticalError = true;
    console.error(JSON.stringify({ level: "error", event, message: String(error) }));
    throw error;
  }
}

const PROBLEM = { type: "about:blank", title: "Internal Server Error", status: 500, code: "internal", detail: "the request could not be answered; try again" };

export default {
  fetch: (request, env, ctx) =>
    guarded("fetch", request, env, ctx).catch(() =>
      Response.json(PROBLEM, { status: 500, headers: { "Content-Type": "application/problem+json", "Cache-Control": "private, no-store", "Access-Control-Allow-Origin": "*" } }),
    ),
  scheduled: (event, env, ctx) => guarded("scheduled", event, env, ctx),
};
