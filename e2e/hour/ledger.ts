/** What was typed and must be kept: marks that no two typings share, and which of them somebody gave up knowingly. */

/** How long the page must have shown a mark before nothing may lose it. */
const SHOWN_FOR_MS = 1000;

export class Ledger {
  readonly #seenAtMs = new Map<string, number>();
  #made = 0;

  /** A mark for the next typing. */
  next(who: string): string {
    this.#made += 1;
    return `${who}-${this.#made}-`;
  }

  /** The page shows it from now on; what another program writes counts at once. */
  seen(mark: string, { atOnce = false } = {}): void {
    this.#seenAtMs.set(mark, performance.now() - (atOnce ? SHOWN_FOR_MS : 0));
  }

  /** How many must be kept. */
  get size(): number {
    return this.#seenAtMs.size;
  }

  /** Marks of a text that a decision, or the deletion of a file, takes away. */
  giveUp(text: string, keptIn = ""): void {
    for (const mark of this.#seenAtMs.keys()) {
      if (text.includes(mark) && !keptIn.includes(mark)) this.#seenAtMs.delete(mark);
    }
  }

  /** Forgets marks that a crash at this moment may take: the page has not shown them for long enough. */
  forgetYoung(): void {
    const nowMs = performance.now();
    for (const [mark, seenAtMs] of this.#seenAtMs) if (nowMs - seenAtMs < SHOWN_FOR_MS) this.#seenAtMs.delete(mark);
  }

  /** Marks that the page has shown for a second and that none of the texts has. */
  missing(texts: Iterable<string>): readonly string[] {
    const all = [...texts].join("\n");
    const nowMs = performance.now();
    return [...this.#seenAtMs].flatMap(([mark, seenAtMs]) =>
      nowMs - seenAtMs >= SHOWN_FOR_MS && !all.includes(mark) ? [mark] : [],
    );
  }
}
