interface Entry<Value> {
  value: Promise<Value>;
  /** On the cache's clock, milliseconds. */
  until: number;
}

/**
 * Remembers what a lookup gave, and lets simultaneous callers share one lookup. Bounded: when it is full the oldest entry
 * goes. Failed lookups are not remembered.
 */
export class ExpiringCache<Value> {
  private readonly entries = new Map<string, Entry<Value>>();

  constructor(
    private readonly maxEntries: number,
    /** How long an answer may be used, milliseconds. */
    private readonly lifetime: number,
    /** Milliseconds, from any origin. */
    private readonly now: () => number,
  ) {}

  get(key: string, look: () => Promise<Value>): Promise<Value> {
    const now = this.now();
    const known = this.entries.get(key);
    // A clock that is put back must not make an answer live longer.
    if (known && known.until > now && known.until <= now + this.lifetime) return known.value;
    this.entries.delete(key);
    const entry = { value: look(), until: now + this.lifetime };
    entry.value.catch(() => this.entries.get(key) === entry && this.entries.delete(key));
    this.entries.set(key, entry);
    if (this.entries.size > this.maxEntries) this.entries.delete(this.entries.keys().next().value as string);
    return entry.value;
  }

  delete(key: string): void {
    this.entries.delete(key);
  }

  clear(): void {
    this.entries.clear();
  }
}
