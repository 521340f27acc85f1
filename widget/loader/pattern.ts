/** URL patterns of touchpoints: a path, in which `*` stands for anything. */

/** Whether a path fits; no pattern fits every path. */
export const fits = (path: string, pattern?: string | null): boolean =>
  !pattern ||
  RegExp(`^${pattern.replace(/[^\w/*]/g, "\\$&").replace(/\*/g, ".*")}$`).test(path);
