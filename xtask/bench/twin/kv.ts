// As much of Workers KV as the twin uses.

export interface KV {
  get(key: string): Promise<string | null>;
  get(keys: string[]): Promise<Map<string, string | null>>;
  list(options: { prefix: string; limit: number; cursor?: string }): Promise<{
    keys: { name: string; metadata?: unknown }[];
    cursor?: string;
  }>;
  put(key: string, value: string, options: { metadata?: string; expirationTtl?: number }): Promise<void>;
}

export interface Env {
  KOE: KV;
}
