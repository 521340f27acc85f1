/** What the sender and the scripts that stand on the page promise each other. Types only. */

import type { Body, Waiting } from "./outbox";

/**
 * `stored`: the server has it. `saved`: the device is offline, and keeps it. `failed`: the server did not take it yet, as
 * far as is known; the device keeps it and tries again. `unkept`: neither the server nor the device has it; the page tries
 * again while it lives. `refused`: the server will never take it, and nobody keeps it.
 */
export type Delivery = "stored" | "saved" | "failed" | "unkept" | "refused";

export interface Post {
  /** Keeps what `revise` makes of the record that waits under a key, if one does, and sends it. */
  deliver(key: string, revise: (before?: Waiting) => Waiting): Promise<Delivery>;
  /** Sends a body once, without keeping it in the outbox. */
  sendOnce(body: Body): void;
  /** The record under a key. */
  recordOf(key: string): Waiting | undefined;
  /** When the server stored the newest revision that it has, by key. */
  received: Record<string, string | undefined>;
}

/** A prompt that stands on the page, as the page sees it. */
export interface PromptHandle {
  /** Whether the visitor has answered. */
  answered(): boolean;
  /** The page goes. */
  ignored(): void;
  /** The page closes the prompt. */
  end(): void;
}

/** Puts a prompt onto the page; `gone` is called once, when it has left. */
export type MountPrompt = (gone: () => void) => PromptHandle;
