/** Where the messages of a stream go: a listener gives it, the server writes into it. */

/** `enough`: nobody takes another message, as when the client has gone. */
export type Flow = "more" | "enough";

/** One client's end, for all queries of its connection: each message names its own by the ID. */
export interface Sink {
  /** Sends a finished message. A promise holds the next one back until the client has read. Never throws or rejects. */
  write(message: Uint8Array): Flow | Promise<Flow>;
}

/** What a listener offers for a reply. */
export interface ReplyPlace {
  /** A place for a single message; it is the server's until the message is sent. */
  buffer(): Uint8Array;
  /** For the messages of a stream; a listener without one sends the first of them only. */
  readonly sink?: Sink;
  /**
   * For transports with errors of their own: told that the octets are no request, of which then nothing is sent (CoreDNS,
   * dnsutil.UnpackRequest). Without it the server replies, as over UDP and TCP.
   */
  readonly rejected?: () => void;
}
