/** How records are shared out among the messages of a transfer (CoreDNS, plugin transfer). */
import type { ResourceRecord } from "../../dns/message/message.ts";
import { measureRecord } from "../../dns/wire/length.ts";
import { LengthMeter } from "../../dns/wire/meter.ts";
import type { TransferredRecords } from "./api.ts";

/** Octets of the records of a message; header and question come to it. */
const MAX_OCTETS = 63_000;

/** The records of one message after the other. */
export function* batches(source: TransferredRecords): Generator<readonly ResourceRecord[], void> {
  let batch: ResourceRecord[] = [];
  let octets = 0;
  for (const records of source) {
    for (const record of records) {
      const meter = new LengthMeter(0, false);
      measureRecord(record, meter);
      if (batch.length > 0 && octets + meter.length > MAX_OCTETS) {
        yield batch;
        batch = [];
        octets = 0;
      }
      batch.push(record);
      octets += meter.length;
    }
  }
  if (batch.length > 0) yield batch;
}
