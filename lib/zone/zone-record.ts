/** A record of a zone that knows where it stands. */
import type { ResourceRecord } from "../dns/message/message.ts";
import type { Name } from "../dns/name/name.ts";
import type { Rdata } from "../dns/rdata/rdata.ts";
import type { RecordPlace } from "../dns/text/record-reader.ts";

/** More files than these in one zone are not told apart. */
const MAX_FILES = 0x7f_ff;

/** The files of a zone by number. */
export class ZoneFiles {
  readonly #paths: string[] = [];

  /** The number of a file, from 1; 0 when there are too many. */
  numberOf(path: string): number {
    const last = this.#paths.length - 1;
    if (this.#paths[last] === path) return last + 1;
    const known = this.#paths.indexOf(path);
    if (known >= 0) return known + 1;
    return this.#paths.length < MAX_FILES ? this.#paths.push(path) : 0;
  }

  /** The place of a line in a file by its number. */
  placeOf(file: number, line: number): RecordPlace | undefined {
    const path = this.#paths[file - 1];
    return path === undefined ? undefined : { file: path, line };
  }
}

/** Where a record stands: a file of the zone's by its number, and the line. */
export interface StoredPlace {
  readonly files: ZoneFiles;
  readonly file: number;
  readonly line: number;
}

/** The place is no property, so that copies of the record, which are no records of the zone, do not have it. */
export class ZoneRecord implements ResourceRecord {
  readonly name: Name;
  readonly type: number;
  readonly class: number;
  readonly ttl: number;
  readonly rdata: Rdata;
  readonly #files: ZoneFiles;
  readonly #file: number;
  readonly #line: number;

  constructor({ name, type, class: recordClass, ttl, rdata }: ResourceRecord, { files, file, line }: StoredPlace) {
    this.name = name;
    this.type = type;
    this.class = recordClass;
    this.ttl = ttl;
    this.rdata = rdata;
    this.#files = files;
    this.#file = file;
    this.#line = line;
  }

  /** Where the record begins; undefined when it is not of that zone, or nobody told. */
  static placeOf(record: ResourceRecord, files: ZoneFiles): RecordPlace | undefined {
    if (!(record instanceof ZoneRecord) || record.#files !== files) return undefined;
    return files.placeOf(record.#file, record.#line);
  }
}
