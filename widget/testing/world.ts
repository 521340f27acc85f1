/**
 * A small world to run the built sender in: virtual time, a network with moods, a server that counts as the edge does,
 * one browser's storage and locks, and tabs that can die between any two steps.
 */

import { problem, Server } from "./server";
import { Tab } from "./tab";
import { START } from "./time";

export { DAY, HOUR, MINUTE, START } from "./time";
export type { Tab } from "./tab";

/** What becomes of one request. */
export interface Fate {
  /** Whether, and how often, it reaches the server. */
  arrivals: number[];
  /** When the page hears of it; never, when infinite. */
  reply: number;
  /** The page hears only that the network failed. */
  lost?: boolean;
  /** The device is offline, and knows it. */
  offline?: boolean;
  /** The server refuses with this status, and does nothing. */
  status?: number;
  retryAfter?: string;
  /** The reply of somebody else: a service worker, a proxy, a blocker. The server may have taken the request, too. */
  foreign?: Foreign;
}

/** A reply that is not the server's. */
export interface Foreign {
  status: number;
  text?: string;
  redirected?: boolean;
}

export const WELL: Fate = { arrivals: [0.2], reply: 0.4 };
/** There is no network, and the browser does not know. */
export const CUT: Fate = { arrivals: [], reply: 0.1, lost: true };
export const OFFLINE: Fate = { ...CUT, offline: true };

/** A request as it left. */
export interface Sent {
  at: number;
  method: string;
  url: string;
  body: any;
  /** It left as a beacon. */
  beacon: boolean;
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
  /** What `navigator.onLine` says. */
  online = true;
  /** How long the browser takes to notice that a tab has died, in milliseconds: so long its locks are held. */
  burial = 0;
  fate: (url: string, body?: any) => Fate = () => WELL;
  /** When a beacon arrives, in seconds, if it does; false when the browser does not take it. */
  beacons: (body: any) => number[] | false = () => [0.2];
  readonly kept: Record<string, string> = {};
  /** Session storage, of a frame that is loaded again. */
  readonly session: Record<string, string> = {};
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
    const fate = this.fate(url, body);
    const sent = { at: this.now, method, url, body, beacon: false, heard: false };
    this.requests.push(sent);
    this.online = !fate.offline;
    let answer: [number, object?] = fate.status ? problem(fate.status, "some_reason") : [202];
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
            if (fate.foreign) return resolve(reply(fate.foreign, undefined));
            sent.heard = fate.reply * 1e3 < PATIENCE;
            const [status, said] = answer;
            resolve(reply({ status, text: said ? JSON.stringify(said) : "" }, fate.retryAfter));
          },
          tab,
        );
    });
  }

  /** Whether the browser takes it. */
  beacon(url: string, text: string): boolean {
    const body = JSON.parse(text);
    const arrivals = this.beacons(body);
    if (!arrivals) return false;
    this.requests.push({ at: this.now, method: "POST", url, body, beacon: true, heard: false });
    for (const delay of arrivals) this.later(delay * 1e3, () => this.server.take("POST", url, body, this.now));
    return true;
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
          await undefined; // a lock is granted only after the call that asks for it has returned
          // A dead tab holds a lock that it is granted until the browser notices its death.
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

/** As much of a response as the sender reads, and as an old polyfill has; a real one takes most of a simulation's time. */
const reply = ({ status, text = "", ...more }: Foreign, retryAfter: string | undefined): Response => {
  const headers = { get: (name: string) => (name == "retry-after" ? (retryAfter ?? null) : null) };
  return {
    ...more,
    ok: status > 199 && status < 300,
    status,
    headers,
    text: async () => text,
    json: async () => JSON.parse(text),
  } as unknown as Response;
};

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
