/** Requests that cannot be handed on: they are no upstream's fault, and no other one is tried (CoreDNS, package proxy). */

/** One that CoreDNS answers itself; the text is its error. */
export class RefusedRequest extends Error {
  override readonly name = "RefusedRequest";
  readonly kind: "invalid" | "unsupported";

  private constructor(kind: RefusedRequest["kind"], text: string) {
    super(text);
    this.kind = kind;
  }

  /** A request that has no wire format. */
  static invalid(reason: string): RefusedRequest {
    return new RefusedRequest("invalid", `proxy: invalid request: ${reason}`);
  }

  /** A request that the transport does not carry. */
  static unsupported(reason: string): RefusedRequest {
    return new RefusedRequest("unsupported", `proxy: unsupported request: ${reason}`);
  }
}
