// Hydrates the whole document, as some frameworks do.
// React 18.2; `hydrate.js` is this file, bundled.
import React from "react";
import { hydrateRoot } from "react-dom/client";

const Shop = () => (
  <html lang="en">
    <head><meta charSet="utf-8" /><link rel="icon" href="data:," /><title>Kokage</title><script async src="{{KOE}}/s/{{SITE}}.js"></script><script defer src="hydrate.js"></script></head>
    <body><h1>Kokage</h1><label>Note <input id="note" /></label><script src="hydrate-start.js"></script></body>
  </html>
);

hydrateRoot(document, <Shop />, { onRecoverableError: (error) => console.error(`hydration: ${error.message}`) });
