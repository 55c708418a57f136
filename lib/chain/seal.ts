/** Signatures of whole messages, made when nothing changes any more (TSIG, RFC 8945). */
import type { CanonicalName } from "../dns/name/name.ts";

/** What is known of a request's signature; the tsig plugin says it. */
export type Signature =
  | { readonly state: "unsigned" }
  | { readonly state: "verified"; readonly key: CanonicalName }
  /** `error` is the code of the TSIG record: BADSIG, BADKEY or BADTIME. */
  | { readonly state: "failed"; readonly key: CanonicalName; readonly error: number };

/** What most requests are. */
export const UNSIGNED: Signature = { state: "unsigned" };

/** Seals the messages of one outcome, in the order in which they are sent: each signature may go into the next. */
export interface Seal {
  /** Octets that each sealed message has more: they are left free when a reply is fitted to its size. */
  readonly reserve: number;
  /** The message with its seal. What it gets is finished, and is the caller's again afterwards. */
  seal(message: Uint8Array): Uint8Array;
}
