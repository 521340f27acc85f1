// What PostHog's servers answer to posthog-js when a project has one NPS survey that shows at once: the endpoints that its
// own sources name (remote-config.js, external-scripts-loader.js, surveys.js), each answered without delay.
//
// In its favour: one origin instead of two, no feature flag that would have to be asked for first, and nothing switched on
// that would load another script.
import { readFileSync } from "node:fs";

const TOKEN = "phc_bench";

const read = (name) => readFileSync(new URL(`../../../node_modules/posthog-js/${name}`, import.meta.url));
const { version } = JSON.parse(read("package.json"));

/** The project's settings, as `/array/{token}/config.js` holds them. */
const CONFIG = {
  token: TOKEN,
  supportedCompression: ["gzip", "gzip-js"],
  hasFeatureFlags: false,
  captureDeadClicks: false,
  capturePerformance: { network_timing: false, web_vitals: false, web_vitals_allowed_metrics: null },
  autocapture_opt_out: true,
  autocaptureExceptions: false,
  analytics: { endpoint: "/i/v0/e/" },
  elementsChainAsString: true,
  errorTracking: { autocaptureExceptions: false, suppressionRules: [] },
  sessionRecording: false,
  heatmaps: false,
  conversations: false,
  productTours: false,
  logs: { captureConsoleLogs: false },
  surveys: true,
  defaultIdentifiedOnly: true,
};

/** What the owner made: the NPS question, in a corner, to everybody, with no delay. */
const SURVEY = {
  id: "01990000-0000-7000-8000-000000000001",
  name: "NPS",
  description: "",
  type: "popover",
  linked_flag_key: null,
  targeting_flag_key: null,
  internal_targeting_flag_key: null,
  questions: [
    {
      id: "01990000-0000-7000-8000-000000000002",
      type: "rating",
      display: "number",
      scale: 10,
      question: "How likely are you to recommend Kokage to a friend or colleague?",
      description: "",
      lowerBoundLabel: "Not at all likely",
      upperBoundLabel: "Extremely likely",
      buttonText: "Send",
    },
    {
      id: "01990000-0000-7000-8000-000000000003",
      type: "open",
      question: "What is the main reason for your score?",
      description: "",
      buttonText: "Send",
      optional: true,
    },
  ],
  conditions: null,
  appearance: {
    position: "right",
    displayThankYouMessage: true,
    thankYouMessageHeader: "Thank you",
    whiteLabel: true,
    surveyPopupDelaySeconds: 0,
  },
  start_date: "2026-01-01T00:00:00Z",
  end_date: null,
  current_iteration: null,
  current_iteration_start_date: null,
  schedule: "once",
};

const script = (body) => ({ type: "application/javascript", body });
const json = (body) => ({ type: "application/json", body: JSON.stringify(body) });

const ANSWERS = {
  "/static/array.js": script(read("dist/array.js")),
  [`/static/${version}/surveys.js`]: script(read("dist/surveys.js")),
  [`/array/${TOKEN}/config.js`]: script(
    `(function(){window._POSTHOG_REMOTE_CONFIG=window._POSTHOG_REMOTE_CONFIG||{};` +
      `window._POSTHOG_REMOTE_CONFIG[${JSON.stringify(TOKEN)}]={config:${JSON.stringify(CONFIG)},siteApps:[]}})()`,
  ),
  "/api/surveys/": json({ surveys: [SURVEY], survey_config: null }),
  "/flags/": json({ flags: {}, errorsWhileComputingFlags: false, featureFlags: {}, featureFlagPayloads: {} }),
  "/e/": json({ status: "Ok" }),
  "/i/v0/e/": json({ status: "Ok" }),
};

/** The reply to a request. */
export const posthog = async ({ method, url, headers }) => {
  const found = ANSWERS[new URL(url, "http://posthog").pathname];
  const shared = {
    "access-control-allow-origin": headers.origin ?? "*",
    "access-control-allow-credentials": "true",
    "access-control-allow-headers": "content-type",
    "cache-control": url.startsWith("/static/") ? "public, max-age=14400" : "max-age=0",
  };
  if (method == "OPTIONS") return { status: 204, headers: shared, body: "" };
  if (!found) return { status: 404, headers: { ...shared, "content-type": "text/plain" }, body: `nothing at ${url}` };
  return { headers: { ...shared, "content-type": found.type }, body: found.body };
};

/**
 * The tag and the first call of an owner. The published snippet makes the same tag by script, a little later. The last two
 * options keep posthog-js from treating the visitor as a bot or as a tester: the browser is automated, the host is local.
 */
export const tag = (origin) => `<script>
window.posthog = Object.assign([], { __SV: 1, _i: [[${JSON.stringify(TOKEN)}, {
  api_host: ${JSON.stringify(origin)}, defaults: "2026-08-30",
  autocapture: false, disable_session_recording: true,
  opt_out_useragent_filter: true, internal_or_test_user_hostname: null
}, "posthog"]] })
</script>
<script async crossorigin src="${origin}/static/array.js"></script>`;
