/** What passes between loader and sender. Types only; the two may come from different releases, so it only grows. */

import type { KoeApi } from "./queue";
import type { PublicConfig, PublicSurvey } from "./wire";

/** What a page is told, as events on `window` and through `koe('on')`. */
export type News = "prompted" | "answered" | "dismissed";

export interface Detail {
  survey: string;
  touchpoint?: string;
  score?: number;
  bucket?: string;
}

/** Who may be linked to an answer. `name` greets and is never stored. */
export interface Person {
  id: string;
  expires_at?: string;
  signature?: string;
  name?: string;
}

/** One prompt to be shown. */
export interface Order {
  /** The deployment's origin. */
  origin: string;
  config: PublicConfig;
  survey: PublicSurvey;
  touchpoint?: string;
  /** As the page gave them, unchecked. */
  segments: Record<string, unknown>;
  /** Who the visitor is by now; nobody when they must not be linked. */
  person(): Person | undefined;
  /** Text files that were asked for already, by their addresses. */
  texts?: Record<string, Promise<Response>>;
  /** The visitor has seen it. */
  seen?: boolean;
  /** Shown by `koe('show')`. */
  forced?: boolean;
  /** Shown by `?koe-preview`. */
  preview?: boolean;
  /** Whether the page fired `beforeunload` a moment ago. A download fires it, too, and then the page stays. */
  leaving?(): boolean;
  /** Whether the survey is still due: while this prompt waits, another tab may ask the visitor. */
  due?(): boolean;
  /** The loader sets the clocks and emits the event. Pinned loaders call it so: the name stays. */
  tell(news: News, detail: Detail): void;
}

/** The sender's exports. */
export interface Sender {
  /** Sends what waits, now and whenever there is a chance. May be called again. */
  start(origin: string, site: string): void;
  /** Settles when the prompt is closed; rejects when it could not be shown. */
  show(order: Order): Promise<void>;
  /** Closes the prompt that is open or on its way. */
  close(): void;
  /** Closes it only when its visitor has not begun to answer: its page has gone. */
  withdraw?(): void;
  /** Fetches and compiles what a prompt of this survey needs, and shows nothing; false where WebAssembly is refused. */
  ready(origin: string, config: PublicConfig, survey: PublicSurvey): Promise<unknown> | false;
  /** Does so when the page has nothing better to do, and draws the prompt ahead, off the page. */
  warm?(origin: string, config: PublicConfig, survey: PublicSurvey): unknown;
  /** Makes a call that the loader does not know, or says what is wrong with one; `koe` is the loader's `window.koe`. */
  explain?(koe: KoeApi, call: string, given: any[], error?: unknown): unknown;
  /** Sets the clocks of the site, where one is given, and emits the event. Pinned loaders call it so: the name stays. */
  tell(news: News, detail: Detail, site?: string | false): void;
}
