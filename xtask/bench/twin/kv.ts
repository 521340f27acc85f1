// As much of Workers KV as the twin uses.

export interface KV {
  get(key: string): Promise<string | null>;
  list(options: { prefix: string; limit: number }): Promise<{ keys: { name: string; metadata?: unknown }[] }>;
  put(key: string, value: string, options: { metadata?: string; expirationTtl?: number }): Promise<void>;
}

export interface Env {
  KOE: KV;
}
