/** The edge, as far as counting goes. */

import { content } from "./site";
import { DAY, MINUTE } from "./time";

/** What the edge refuses with. */
export const problem = (status: number, code: string, more?: object): [number, object] => [
  status,
  { type: "about:blank", title: "…", status, detail: "…", code, ...more },
];

/** What the edge says of a revision that it has. */
export const receipt = ({ id, revision }: { id?: string; revision?: number }, now = 0): object => ({
  id,
  revision,
  received_at: new Date(now).toISOString(),
});

/** A key per revision, written once; the highest wins; a tombstone outranks all. */
export class Server {
  readonly revisions = new Map<string, Map<number, any>>();
  readonly gone = new Set<string>();

  /** Whether an id is neither from the future nor too old. */
  accepts(id: string, now: number): boolean {
    const made = parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
    return made <= now + 5 * MINUTE && made >= now - 30 * DAY;
  }

  take(method: string, url: string, body: any, now: number): [number, object?] {
    if (method == "GET") return [200, url.endsWith(".json") ? content : undefined];
    if (method == "DELETE") {
      this.gone.add(url.split("/").pop()!.split("?")[0]!);
      return [204];
    }
    if (!this.accepts(body.id, now))
      return problem(422, "clock_skew", { server_time: `${new Date(now).toISOString().slice(0, 19)}Z` });
    const all = this.revisions.get(body.id) ?? new Map();
    this.revisions.set(body.id, all);
    if (!all.has(body.revision)) all.set(body.revision, body);
    return [202, receipt(body, now)];
  }

  /** The newest revision of each id that was not taken back. */
  counted(): any[] {
    return [...this.revisions]
      .filter(([id]) => !this.gone.has(id))
      .map(([, all]) => all.get(Math.max(...all.keys())));
  }
}
