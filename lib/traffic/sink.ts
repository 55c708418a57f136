/** What readers of logs and captures tell, while they read. */
import type { SeenMessage } from "./dns-message.ts";
import type { Way } from "./exchanges.ts";

/** A question, and who asked it how, as far as that is known. */
export interface SeenQuestion {
  /** In presentation format, with its final dot. */
  readonly name: string;
  /** IANA's words: `A`, `TYPE1234`; `IN`, `CLASS7`. */
  readonly type: string;
  readonly class: string;
  /** The client's address. */
  readonly from?: string | undefined;
  readonly via?: "udp" | "tcp" | undefined;
  readonly do?: boolean | undefined;
}

/** What stands for the code of a reply that was never sent, as in CoreDNS's log. */
export const NO_REPLY = "-";

/** A line of a log that is about no query. */
export interface LoggedMessage {
  /** `ERROR`, `INFO`, ...; undefined where the line has none, as what CoreDNS says before it serves. */
  readonly level: string | undefined;
  readonly text: string;
}

/** Why a part of the input was left out. */
export type SkipReason =
  | "cut"
  | "fragment"
  | "gap in a TCP stream"
  | "not DNS"
  | "malformed"
  | "not a query"
  | "asked by a server"
  | "unknown link"
  | "line too long";

/** Takes what was read. */
export interface TrafficSink {
  /** A query together with the code of its reply, where that is known. */
  question(question: SeenQuestion, rcode: string | undefined): void;
  /** A query or a reply on its own. */
  exchange(message: SeenMessage, way: Way): void;
  message(message: LoggedMessage): void;
  skip(reason: SkipReason): void;
}

/** Takes octets, in pieces of any size. Never throws, whatever they are. */
export interface TrafficReader {
  push(octets: Uint8Array): void;
  /** No more octets come. */
  end(): void;
  /** What is wrong with the whole of the input, so that the rest of it was not read. */
  readonly damage: string | undefined;
}
