/** From a master file to a zone, a step at a time: whoever has other work can do it in between. */
import type { ResourceRecord } from "../dns/message/message.ts";
import { OctetRecords, type OctetRecordsOptions } from "../dns/text/octet-records.ts";
import type { RecordPlace } from "../dns/text/record-reader.ts";
import { TextError } from "../dns/text/text-error.ts";
import type { Zone } from "./zone.ts";

/** So many lines are read in a step: about a tenth of a millisecond's work. */
const LINES_PER_STEP = 128;

/** What is looked at on the way. */
export interface ZoneReading extends OctetRecordsOptions {
  /** Hears of each record that is not of a usual kind, before it is put in; ends reading by what it gives. */
  readonly check?: ((record: ResourceRecord) => string | undefined) | undefined;
  /** Types whose records are read and left out. */
  readonly omit?: ReadonlySet<number> | undefined;
}

/** Puts the records of a file into a zone. In the end it gives what is wrong: a mistake in the text, or a refusal. */
export function* readInto(
  zone: Zone,
  pieces: Iterable<Uint8Array>,
  { check, omit, ...options }: ZoneReading,
): Generator<undefined, TextError | string | undefined> {
  let refused: string | undefined;
  const records = new OctetRecords(pieces, options, {
    plain(record, place) {
      if (!omit?.has(record.type)) zone.insertPlain(record, place);
    },
    record(record: ResourceRecord, place: RecordPlace) {
      if (omit?.has(record.type)) return false;
      refused = check?.(record) ?? zone.insert(record, place);
      return refused !== undefined;
    },
  });
  try {
    for (;;) {
      const more = records.step(LINES_PER_STEP);
      if (more instanceof TextError) return more;
      if (!more) return refused;
      yield undefined;
    }
  } finally {
    records.close();
  }
}
