/** The records of a master file that comes in pieces of octets: plain ones as octets, all others as objects. */
import type { ResourceRecord } from "../message/message.ts";
import type { Name } from "../name/name.ts";
import { OctetLines } from "./octet-lines.ts";
import { LINE_IS_OPEN, PlainLines, type PlainRecord } from "./plain-lines.ts";
import { type Included, type RecordPlace, RecordReader } from "./record-reader.ts";
import { TextError } from "./text-error.ts";

/** How a file is read. */
export interface OctetRecordsOptions {
  /** What relative names are relative to at first, and the apex of the zone. */
  readonly origin: Name;
  /** The file's path: what mistakes name, and where included paths start. */
  readonly file: string;
  /** Gives the text of an included file, or why there is none; without it $INCLUDE is a mistake. */
  readonly include?: ((path: string) => Included) | undefined;
}

/** Who takes the records, in the order of the file. */
export interface RecordTaker {
  /** Takes a record of a usual kind; what it is told is overwritten by the next one. */
  plain(record: PlainRecord, place: RecordPlace): void;
  /** Takes any other record. True ends reading. */
  record(record: ResourceRecord, place: RecordPlace): boolean;
}

/** Reads records from pieces of octets, a step at a time. */
export class OctetRecords {
  readonly #lines: OctetLines;
  readonly #reader: RecordReader;
  readonly #plain: PlainLines;
  readonly #taker: RecordTaker;
  /** Where the plain line is that is being read. */
  readonly #place: { readonly file: string; line: number };
  #line = 0;

  constructor(pieces: Iterable<Uint8Array>, options: OctetRecordsOptions, taker: RecordTaker) {
    const lines = new OctetLines(pieces);
    const more = (): string | undefined => {
      const line = lines.take();
      if (line !== undefined) this.#line++;
      return line;
    };
    this.#lines = lines;
    this.#reader = new RecordReader("", { ...options, octets: true, more });
    this.#plain = new PlainLines(options.origin);
    this.#plain.follow(this.#reader.state);
    this.#place = { file: options.file, line: 0 };
    this.#taker = taker;
  }

  /** Reads so many lines, or one record that is not plain; true when there is more, or the mistake that ends reading. */
  step(lineCount: number): boolean | TextError {
    if (this.#reader.isAtLine && this.#readPlain(lineCount) === lineCount) return true;
    const found = this.#reader.next();
    if (found === undefined || found instanceof TextError) return found ?? false;
    this.#plain.follow(this.#reader.state);
    return !this.#taker.record(found, this.#reader.place);
  }

  /** Reads no further. */
  close(): void {
    this.#lines.close();
  }

  /** Reads plain lines; gives how many there were. */
  #readPlain(lineCount: number): number {
    const lines = this.#lines;
    const plain = this.#plain;
    let count = 0;
    while (count < lineCount) {
      const behind = plain.read(lines.octets, lines.at);
      if (behind === LINE_IS_OPEN && lines.fill()) continue;
      if (behind < 0) break;
      lines.at = behind;
      count++;
      if (!plain.hasRecord) continue;
      this.#place.line = this.#line + count;
      this.#taker.plain(plain.record, this.#place);
    }
    if (count > 0) {
      this.#line += count;
      this.#reader.passLines(count, plain.state);
    }
    return count;
  }
}
