/// <reference path="./koe.d.ts" />

export interface KoeMoment {
  /** Comes when this turns true; without it, when the component is in the page. */
  when?: boolean;
  /** Segments of this prompt, as they are at that moment. */
  segments?: KoeSegments;
}

/** Tells Koe that a moment has come. Each time the component is mounted, and each time `when` turns true, once. */
export declare function useTouchpoint(name: string, moment?: KoeMoment): void;
