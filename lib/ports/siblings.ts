/**
 * The other workers of this process: they answer the same queries on sockets of their own, and each keeps its own data. What
 * is told is a hint that something may have changed; nobody answers, and nobody may rely on it.
 */
export interface Siblings {
  /** Joins those who talk about a topic, itself not among those who hear what it tells. */
  join(topic: string, hear: (text: string) => void): Circle;
}

/** A place among siblings. */
export interface Circle {
  tell(text: string): void;
  leave(): void;
}
