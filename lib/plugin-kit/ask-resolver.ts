/** One question to a resolver, for addresses of upstreams. */

import { Class } from "../dns/iana/class.ts";
import type { Message } from "../dns/message/message.ts";
import { queryMessage } from "../dns/message/query-message.ts";
import type { Name } from "../dns/name/name.ts";
import { decodeMessage } from "../dns/wire/decode.ts";
import { encodeMessage } from "../dns/wire/encode.ts";
import { splitHostPort } from "../go/net.ts";
import type { Exchange } from "../ports/exchange.ts";
import type { Files } from "../ports/files.ts";
import type { Random } from "../ports/random.ts";

/** What a look-up works with. */
export interface LookUpParts {
  readonly exchange: Exchange;
  readonly random: Random;
  readonly files: Files;
}

/** Why there are no addresses, in CoreDNS's words. */
export interface LookUpError {
  readonly kind: "error";
  readonly text: string;
}

/** What to ask, and how long to wait for the reply. */
export interface Wanted {
  readonly name: Name;
  readonly type: number;
  readonly timeoutMs: number;
}

/** Asks a resolver (`192.0.2.1`, `192.0.2.1:53`) over UDP; rejects with an `ExchangeError` or a `WireError`. */
export async function askResolver(
  resolver: string,
  { name, type, timeoutMs }: Wanted,
  { exchange, random }: LookUpParts,
): Promise<Message> {
  const split = splitHostPort(resolver);
  const [host, port] = split.ok ? [split.host, split.port] : [resolver, "53"];
  const connection = await exchange.connect({ transport: "udp", address: host, port: Number(port) }, timeoutMs);
  try {
    const query = queryMessage({ name, type, class: Class.IN }, random.messageId());
    return decodeMessage(await connection.exchange(encodeMessage(query), { timeoutMs }));
  } finally {
    connection.close();
  }
}

/** The addresses among records. */
export function addressesOf(records: Message["answer"]): readonly string[] {
  return records.flatMap(({ rdata }) => (rdata.kind === "A" || rdata.kind === "AAAA" ? [rdata.address] : []));
}
