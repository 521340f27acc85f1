/**
 * The messages between a page and the frame in it, by `postMessage`. Both sides check the origin and the source of each
 * message. Data about the visitor goes this way and never into the frame's address, which servers log.
 *
 * | message | from | |
 * | --- | --- | --- |
 * | `ready` | frame | it can show the prompt, and looks like this |
 * | `order` | page | show it, to this visitor at this touchpoint; once more when the page has moved the frame |
 * | `height` | frame | the panel is as high as this now |
 * | `told` | frame | what the page is told of every prompt |
 * | `closed` | frame | the prompt has gone |
 * | `waits` | frame | whether an answer waits in it to be sent |
 * | `failed` | frame | it could not be shown |
 */

import type { Detail, News, Person } from "../loader/order";
import type { Corner, Direction, Scheme } from "../loader/wire";

/** How the page dresses the frame: the panel in it fills it, and casts no shadow. */
export interface Look {
  scheme: Scheme;
  radius: number;
  position: Corner;
  dir: Direction;
  /** For the eleven scores of an NPS. */
  wide: boolean;
  /** The prompt's name. */
  label: string;
}

export type FromFrame =
  | { koe: "ready"; look: Look }
  | { koe: "height"; height: number }
  | { koe: "told"; news: News; detail: Detail }
  | { koe: "closed" }
  | { koe: "waits"; waits: boolean }
  | { koe: "failed"; why: string };

export interface FromPage {
  koe: "order";
  /** The key under which the frame keeps its draft, the same each time the frame is loaded for this prompt. */
  id?: string | undefined;
  touchpoint?: string | undefined;
  segments: Record<string, unknown>;
  person?: Person | undefined;
  forced?: boolean | undefined;
  preview?: boolean | undefined;
  page: string;
}
