/** A page view to run the built loader in: globals of its own, a storage to share, and a sender that takes notes. */

import { readFileSync } from "node:fs";

import type { Order } from "../loader/order";
import type { PublicConfig } from "../loader/wire";

const code = readFileSync(new URL("../scripts/loader.js", import.meta.url), "utf8");

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
  /** The sender's file is missing, in the release that the loader names. */
  missing?: boolean;
  /** What the site's script says when it is fetched anew. */
  newest?: PublicConfig;
}

export class Visit {
  readonly number = ++count;
  readonly said: string[] = [];
  readonly orders: Order[] = [];
  readonly log: string[] = [];
  readonly timers: { task: () => void; delay: number }[] = [];
  readonly window: any;
  readonly page = { scrollY: 0, innerHeight: 500, height: 2000 };
  /** Ends the prompt that is shown. */
  end: () => void = () => {};
  private readonly events = new EventTarget();
  private readonly given: Given;

  constructor(given: Given) {
    this.given = given;
    visits[this.number] = this;
    this.window = { koe: given.koe, WebAssembly };
    const missing = { ...given.config, assets: { ...given.config.assets, sender: "data:,!" } };
    this.tag(given.missing ? missing : this.served(given.config));
  }

  /** Another tag of the page, with its script. */
  tag(config: PublicConfig, module = false): void {
    this.run(config, module ? null : { src: this.script() });
  }

  koe(...call: unknown[]): any {
    return this.window.koe(...call);
  }

  fire(event: Event): void {
    this.events.dispatchEvent(event);
  }

  /** Lets promises and modules settle. */
  async settle(): Promise<void> {
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
  }

  /** The configuration with this visit's sender in it. */
  private served(config: PublicConfig): PublicConfig {
    const sender = module(`const visit = visits[${this.number}];
      export const start = (origin, site) => visit.log.push("start " + site);
      export const close = () => { visit.log.push("close"); visit.end(); };
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

  private run(config: PublicConfig, currentScript: object | null): void {
    const { page } = this;
    const globals = {
      window: this.window,
      document: {
        currentScript,
        documentElement: {
          get scrollHeight() {
            return page.height;
          },
        },
      },
      location: { pathname: this.given.path ?? "/cart", search: this.given.search ?? "" },
      navigator: { globalPrivacyControl: this.given.gpc },
      localStorage: this.given.storage ?? {},
      addEventListener: this.events.addEventListener.bind(this.events),
      removeEventListener: this.events.removeEventListener.bind(this.events),
      dispatchEvent: this.events.dispatchEvent.bind(this.events),
      setTimeout: (task: () => void, delay: number) => this.timers.push({ task, delay }),
      fetch: async (url: string, init: RequestInit) => {
        if (url == this.script()) this.log.push(`fetch ${init.cache}`);
      },
      console: { warn: (line: string) => this.said.push(line) },
      __KOE__: config,
    };
    // What changes while the page lives is read from the page.
    const source = code.replace(/\b(scrollY|innerHeight)\b/g, "page.$1");
    new Function(...Object.keys(globals), "page", source)(...Object.values(globals), page);
  }
}
