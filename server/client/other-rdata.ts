/** RDATA of types that dns-packet does not decode (HTTPS, SVCB, URI, TSIG, ...): read by `lib/dns`, for display only. */
import { codecOfType } from "../../lib/dns/rdata/table.ts";
import { WireReader } from "../../lib/dns/wire/reader.ts";
import { WireError } from "../../lib/dns/wire/wire-error.ts";
import type { FrameRecord } from "./sections.ts";

/** RDATA in presentation format; `undefined` when the type is unknown or the RDATA is not all read. */
export function otherRdata(wire: Uint8Array, record: FrameRecord): string | undefined {
  const codec = codecOfType(record.type);
  if (codec === undefined) return undefined;
  const reader = new WireReader(wire, record.start);
  reader.limit = record.end;
  try {
    const rdata = codec.decode(reader);
    return rdata === undefined || !reader.atEnd ? undefined : codec.write(rdata);
  } catch (error) {
    if (error instanceof WireError) return undefined;
    throw error;
  }
}
