/**
 * A small world to run the built sender in: virtual time, a network with moods, a server that counts as the edge does,
 * one browser's storage, and tabs that can die between any two steps.
 *
 * Each tab evaluates the sender anew with globals of its own, so that tabs share storage and locks and nothing else.
 */

import { readFileSync } from "node:fs";

import type { Order, Sender } from "../loader/order";
import type { PublicConfig, PublicSurvey } from "../loader/wire";
import type { Host } from "../prompt/host";

export const MINUTE = 6e4;
export const HOUR = 36e5;
export const DAY = 864e5;
export const START = Date.UTC(2026, 10, 20);

const script = (name: string): string => readFileSync(new URL(`../scripts/${name}.js`, import.meta.url), "utf8");
/** Both scripts as they ship, but for where `import` finds the prompt's; that is around a prompt without WebAssembly. */
const code = `${script("sender").replace(/\bimport\(/g, "load(")}; ${script("prompt")}; return { sender, prompt }`;

export const survey: PublicSurvey = {
  id: "shop-nps",
  version: 3,
  touchpoints: ["post-purchase"],
  sample_bp: 10000,
  recontact_days: 90,
  recontact_after_dismissal_days: 30,
  active: true,
  placement: "popover",
  content: "1111",
};

export const config: PublicConfig = {
  site: "kokage",
  locale: "ja",
  locales: ["ja", "en"],
  cool_down_days: 14,
  respect_gpc: true,
  require_consent: false,
  assets: { sender: "/a/sender.js", prompt: "", wasm: "/a/prompt.wasm" },
  touchpoints: {},
  surveys: [survey],
};

/** What becomes of one request. */
export interface Fate {
  /** Whether, and how often, it reaches the server. */
  arrivals: number[];
  /** When the page hears of it; never, when infinite. */
  reply: number;
  /** The page hears only that the network failed. */
  lost?: boolean;
  /** A status in the place of the server's own, which then does nothing. */
  status?: number;
  retryAfter?: string;
}

export const WELL: Fate = { arrivals: [0.2], reply: 0.4 };
export const OFFLINE: Fate = { arrivals: [], reply: 0.1, lost: true };

/** A request as it left. */
export interface Sent {
  at: number;
  method: string;
  url: string;
  body: any;
  /** Whether its page has heard a reply, in time to make something of it. */
  heard: boolean;
}

/** After so long nobody listens for a reply any more. */
const PATIENCE = 3e4;

/** The storage of a browser: well, full, or forbidden. */
export type Health = "well" | "full" | "forbidden";

export class World {
  /** True time, which is the server's. */
  now = START;
  /** How far the device's clock is ahead of it. */
  skew = 0;
  health: Health = "well";
  /** The characters that storage holds at most. */
  quota = Infinity;
  /** How often storage has refused to keep something. */
  refusals = 0;
  locks = true;
  /** How long the browser takes to notice that a tab has died, in milliseconds: so long its locks are held. */
  burial = 0;
  fate: (url: string) => Fate = () => WELL;
  readonly kept: Record<string, string> = {};
  readonly server = new Server();
  readonly requests: Sent[] = [];
  private readonly due: { at: number; tab?: Tab | undefined; task: () => void }[] = [];
  private readonly held = new Map<string, { owner: Tab; grant: () => void }[]>();

  tab(): Tab {
    return new Tab(this);
  }

  later(delay: number, task: () => void, tab?: Tab): object {
    const entry = { at: this.now + delay, tab, task };
    this.due.push(entry);
    return entry;
  }

  cancel(entry: unknown): void {
    const place = this.due.indexOf(entry as never);
    if (place >= 0) this.due.splice(place, 1);
  }

  /** Lets time pass, event by event; promises settle between them. */
  async pass(time: number): Promise<void> {
    const end = this.now + time;
    await settled();
    for (;;) {
      this.due.sort((a, b) => a.at - b.at);
      const next = this.due[0];
      if (!next || next.at > end) break;
      this.due.shift();
      this.now = Math.max(this.now, next.at);
      if (!next.tab?.dead) next.task();
      await settled();
    }
    this.now = end;
  }

  /** What waits in storage. */
  waiting(): any[] {
    return Object.keys(this.kept)
      .filter((key) => key.startsWith("koe:kokage:out:"))
      .map((key) => JSON.parse(this.kept[key]!));
  }

  /** The characters that storage holds. */
  used(): number {
    return Object.entries(this.kept).reduce((sum, [key, text]) => sum + key.length + text.length, 0);
  }

  fetch(tab: Tab, url: string, init: RequestInit): Promise<Response> {
    const { method = "GET" } = init;
    const body = typeof init.body == "string" ? JSON.parse(init.body) : undefined;
    const fate = this.fate(url);
    const sent = { at: this.now, method, url, body, heard: false };
    this.requests.push(sent);
    let answer: [number, object?] = [fate.status ?? 202];
    for (const delay of fate.arrivals)
      this.later(delay * 1e3, () => {
        if (!fate.status) answer = this.server.take(method, url, body, this.now);
      });
    return new Promise((resolve, reject) => {
      if (fate.reply < Infinity)
        this.later(
          fate.reply * 1e3,
          () => {
            if (fate.lost) return reject(new TypeError("Failed to fetch"));
            sent.heard = fate.reply * 1e3 < PATIENCE;
            const [status, text] = answer;
            resolve(reply(status, text, fate.retryAfter));
          },
          tab,
        );
    });
  }

  request(tab: Tab, name: string, options: LockOptions, task: (lock: object | null) => unknown): Promise<unknown> {
    const { ifAvailable, signal } = options;
    if (tab.dead) return new Promise(() => {});
    if (signal?.aborted) return Promise.reject(signal.reason);
    const queue = this.held.get(name) ?? [];
    this.held.set(name, queue);
    if (ifAvailable && queue.length) return Promise.resolve().then(() => task(null));
    return new Promise((resolve, reject) => {
      const leave = () => {
        const place = queue.indexOf(entry);
        if (place >= 0) queue.splice(place, 1);
        if (place == 0) queue[0]?.grant();
      };
      const give_up = () => {
        leave();
        reject(signal!.reason);
      };
      const entry = {
        owner: tab,
        grant: async () => {
          signal?.removeEventListener("abort", give_up);
          await undefined; // nobody is granted a lock before asking for it has returned
          // What is granted to the dead is theirs until their death is noticed.
          if (!tab.dead) await new Promise((done) => done(task({}))).then(resolve, reject).finally(leave);
        },
      };
      queue.push(entry);
      if (queue.length == 1) entry.grant();
      else signal?.addEventListener("abort", give_up);
    });
  }

  /** A tab has died: once that is noticed, its locks are free. */
  bury(tab: Tab): void {
    if (this.burial) this.later(this.burial, () => this.release(tab));
    else this.release(tab);
  }

  private release(tab: Tab): void {
    for (const queue of this.held.values()) {
      const first = queue[0];
      for (let place = queue.length; place--; ) if (queue[place]!.owner == tab) queue.splice(place, 1);
      if (queue[0] && queue[0] != first) queue[0].grant();
    }
  }
}

/** As much of a response as the sender reads; a real one takes most of a simulation's time. */
const reply = (status: number, text: object | undefined, retryAfter: string | undefined): Response => {
  const body = JSON.stringify(text ?? {});
  const headers = { get: (name: string) => (name == "retry-after" ? (retryAfter ?? null) : null) };
  return {
    ok: status > 199 && status < 300,
    status,
    headers,
    text: async () => body,
    json: async () => JSON.parse(status == 204 ? "" : body),
  } as unknown as Response;
};

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** The edge, as far as counting goes: a key per revision, written once; the highest wins; a tombstone outranks all. */
export class Server {
  readonly revisions = new Map<string, Map<number, any>>();
  readonly gone = new Set<string>();

  take(method: string, url: string, body: any, now: number): [number, object?] {
    if (method == "GET") return [200, url.endsWith(".json") ? content : undefined];
    if (method == "DELETE") {
      this.gone.add(url.split("/").pop()!.split("?")[0]!);
      return [204];
    }
    const made = parseInt(body.id.slice(0, 8) + body.id.slice(9, 13), 16);
    if (made > now + 5 * MINUTE || made < now - 30 * DAY)
      return [422, { code: "clock_skew", detail: "…", server_time: `${new Date(now).toISOString().slice(0, 19)}Z` }];
    const all = this.revisions.get(body.id) ?? new Map();
    this.revisions.set(body.id, all);
    if (!all.has(body.revision)) all.set(body.revision, body);
    return [202, { id: body.id, revision: body.revision, received_at: new Date(now).toISOString() }];
  }

  /** The newest revision of each id that was not taken back. */
  counted(): any[] {
    return [...this.revisions]
      .filter(([id]) => !this.gone.has(id))
      .map(([, all]) => all.get(Math.max(...all.keys())));
  }
}

const content = { survey: "shop-nps", survey_version: 3, lang: "ja", scale: { min: 0, max: 10 } };

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
  person: any;
  private readonly listeners: Record<string, Set<() => void>> = {};

  constructor(private readonly world: World) {
    const listen = (name: string, task: () => void) => (this.listeners[name] ??= new Set()).add(task);
    const globals = {
      localStorage: this.storage(),
      fetch: (url: string, init: RequestInit = {}) => {
        this.step();
        return this.dead ? new Promise(() => {}) : world.fetch(this, url, init);
      },
      setTimeout: (task: () => void, delay: number) => world.later(delay, task, this),
      clearTimeout: (entry: unknown) => world.cancel(entry),
      Date: { now: () => Math.floor(world.now + world.skew), parse: Date.parse },
      navigator: {
        languages: ["en-GB", "ja"],
        locks: world.locks
          ? {
              request: (name: string, options: LockOptions, task: () => unknown) => {
                const asked = world.request(this, name, options, task);
                this.step(); // who dies of it has asked all the same
                return asked;
              },
            }
          : undefined,
      },
      document: {
        documentElement: { lang: "" },
        querySelector: () => null,
        addEventListener: listen,
      },
      location: { pathname: "/cart" },
      addEventListener: listen,
      removeEventListener: (name: string, task: () => void) => this.listeners[name]?.delete(task),
      console: { warn: (line: string) => this.said.push(line) },
      CSSStyleSheet: class {
        replaceSync() {}
      },
      stage: { show: (host: Host) => (this.host = host), hide: () => (this.host = undefined) },
      load: async () => scripts.prompt,
    };
    run = run ?? new Function(...Object.keys(globals), code);
    const scripts = run(...Object.values(globals));
    this.sender = scripts.sender;
  }

  /** Starts the sender, as the loader does on a page where something waits. */
  flush(): this {
    this.sender.start("", "kokage");
    return this;
  }

  /** Shows a prompt and waits until it stands. */
  async prompt(order: Partial<Order> = {}): Promise<Host> {
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
    for (let patience = 0; !this.host && this.told.length == 0 && patience < 20; patience++) await this.world.pass(500);
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
