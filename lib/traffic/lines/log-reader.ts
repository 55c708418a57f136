/** CoreDNS's log: lines about queries become questions, all others are messages. */
import { readName } from "../../dns/name/name.ts";
import { readAddress } from "../../go/address.ts";
import { textOfOctets } from "../../go/utf8.ts";
import { NO_REPLY, type SeenQuestion, type TrafficReader, type TrafficSink } from "../sink.ts";
import { unwrap } from "./envelope.ts";
import { messageOfFields, questionOfFields } from "./json-line.ts";
import { commonLine, type LineFields, type LineFormat } from "./line-format.ts";
import { LineSplitter } from "./line-splitter.ts";
import { isTypeWord, listedQuestion, looseLine } from "./loose-line.ts";

/** Levels at which no query is logged. */
const OTHER_LEVELS: ReadonlySet<string | undefined> = new Set(["DEBUG", "WARNING", "ERROR", "FATAL", "PANIC"]);
const NON_ASCII = /[\x80-\xff]/;

export class LogReader implements TrafficReader {
  readonly damage = undefined;
  readonly #sink: TrafficSink;
  readonly #formats: readonly LineFormat[];
  readonly #splitter: LineSplitter;
  #lines = 0;

  /** `formats` are tried before those that CoreDNS has of its own. */
  constructor(sink: TrafficSink, formats: readonly LineFormat[]) {
    this.#sink = sink;
    this.#formats = formats;
    this.#splitter = new LineSplitter(
      (line) => this.#read(line),
      () => {
        this.#lines += 1;
        sink.skip("line too long");
      },
    );
  }

  /** How many lines were read. */
  get lines(): number {
    return this.#lines;
  }

  push(octets: Uint8Array): void {
    this.#splitter.push(octets);
  }

  end(): void {
    this.#splitter.end();
  }

  #read(line: string): void {
    this.#lines += 1;
    if (line === "") return;
    // The quick way for by far the most lines.
    if (line.startsWith("[INFO] ") && this.#takeQuestion(commonLine(line))) return;
    const unwrapped = unwrap(NON_ASCII.test(line) ? textOfOctets(line) : line);
    if ("fields" in unwrapped) {
      const question = questionOfFields(unwrapped.fields);
      if (question !== undefined && this.#takeQuestion(question)) return;
      const message = messageOfFields(unwrapped.fields);
      if (message === undefined) this.#sink.skip("not a query");
      else this.#sink.message(message);
      return;
    }
    const { level, text } = unwrapped;
    const mayBeQuery = !OTHER_LEVELS.has(level) && !text.startsWith("plugin/");
    if (mayBeQuery && this.#takeQuestion(this.#fieldsOf(text, level))) return;
    if (text.trim() !== "") this.#sink.message({ level, text });
  }

  #fieldsOf(text: string, level: string | undefined): LineFields | undefined {
    for (const format of this.#formats) {
      const fields = format(text);
      if (fields !== undefined) return fields;
    }
    const fields = commonLine(text) ?? listedQuestion(text);
    if (fields !== undefined) return fields;
    const loose = looseLine(text);
    // Without CoreDNS's own mark there must be more that looks like it.
    return level === undefined && loose?.rcode === undefined ? undefined : loose;
  }

  /** False when it is no question after all. */
  #takeQuestion(fields: LineFields | undefined): boolean {
    const question = fields === undefined ? undefined : questionOf(fields);
    if (question === undefined) return false;
    this.#sink.question(question, codeOf(fields?.rcode));
    return true;
  }
}

function questionOf({
  name,
  type = "",
  class: qclass,
  remote,
  proto,
  do: dnssecOk,
}: LineFields): SeenQuestion | undefined {
  const read = name === undefined ? undefined : readName(name);
  if (read === undefined || !isTypeWord(type)) return undefined;
  const address = remote?.startsWith("[") === true ? remote.slice(1, -1) : remote;
  return {
    name: read.toLowerCase(),
    type,
    class: qclass === undefined || qclass === "" ? "IN" : qclass,
    from: address === undefined || readAddress(address) === undefined ? undefined : address,
    via: proto === "udp" || proto === "tcp" ? proto : undefined,
    do: dnssecOk === "true",
  };
}

/** IANA's word for a code in a log. */
function codeOf(rcode: string | undefined): string | undefined {
  if (rcode === undefined || rcode === NO_REPLY) return rcode;
  return /^\d+$/.test(rcode) ? `RCODE${rcode}` : rcode;
}
