/** RDATA of any type onto the wire. */
import { rrtypeName } from "../iana/rrtype.ts";
import type { ResourceRecord } from "../message/message.ts";
import type { RdataSink } from "../wire/sink.ts";
import { fieldsOf, octetsWhenMissing } from "./layouts.ts";
import { codecOf } from "./table.ts";

/** Writes the RDATA of a record. Where there is none, CoreDNS writes a zero for each number and string of its type. */
export function encodeRdataInto(sink: RdataSink, { rdata, type }: Pick<ResourceRecord, "rdata" | "type">): void {
  if (rdata.kind !== "UNKNOWN" || rdata.data.length > 0) codecOf(rdata, type).encode(rdata, sink);
  else sink.raw(new Uint8Array(octetsWhenMissing(fieldsOf(rrtypeName(type)))));
}
