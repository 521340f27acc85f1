// The three surveys of the demo site, in the order of the panel, with the page
// that asks each. `site.json` defines them; a test holds the two together.

export const SITE = "demo";

export const surveys = [
  { id: "shop-nps", metric: "nps", page: "index.html" },
  { id: "support-ces", metric: "ces", page: "support.html" },
  { id: "visit-csat", metric: "csat", page: "reading.html" },
];
