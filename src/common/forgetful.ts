/** Something that remembers in memory what the database said. */
export interface Forgetful {
  /** Asks the database again for everything, as when its content was replaced. */
  forgetAll(): void;
}

export function isForgetful(thing: unknown): thing is Forgetful {
  return typeof (thing as Partial<Forgetful> | null | undefined)?.forgetAll === 'function';
}
