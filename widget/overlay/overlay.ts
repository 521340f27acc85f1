/** `?koe-debug`: what is decided on this page, and why, for the page's owner. Of the page it touches only its own element. */

import { forget } from "../loader/clocks";
import { language } from "../loader/language";
import { listen } from "../loader/listen";
import type { KoeApi } from "../loader/queue";
import { type Facts, facts } from "./facts";
import { sheet } from "./sheet";
import { type Texts, texts as inLanguage } from "./texts";

const CROSS = "M4 4l12 12M16 4L4 16";

type Child = Node | string | false | undefined;

/** An element with attributes, children and what a click on it does. */
const make = (name: string, given: Record<string, string>, ...children: Child[]): HTMLElement => {
  const element = document.createElement(name);
  for (const [attribute, value] of Object.entries(given)) element.setAttribute(attribute, value);
  element.append(...(children.filter(Boolean) as (Node | string)[]));
  return element;
};

const button = (words: string, task: () => void, ...more: Child[]): HTMLElement => {
  const made = make("button", { type: "button" }, ...(more.length ? more : [words]));
  made.addEventListener("click", task);
  return made;
};

const cross = (): SVGElement => {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS(svg.namespaceURI, "path");
  svg.setAttribute("viewBox", "0 0 20 20");
  path.setAttribute("d", CROSS);
  svg.append(path);
  return svg as SVGElement;
};

const list = (pairs: [string, string][], kind = ""): HTMLElement =>
  make("dl", { class: kind }, ...pairs.flatMap(([name, value]) => [make("dt", {}, name), make("dd", {}, value)]));

const drawn = ({ surveys, touchpoints, device }: Facts, texts: Texts, koe: KoeApi, note: string): HTMLElement[] => [
  ...surveys.map(({ id, code, sentence, then, kept }) =>
    make(
      "article",
      { "data-survey": id },
      make("div", {}, make("b", {}, id), make("code", { class: code }, code)),
      make("p", {}, sentence),
      then && make("p", {}, make("small", {}, then)),
      list(kept),
      button(texts.show, () => koe("show", id)),
    ),
  ),
  make("h3", {}, texts.touchpoints),
  list(touchpoints, "wide"),
  make("h3", {}, texts.device),
  ...device.map((line) => make("p", {}, line)),
  make("p", { role: "status" }, note),
];

/** A language that the browser can write numbers and times in, whatever the page says of itself. */
const locale = (said: string | null): string => {
  try {
    return Intl.getCanonicalLocales(said?.replace(/_/g, "-"))[0] ?? "en";
  } catch {
    return "en";
  }
};

/** The deployment's: this file is served by it. */
const { origin } = new URL(import.meta.url);

let opened: (() => void) | undefined;

/** Opens it; once a page. */
export const open = async (koe: KoeApi): Promise<void> => {
  if (opened) return opened();
  const lang = locale(language());
  const texts = inLanguage(lang);
  const host = document.createElement("koe-debug");
  const root = host.attachShadow({ mode: "closed" });
  root.adoptedStyleSheets = [sheet()];
  const body = make("div", {});
  const leave = make("a", { target: "_blank", rel: "noopener" }, texts.leave);
  const undos: (() => void)[] = [];
  const close = (): void => {
    for (const undo of undos) undo();
    host.remove();
    opened = undefined;
  };
  let note = "";
  const refresh = async (): Promise<void> => {
    const found = await facts(koe, texts, lang, origin);
    leave.setAttribute("href", found.check);
    body.replaceChildren(...drawn(found, texts, koe, note));
  };
  opened = refresh as () => void;

  const cancel = button(texts.close, close, cross());
  cancel.className = "close";
  cancel.setAttribute("aria-label", texts.close);
  const forgetting = (): void => {
    forget(koe.config.site);
    note = texts.forgotten;
    void refresh();
  };
  const panel = make(
    "section",
    { "aria-label": texts.title, tabindex: "-1", lang: texts == inLanguage("ja") ? "ja" : "en" },
    make("header", {}, make("h2", {}, texts.title), cancel),
    body,
    make("footer", {}, button(texts.again, refresh), button(texts.forget, forgetting), leave),
  );
  root.append(panel);

  undos.push(
    listen<KeyboardEvent>(window, "keydown", (event) => event.key == "Escape" && close()),
    ...["koe:prompted", "koe:answered", "koe:dismissed", "storage"].map((news) => listen(window, news, refresh)),
    listen(document, "visibilitychange", refresh),
  );

  await refresh();
  document.documentElement.append(host);
  panel.focus({ preventScroll: true });
};
