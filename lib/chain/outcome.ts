/** What a plugin gives back: CoreDNS's return code, and the reply, or replies, when somebody wrote any. */
import { Rcode } from "../dns/iana/rcode.ts";
import type { Reply } from "./reply.ts";
import type { Seal } from "./seal.ts";
import type { ReplyStream } from "./stream.ts";

/** An error that a plugin reports beside its return code; the errors plugin logs its text. */
interface PluginError {
  /** The whole text as CoreDNS prints it, for instance `plugin/forward: no healthy proxies`. */
  readonly text: string;
}

interface Ended {
  readonly error?: PluginError | undefined;
  /** The plugin that made the reply; wrappers that change it leave this as it is. */
  readonly answeredBy?: string | undefined;
  /** Seals what is sent; wrappers leave it as it is. */
  readonly seal?: Seal | undefined;
}

/** One reply, or none. */
export interface SingleOutcome extends Ended {
  /** The return code. With a code of `wasWritten` and no reply nothing is sent: the query is dropped. */
  readonly rcode: number;
  readonly reply?: Reply | undefined;
  readonly stream?: undefined;
  /** True where CoreDNS never comes to an end, and this engine gives up: nobody counts or logs what has not come. */
  readonly isEndless?: boolean | undefined;
}

/** Replies one after the other, as for a zone transfer. What comes of them is known when they are out (`atEnd`). */
export interface StreamOutcome extends Ended {
  readonly rcode: typeof Rcode.NOERROR;
  readonly reply?: undefined;
  readonly stream: ReplyStream;
}

/** The end of a query's way through the rest of the chain. */
export type Outcome = SingleOutcome | StreamOutcome;

/**
 * False for the four codes that tell "nothing was written to the client yet": the server then replies with that code
 * (CoreDNS, plugin.ClientWrite).
 */
export function wasWritten(rcode: number): boolean {
  return rcode !== Rcode.SERVFAIL && rcode !== Rcode.REFUSED && rcode !== Rcode.FORMERR && rcode !== Rcode.NOTIMP;
}

/** An outcome with a reply of this plugin's own. */
export function answered(answeredBy: string, reply: Reply, rcode: number = Rcode.NOERROR): SingleOutcome {
  return { rcode, reply, answeredBy };
}

/** An outcome of a stream of this plugin's own. */
export function streamed(answeredBy: string, stream: ReplyStream): StreamOutcome {
  return { rcode: Rcode.NOERROR, stream, answeredBy };
}

/** An outcome without a reply: the server sends the code when `wasWritten` is false for it, else nothing. */
export function unanswered(answeredBy: string, rcode: number, errorText?: string): SingleOutcome {
  return errorText === undefined ? { rcode, answeredBy } : { rcode, answeredBy, error: { text: errorText } };
}
