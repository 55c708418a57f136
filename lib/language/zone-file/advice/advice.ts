/** Our own advice on master files: what CoreDNS takes without a word, and nobody means. */

import type { CanonicalName } from "../../../dns/name/name.ts";
import type { Fix } from "../../../text/edit.ts";
import type { Range } from "../../../text/position.ts";
import type { Problem } from "../../../text/problem.ts";
import type { RecordEntry } from "../parse.ts";
import type { PlacedEntry, PlacedRecord, ZoneReading } from "../read.ts";
import type { ZoneData } from "./zone-data.ts";

/** A line with a record, what stands before it, and its file. */
export interface Written {
  readonly parsed: RecordEntry;
  readonly before: PlacedEntry["before"];
  readonly reading: ZoneReading;
}

/** What a rule looks at. */
export interface Advised {
  readonly reading: ZoneReading;
  readonly origin: CanonicalName;
  readonly data: ZoneData;
  /** The lines with records of the file and of those that it includes. */
  readonly written: readonly Written[];
  /** Where a record is written: its owner, or the whole line. */
  readonly at: (record: PlacedRecord) => Range;
}

/** One rule. It looks at the whole zone and gives what it finds, in the order of the file. */
export interface Rule {
  /** Stable: people silence and search for it. */
  readonly code: string;
  readonly severity: Exclude<Problem["severity"], "error">;
  /** True for rules that would be wrong about a file of which a part could not be read. */
  readonly needsWholeZone: boolean;
  readonly find: (zone: Advised) => readonly Finding[];
}

/** Something that a rule found. */
export interface Finding {
  readonly range: Range;
  readonly message: string;
  readonly help: string;
  readonly fixes?: readonly Fix[];
}
