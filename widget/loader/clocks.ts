/**
 * What a browser remembers about being asked. One key each, all integers, none of them sent anywhere:
 *
 * | key | meaning |
 * | --- | --- |
 * | `koe:{site}:draw:{survey}` | the draw of `draw.ts` |
 * | `koe:{site}:prompted` | when any prompt was last shown, in Unix milliseconds |
 * | `koe:{site}:prompted:{survey}` | when this survey's prompt was last shown |
 * | `koe:{site}:answered:{survey}`, `koe:{site}:dismissed:{survey}` | when it was last answered, dismissed |
 * | `koe:{site}:backoff:{survey}` | by what the wait after a dismissal is multiplied: doubled by each in a row; 0 after an answer |
 * | `koe:{site}:out:{id}` | an answer that waits to be sent; the sender's, not ours |
 */

import { erase, keys, read, write } from "./storage";

/** The namespace of one site, with its colon. */
export const space = (site: string): string => `koe:${site}:`;

/** Where answers wait to be sent. */
export const outbox = (site: string): string => `${space(site)}out:`;

/** The lock that is held while a prompt is open, in any tab. The sender takes it. */
export const prompting = (site: string): string => `${space(site)}open`;

/** The number kept under a name; NaN when there is none, so that every comparison with it is false. */
export const kept = (site: string, name: string): number => +read(space(site) + name)!;

export const keep = (site: string, name: string, value: number): unknown => write(space(site) + name, value);

/** Deletes draws and clocks. An unsent answer stays: the visitor gave it, and it is deleted once it is sent. */
export const forget = (site: string): void =>
  keys(space(site)).forEach((key) => key.startsWith(outbox(site)) || erase(key));
