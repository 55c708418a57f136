/** A message that is none. */

/** What is wrong with bytes that should be a message, or with a message that cannot be bytes, in CoreDNS's words. */
export class WireError extends Error {
  override readonly name = "WireError";

  constructor(reason: string, where = "") {
    super(`${where}dns: ${reason}`);
  }
}
