/** What a secondary asks a primary, over TCP: the serial, and the whole zone (RFC 5936; CoreDNS, plugin file). */
import { Class } from "../../dns/iana/class.ts";
import { Rcode } from "../../dns/iana/rcode.ts";
import { RRType } from "../../dns/iana/rrtype.ts";
import type { Message, ResourceRecord } from "../../dns/message/message.ts";
import { queryMessage } from "../../dns/message/query-message.ts";
import type { CanonicalName } from "../../dns/name/name.ts";
import { decodeMessage } from "../../dns/wire/decode.ts";
import { encodeMessage } from "../../dns/wire/encode.ts";
import { splitHostPort } from "../../go/net.ts";
import type { UpstreamConnection } from "../../ports/exchange.ts";
import type { Host } from "../../ports/host.ts";

const TIMEOUT_MS = 2000;
/** What a zone may have on the wire: as much as a file that is read as a whole. */
const MAX_OCTETS = 512 * 1024 * 1024;

type World = Pick<Host, "clock" | "exchange">;

/** Everything is taken, so that a reply with another ID is told and not waited out. */
const ANY_REPLY = { timeoutMs: TIMEOUT_MS, accepts: () => true } as const;

/** Opens a connection to `ADDRESS:PORT`; rejects with an `ExchangeError`. */
export function connect(primary: string, { exchange }: World): Promise<UpstreamConnection> {
  const split = splitHostPort(primary);
  const [address, port] = split.ok ? [split.host, split.port] : [primary, "53"];
  return exchange.connect({ transport: "tcp", address, port: Number(port) }, TIMEOUT_MS);
}

/** The serial that a primary has; undefined when it answers without one. Rejects when it does not answer. */
export async function askSerial(
  primary: string,
  { zone, id }: { readonly zone: CanonicalName; readonly id: number },
  world: World,
): Promise<number | undefined> {
  const connection = await connect(primary, world);
  try {
    const question = queryMessage({ name: zone, type: RRType.SOA, class: Class.IN }, id);
    const reply = decodeMessage(await connection.exchange(encodeMessage(question), ANY_REPLY));
    if (reply.id !== id) throw new Error("dns: id mismatch");
    if (reply.rcode !== Rcode.NOERROR) return undefined;
    return reply.answer.flatMap(({ rdata }) => (rdata.kind === "SOA" ? [rdata.serial] : []))[0];
  } finally {
    connection.close();
  }
}

/** The records of a zone, message by message, up to the closing SOA record. Throws what is wrong, in CoreDNS's words. */
export async function* askZone(
  connection: UpstreamConnection,
  { zone, id }: { readonly zone: CanonicalName; readonly id: number },
  { clock }: World,
): AsyncGenerator<readonly ResourceRecord[], void> {
  const question = queryMessage({ name: zone, type: RRType.AXFR, class: Class.IN }, id);
  let isFirst = true;
  let octets = 0;
  for await (const bytes of connection.stream(encodeMessage({ ...question, recursionDesired: false }), ANY_REPLY)) {
    octets += bytes.length;
    if (octets > MAX_OCTETS) throw new Error(`zone too large: at most ${MAX_OCTETS / (1024 * 1024)} MiB are taken`);
    const reply = decodeMessage(bytes);
    if (reply.id !== id) throw new Error("dns: id mismatch");
    if (isFirst) checkFirst(reply);
    yield reply.answer;
    // The first record alone is not the closing one as well.
    if (!(isFirst && reply.answer.length === 1) && reply.answer.at(-1)?.rdata.kind === "SOA") return;
    isFirst = false;
    // Others have their turn: messages may come faster than they are taken in.
    await new Promise<void>((resolve) => clock.after(0, resolve));
  }
}

function checkFirst({ rcode, answer }: Message): void {
  if (rcode !== Rcode.NOERROR) throw new Error(`dns: bad xfr rcode: ${rcode}`);
  if (answer[0]?.rdata.kind !== "SOA") throw new Error("dns: no SOA");
}
