/** A message that is none. */

/** What is wrong with bytes that should be a message, or with a message that cannot be bytes, in CoreDNS's words. */
export class WireError extends Error {
  override readonly name = "WireError";
  /** What is wrong, without the place. */
  readonly reason: string;

  constructor(reason: string, where = "") {
    super(`${where}dns: ${reason}`);
    this.reason = reason;
  }

  /** The same of a field of RDATA: `MX.Mx`. */
  in(field: string): WireError {
    return new WireError(this.reason, `${field}: `);
  }
}
