/** Chance comes in through here, so that a test can decide it. */
export interface Random {
  /** A number in [0, 1). */
  fraction(): number;
  /** An integer in [0, bound). */
  below(bound: number): number;
  /** A message ID that cannot be guessed (RFC 5452 section 9.2). */
  messageId(): number;
}
