/** A message that is none. */

/** What is wrong with bytes that should be a message, or with a message that cannot be bytes, in CoreDNS's words. */
export class WireError extends Error {
  override readonly name = "WireError";
  /** What is wrong, without the place. */
  readonly reason: string;
  readonly #owner: string;

  /** `owner` stands before the reason: most mistakes say that they are the DNS library's. */
  constructor(reason: string, where = "", owner = "dns: ") {
    super(`${where}${owner}${reason}`);
    this.reason = reason;
    this.#owner = owner;
  }

  /** What was caught, when it is one of these. Throws anything else on. */
  static caught(error: unknown): WireError {
    if (error instanceof WireError) return error;
    throw error;
  }

  /** A mistake in the value of an option or parameter, which does not say whose it is. */
  static ofValue(reason: string): WireError {
    return new WireError(reason, "", "");
  }

  /** The same of a field of RDATA: `MX.Mx`. */
  in(field: string): WireError {
    return new WireError(this.reason, `${field}: `, this.#owner);
  }
}
