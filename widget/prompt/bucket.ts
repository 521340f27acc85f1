/** Buckets, for the page that wants to react. The edge counts by its own rule; this one only names. */

export type Bucket = "detractor" | "passive" | "promoter";

/** The bucket of a score on the scale that ends at `max`: 10 (NPS), 5 or 7. */
export const bucketOf = (score: number, max: number): Bucket => {
  const low = max > 7 ? 6 : (max - 1) / 2;
  const middle = max > 7 ? 8 : low + 1;
  return score > middle ? "promoter" : score > low ? "passive" : "detractor";
};
