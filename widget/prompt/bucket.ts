/** Buckets, for the words at the end and for the page that wants to react. */

import type { Bucket, ScoreRange } from "../loader/wire";

export const bucketOf = (score: number, { passive, promoter }: ScoreRange): Bucket =>
  score < passive ? "detractor" : score < promoter ? "passive" : "promoter";
