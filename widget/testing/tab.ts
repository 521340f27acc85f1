/**
 * A tab that can die between any two steps. It evaluates the sender anew with globals of its own, so that tabs share
 * storage and locks and nothing else.
 */

import { readFileSync } from "node:fs";

import type { Order, Sender } from "../loader/order";
import type { Host, Hosted } from "../prompt/host";
import { config, survey } from "./site";
import type { World } from "./world";

const script = (name: string): string => readFileSync(new URL(`../scripts/${name}.js`, import.meta.url), "utf8");
/** Both scripts as they ship, but for where `import` finds the prompt's; that is around a prompt without WebAssembly. */
const code = `${script("sender").replace(/\bimport\(/g, "load(")}; ${script("prompt")}; return { sender, prompt }`;

/** What storage throws. */
const REFUSED = new DOMException("storage refuses", "QuotaExceededError");

/** The scripts with the globals of one tab, compiled once. */
let run: Function | undefined;
let count = 0;

export class Tab {
  readonly number = ++count;
  readonly sender: Sender;
  readonly said: string[] = [];
  readonly told: any[] = [];
  dead = false;
  /** The steps (accesses to storage, network and locks) it may still do before it dies. */
  steps = Infinity;
  /** The host of the prompt that is shown. */
  host: Host | undefined;
  /** A frame was shown in the place of a prompt. */
  framed = false;
  person: any;
  private readonly listeners: Record<string, Set<() => void>> = {};

  constructor(private readonly world: World) {
    const listen = (name: string, task: () => void) => (this.listeners[name] ??= new Set()).add(task);
    const globals = {
      localStorage: this.storage(),
      sessionStorage: world.session,
      fetch: (url: string, init: RequestInit = {}) => {
        this.step();
        return this.dead ? new Promise(() => {}) : world.fetch(this, url, init);
      },
      setTimeout: (task: () => void, delay: number) => world.later(delay, task, this),
      clearTimeout: (entry: unknown) => world.cancel(entry),
      requestAnimationFrame: (task: () => void) => world.later(16, task, this),
      Date: { now: () => Math.floor(world.now + world.skew), parse: Date.parse },
      navigator: {
        languages: ["en-GB", "ja"],
        get onLine() {
          return world.online;
        },
        sendBeacon: (url: string, text: string) => {
          this.step();
          return this.dead || world.beacon(url, text);
        },
        locks: world.locks
          ? {
              request: (name: string, options: LockOptions, task: () => unknown) => {
                const asked = world.request(this, name, options, task);
                this.step(); // a tab that dies at this step has already asked for the lock
                return asked;
              },
            }
          : undefined,
      },
      document: {
        documentElement: { lang: "", getAttribute: () => null },
        querySelector: () => null,
        querySelectorAll: () => [],
        addEventListener: listen,
      },
      location: { pathname: "/cart" },
      addEventListener: listen,
      removeEventListener: (name: string, task: () => void) => this.listeners[name]?.delete(task),
      console: { warn: (line: string) => this.said.push(line) },
      CSSStyleSheet: class {
        replaceSync() {}
      },
      bridge: { show: (host: Host) => (this.host = host), hide: () => (this.host = undefined) },
      load: async (file: string) => (file == "./frame.js" ? frame : scripts.prompt),
    };
    // A stand-in for the frame's script.
    const frame = { quiet: async () => {}, frame: () => (this.framed = true) && (() => ({ answered: () => false, end() {}, ignored() {} })) };
    run = run ?? new Function(...Object.keys(globals), code);
    const scripts = run(...Object.values(globals));
    this.sender = scripts.sender;
  }

  /** Starts the sender, as the loader does on a page where something waits. */
  flush(): this {
    this.sender.start("", "kokage");
    return this;
  }

  /** Shows a prompt and waits until its module has it. */
  async prompt(order: Partial<Order & Hosted> = {}): Promise<Host> {
    const shown = this.sender.show({
      origin: "",
      config,
      survey,
      touchpoint: "post-purchase",
      segments: {},
      person: () => this.person,
      tell: (news, detail) => this.told.push([news, detail]),
      ...order,
    });
    shown.then(
      () => this.told.push("gone"),
      (error) => this.told.push(`${error}`),
    );
    const ended = () => this.told.some((told) => typeof told == "string");
    for (let patience = 0; !this.host && !ended() && patience < 25; patience++) await this.world.pass(500);
    return this.host!;
  }

  fire(name: string): void {
    if (!this.dead) this.listeners[name]?.forEach((task) => task());
  }

  /** Killed, with no event. */
  kill(): void {
    this.dead = true;
    this.world.bury(this);
  }

  private step(): void {
    if (!this.dead && this.steps-- <= 0) this.kill();
  }

  private storage(): Storage {
    const { world } = this;
    const check = () => {
      if (this.dead || world.health == "forbidden") throw REFUSED;
    };
    const keep = (kept: Record<string, string>, key: string, value: string) => {
      this.step();
      const grown = value.length - (kept[key]?.length ?? -key.length);
      if (!this.dead && (world.health != "well" || world.used() + grown > world.quota)) world.refusals++;
      else if (!this.dead) return !!(kept[key] = value);
      throw REFUSED;
    };
    return new Proxy(world.kept, {
      get: (kept, key: string) => (check(), kept[key]),
      set: (kept, key: string, value) => keep(kept, key, `${value}`),
      deleteProperty: (kept, key: string) => (this.step(), check(), delete kept[key]),
      ownKeys: (kept) => (check(), Object.keys(kept)),
    }) as unknown as Storage;
  }
}
