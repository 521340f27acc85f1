/** A page view to run the built loader in: globals of its own, a storage to share, and a sender that takes notes. */

import { getEventListeners } from "node:events";
import { readFileSync } from "node:fs";

import { decisions } from "../loader/decisions";
import type { Order, Sender } from "../loader/order";
import type { KoeApi } from "../loader/queue";
import type { PublicConfig } from "../loader/wire";
import { words } from "../overlay/words";

const built = (name: string): string => readFileSync(new URL(`../scripts/${name}.js`, import.meta.url), "utf8");
const code = built("loader");
const sender = built("sender");
const rules = JSON.parse(readFileSync(new URL("../scripts/rules.json", import.meta.url), "utf8"));

/** The code of these rules, as the edge puts it together; nothing for none. */
const rulesNamed = (names: string[]): string =>
  names.length ? `${rules.watch}({${names.map((name) => `${name}:${rules.conditions[name]}`)}})` : "0";

/** Visits by number, for the modules that they import. */
const visits: Record<number, Visit> = ((globalThis as any).visits = {});
let count = 0;

const module = (text: string): string => `data:text/javascript,${encodeURIComponent(text)}`;

export interface Given {
  config: PublicConfig;
  storage?: Record<string, any>;
  /** `window.koe` before the loader comes. */
  koe?: unknown;
  path?: string;
  search?: string;
  gpc?: boolean;
  /** The page's language. */
  lang?: string;
  xmlLang?: string;
  /** Names of the locks that other tabs hold. */
  locks?: string[];
  /** With the Navigation API, or with the History API alone. */
  navigation?: boolean;
  /** The sender's file is missing, in the release that the loader names. */
  missing?: boolean;
  /** The site's script can't be fetched anew. */
  offline?: boolean;
  /** Whether there is a `CustomEvent`. */
  customEvent?: boolean;
  /** In the place of `fetch`. */
  fetch?: (url: string) => Promise<Response>;
  /** What the site's script says when it is fetched anew. */
  newest?: PublicConfig;
}

/** An event with more on it. */
const event = (name: string, more: object = {}): Event => Object.assign(new Event(name), more);

export class Visit {
  readonly number = ++count;
  readonly said: string[] = [];
  readonly orders: Order[] = [];
  readonly log: string[] = [];
  /** What the loader itself has fetched, but for its own script. */
  readonly fetched: string[] = [];
  /** What it has imported. */
  readonly imported: string[] = [];
  readonly timers: { task: () => void; delay: number }[] = [];
  readonly window: any;
  readonly page = { hidden: false };
  readonly location = { pathname: "/cart", search: "", hash: "" };
  /** Ends the prompt that is shown. */
  end: () => void = () => {};
  private readonly events = new EventTarget();
  private readonly document = new EventTarget();
  private readonly navigation = new EventTarget();
  private readonly given: Given;
  private readonly globals: Record<string, unknown>;
  /** The part of the sender that is the loader's own. */
  private readonly tools: Pick<Sender, "tell">;

  constructor(given: Given) {
    this.given = given;
    visits[this.number] = this;
    this.location.pathname = given.path ?? "/cart";
    this.location.search = given.search ?? "";
    this.globals = this.world();
    this.window = Object.assign(this.globals.window as object, { koe: given.koe });
    this.tools = new Function(...Object.keys(this.globals), `${sender}; return sender`)(...Object.values(this.globals));
    const { config } = given;
    if (given.missing) this.tag({ ...config, assets: { ...config.assets, sender: "data:,!" } });
    else this.tag(config && this.served(config));
  }

  /** Another tag of the page, with its script. */
  tag(config: PublicConfig, module = false): void {
    this.run(config, module ? null : { src: this.script() });
  }

  koe(...call: unknown[]): any {
    return this.window.koe(...call);
  }

  /** How many listen on the window for this. */
  listening(name: string): number {
    return getEventListeners(this.events, name).length;
  }

  fire(event: Event): void {
    this.events.dispatchEvent(event);
  }

  /** A click whose path begins with these nodes. */
  click(...path: object[]): void {
    this.fire(event("click", { composedPath: () => [...path, {}, { nodeType: 9 }] }));
  }

  /** The page's router goes to another address, without loading it. */
  go(to: string, how: "pushState" | "replaceState" = "pushState"): void {
    if (!this.given.navigation) return (this.globals.history as any)[how](null, "", to);
    this.move(to);
    this.navigation.dispatchEvent(new Event("currententrychange"));
  }

  /** The visitor goes back. */
  back(to: string): void {
    this.move(to);
    (this.given.navigation ? this.navigation : this.events).dispatchEvent(
      new Event(this.given.navigation ? "currententrychange" : "popstate"),
    );
  }

  /** Lets time pass: the timers that are due then, in the order in which they were set. */
  elapse(): void {
    for (const { task } of this.timers.splice(0)) task();
  }

  /** The page is hidden, or seen again. */
  hide(hidden: boolean): void {
    this.page.hidden = hidden;
    this.document.dispatchEvent(new Event("visibilitychange"));
  }

  /** Lets promises and modules settle. */
  async settle(): Promise<void> {
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
  }

  tell(...told: Parameters<Sender["tell"]>): void {
    this.tools.tell(...told);
  }

  /** What only owners need, in the place of the file that has it. */
  async explain(koe: KoeApi, call: string, given: any[], error?: unknown): Promise<unknown> {
    if (call != "why" || (given[0] && typeof given[0] != "function")) {
      this.said.push(`[koe] ${words(koe, call, given, error)}`);
      return undefined;
    }
    const made = decisions(koe.judge(koe.come));
    given[0]?.(made);
    return made;
  }

  private move(to: string): void {
    const { pathname, search, hash } = new URL(to, "https://shop.example");
    Object.assign(this.location, { pathname, search, hash });
  }

  /** The configuration with this visit's sender in it. */
  private served(config: PublicConfig): PublicConfig {
    const sender = module(`const visit = visits[${this.number}];
      export const start = (origin, site) => visit.log.push("start " + site);
      export const close = () => { visit.log.push("close"); visit.end(); };
      export const withdraw = () => { visit.log.push("withdraw"); visit.end(); };
      export const warm = (origin, config, survey) => visit.log.push("warm " + survey.id);
      export const tell = (...told) => visit.tell(...told);
      export const explain = (...asked) => visit.explain(...asked);
      export const show = (order) => new Promise((resolve, reject) => {
        visit.orders.push(order);
        visit.log.push("show " + order.survey.id);
        visit.end = resolve;
      });`);
    return { ...config, assets: { ...config.assets, sender } };
  }

  /** The site's script as its tag names it: evaluated anew, it runs the loader as a module would. */
  private script(): string {
    return module(`visits[${this.number}].renew()`);
  }

  renew(): void {
    this.log.push("renewed");
    const { missing, newest, config } = this.given;
    this.run(missing && !newest ? this.window.koe.config : this.served(newest ?? config), null);
  }

  /** The globals of one page. */
  private world(): Record<string, unknown> {
    const { page, given, location } = this;
    const listening = {
      addEventListener: this.events.addEventListener.bind(this.events),
      // Node's own removing does not know `true`.
      removeEventListener: (name: string, hear: EventListener, capture: boolean) =>
        this.events.removeEventListener(name, hear, { capture }),
      dispatchEvent: this.events.dispatchEvent.bind(this.events),
    };
    const document = Object.assign(this.document, {
      readyState: "complete",
      documentElement: {
        lang: given.lang ?? "",
        getAttribute: (name: string) => (name == "xml:lang" ? (given.xmlLang ?? null) : null),
      },
      querySelector(selector: string) {
        if (selector.includes("[[")) throw new DOMException(`'${selector}' is not a valid selector.`, "SyntaxError");
      },
    });
    Object.defineProperty(document, "hidden", { get: () => page.hidden });
    const move = (_: unknown, __: string, to: string) => this.move(to);
    return {
      window: { ...listening, WebAssembly, ...(given.navigation && { navigation: this.navigation }) },
      document,
      location,
      history: { pushState: move, replaceState: move },
      navigator: {
        globalPrivacyControl: given.gpc,
      },
      localStorage: given.storage ?? {},
      ...listening,
      CustomEvent: given.customEvent ?? true ? CustomEvent : undefined,
      setTimeout: (task: () => void, delay?: number) => {
        if (delay == null) return task(); // a task of its own, and the last thing that its script does
        const timer = { task, delay };
        this.timers.push(timer);
        return timer;
      },
      clearTimeout: (timer: { task: () => void; delay: number }) => {
        const place = this.timers.indexOf(timer);
        if (place >= 0) this.timers.splice(place, 1);
      },
      fetch:
        given.fetch ??
        (async (url: string, init?: RequestInit) => {
          if (url != this.script()) return void this.fetched.push(url);
          this.log.push(`fetch ${init!.cache}`);
          if (given.offline) throw new TypeError("Failed to fetch");
        }),
      console: { warn: (line: string) => this.said.push(line) },
      // What is served here is in its address, whatever origin stands before it.
      load: (url: string) => {
        this.imported.push(url);
        return import(url.slice(url.indexOf("data:")));
      },
    };
  }

  private run(config: PublicConfig, currentScript: object | null): void {
    Object.assign(this.globals.document as object, { currentScript });
    const globals = { ...this.globals, __KOE__: config };
    const named = Object.values(config?.touchpoints ?? {}).flatMap(({ when }) => Object.keys(when));
    const source = code.replace("__WATCH__", () => rulesNamed([...new Set(named)])).replace(/\bimport\(/g, "load(");
    new Function(...Object.keys(globals), source)(...Object.values(globals));
  }
}
