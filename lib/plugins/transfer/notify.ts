/** NOTIFY messages to secondaries (RFC 1996; CoreDNS, transfer.Notify). */
import { Class } from "../../dns/iana/class.ts";
import { Opcode } from "../../dns/iana/opcode.ts";
import { Rcode, rcodeText } from "../../dns/iana/rcode.ts";
import { RRType } from "../../dns/iana/rrtype.ts";
import { queryMessage } from "../../dns/message/query-message.ts";
import type { CanonicalName } from "../../dns/name/name.ts";
import { decodeMessage } from "../../dns/wire/decode.ts";
import { encodeMessage } from "../../dns/wire/encode.ts";
import { splitHostPort } from "../../go/net.ts";
import { quote } from "../../go/quote.ts";
import type { UpstreamEndpoint } from "../../ports/exchange.ts";
import type { Host } from "../../ports/host.ts";
import { type Access, accessTo, notified } from "./access.ts";
import type { Notifier } from "./api.ts";

const ATTEMPTS = 3;
const TIMEOUT_MS = 2000;

type Parts = Pick<Host, "exchange" | "random">;

/** Notifies those who may fetch a zone, one after the other; gives all that went wrong, a line each. */
export function notifierOf(uses: readonly Access[], host: Parts): Notifier {
  return async (zone) => {
    const access = accessTo(zone, uses);
    if (access === undefined) return undefined;
    const message = notifyMessage(zone, host.random.messageId());
    const failures: string[] = [];
    for (const to of notified(access)) {
      const failure = await notify(endpointOf(to, access.source), message, host);
      if (failure === undefined) continue;
      failures.push(`notify for zone ${quote(zone)} was not accepted by ${quote(to)}: ${failure}`);
    }
    return failures.length === 0 ? undefined : failures.join("\n");
  };
}

function notifyMessage(zone: CanonicalName, id: number): Uint8Array {
  const question = queryMessage({ name: zone, type: RRType.SOA, class: Class.IN }, id);
  return encodeMessage({ ...question, opcode: Opcode.NOTIFY, authoritative: true, recursionDesired: false });
}

function endpointOf(to: string, source: string | undefined): UpstreamEndpoint {
  const split = splitHostPort(to);
  const [address, port] = split.ok ? [split.host, split.port] : [to, "53"];
  const endpoint = { transport: "udp", address, port: Number(port) } as const;
  return source === undefined ? endpoint : { ...endpoint, sourceAddress: source };
}

/** Asks up to three times; gives why it was not accepted at last. */
async function notify(endpoint: UpstreamEndpoint, message: Uint8Array, parts: Parts): Promise<string | undefined> {
  let failure: string | undefined;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const rcode = await ask(endpoint, message, parts);
    if (rcode === Rcode.NOERROR) return undefined;
    failure = typeof rcode === "number" ? `rcode was ${quote(rcodeText(rcode))}` : quote(rcode.error);
  }
  return failure;
}

/** The code of the reply, or why there is none. */
async function ask(
  endpoint: UpstreamEndpoint,
  message: Uint8Array,
  { exchange }: Parts,
): Promise<number | { readonly error: string }> {
  try {
    const connection = await exchange.connect(endpoint, TIMEOUT_MS);
    try {
      return decodeMessage(await connection.exchange(message, { timeoutMs: TIMEOUT_MS })).rcode;
    } finally {
      connection.close();
    }
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}
