// The owner's pages: the same page each time, with the one tag or the other in its head, or with none.
import { tag } from "./posthog.mjs";

const PARAGRAPH = `<p>The kettle is cast in one piece, and holds the water of three cups. It comes in a box of straw
paper, with a note of who made it and when. <a href="#order">Order it</a> or <em>ask for another size</em>.</p>`;

/** A page of an owner: a heading, text over several screens, a form. */
const page = (head, body = "") => `<!doctype html><html lang="en"><meta charset="utf-8"><title>Kokage</title>
<meta name="viewport" content="width=device-width,initial-scale=1"><link rel="icon" href="data:,">
<style>body { font: 16px/1.6 sans-serif; margin: 2em auto; max-width: 40em }</style>
${head}
<body><h1>Kokage</h1>${PARAGRAPH}${body}${PARAGRAPH.repeat(20)}<form><input aria-label="Search"></form></body></html>`;

const koeTag = (origin, call = "") => `<script>typeof koe=='function'||(window.koe=function(){(koe.q=koe.q||[]).push(arguments)})
${call}</script>
<script async src="${origin}/s/bench.js"></script>`;

export const pages = (koe, posthog) => {
  const documents = {
    "/none": page(""),
    "/posthog": page(tag(posthog)),
    // Asks as soon as the script is there.
    "/koe": page(koeTag(koe, "koe('touchpoint', 'now')")),
    // Asks when it is told to.
    "/koe/quiet": page(koeTag(koe), `<div data-koe-inline="inline" style="min-height:300px"></div>`),
  };
  return async ({ url }) => {
    const body = documents[new URL(url, "http://page").pathname];
    const headers = { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" };
    return body ? { headers, body } : { status: 404, headers, body: "there is no such page" };
  };
};
