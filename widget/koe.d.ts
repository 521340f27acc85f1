/**
 * Declarations of what Koe gives to a page: the calls `koe(…)`, the events on `window`, and the attributes it reads.
 * Global, as the script tag is: copy this file into a project, or reference it.
 */

/** Owner-declared properties of a visit. Names are `[a-z0-9_]{1,32}`; null takes one away. */
type KoeSegments = Record<string, string | number | boolean | null>;

type KoeBucket = "detractor" | "passive" | "promoter";

/** What is decided about one survey: `prompt`, or why not. Instants are RFC 3339 in UTC. */
type KoeDecision = { survey: string } & (
  | { decision: "prompt"; touchpoint: string }
  /** Any prompt was shown too short a time ago. */
  | { decision: "cooling_down"; until: string }
  /** This survey was answered or dismissed too short a time ago. Each dismissal in a row doubles the wait, up to eightfold. */
  | { decision: "answered_before" | "dismissed_before"; recontact_at: string }
  /** Another survey is due at the same moment and was asked longer ago. */
  | { decision: "starved"; by: string }
  | {
      decision:
        | "not_active"
        | "wrong_touchpoint"
        | "wrong_page"
        | "no_consent"
        /** On this page, or in another tab. */
        | "already_open"
        | "sampled_out"
        | "storage_blocked"
        | "unsupported";
    }
);

/** What an event tells. `touchpoint` is absent when the prompt was shown by `koe('show')` or a preview. */
interface KoePrompted {
  survey: string;
  touchpoint?: string;
}

/** Told at the first confirmed choice, and again when the visitor changes the score. */
interface KoeAnswered extends KoePrompted {
  score: number;
  bucket: KoeBucket;
}

/** Who this is. Without a signature the answer is linked only if the site asks for none. */
interface KoePerson {
  /** Opaque, 1–128 printable ASCII characters. */
  id: string;
  /** RFC 3339. */
  expires_at?: string;
  /** Lower-case hex HMAC-SHA256 over `{site}.{id}.{expires_at}`, made on the owner's server. */
  signature?: string;
  /** Greets, and is never stored. */
  name?: string;
}

interface Koe {
  /** The moment has come: prompts if a survey is due. The segments hold for this prompt. */
  (call: "touchpoint", name: string, given?: { segments?: KoeSegments } | null): void;
  /** Who this is, from now on; nobody, without an argument. */
  (call: "identify", who?: KoePerson | null): void;
  /** Adds to the segments of this page view. */
  (call: "segments", given: KoeSegments): void;
  /** Say it on every page. `denied` deletes draw and clocks; `granted` makes up for touchpoints that came before it. */
  (call: "consent", given: "granted" | "denied"): void;
  /** One decision per survey, for the touchpoints that have come on this page. No promise before the loader is there. */
  (call: "why", callback?: (decisions: KoeDecision[]) => void): Promise<KoeDecision[]> | undefined;
  /** Shows a survey now, whatever the rules; consent that is missing still prevents it. */
  (call: "show", survey: string): void;
  /** Shows a survey with the newest configuration and marks its answer `test`, as `?koe-preview=…` does. */
  (call: "preview", survey: string): void;
  /** Opens the overlay that explains each decision, as `?koe-debug` does. */
  (call: "debug"): void;
  /** Closes the prompt that is open or on its way. */
  (call: "close"): void;
  (call: "on", news: "prompted" | "dismissed", callback: (detail: KoePrompted) => void): void;
  (call: "on", news: "answered", callback: (detail: KoeAnswered) => void): void;
}

declare var koe: Koe;

interface WindowEventMap {
  "koe:prompted": CustomEvent<KoePrompted>;
  "koe:answered": CustomEvent<KoeAnswered>;
  "koe:dismissed": CustomEvent<KoePrompted>;
}

interface HTMLElementTagNameMap {
  /** Where a prompt stands; styled by `::part(…)` and the `--koe-…` properties. */
  "koe-prompt": HTMLElement;
}
