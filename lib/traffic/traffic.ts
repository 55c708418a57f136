/**
 * What was asked in production, out of CoreDNS's log, a dnstap file or a capture: the format is found from the first octets,
 * and octets are taken in pieces, so that memory does not grow with the input.
 */
import { DNS_PORTS, PacketReader } from "./capture/packet.ts";
import { PcapReader } from "./capture/pcap.ts";
import { PcapngReader } from "./capture/pcapng.ts";
import { DnstapReader } from "./dnstap/dnstap-file.ts";
import { Exchanges } from "./exchanges.ts";
import { formatOf, HEAD_OCTETS, type TrafficFormat } from "./format.ts";
import { lineFormat } from "./lines/line-format.ts";
import { LogReader } from "./lines/log-reader.ts";
import { QuestionTable } from "./question-table.ts";
import type { LoggedMessage, SkipReason, TrafficReader, TrafficSink } from "./sink.ts";

/** What is known before the first octet. */
export interface TrafficOptions {
  /** Where it comes from, for people: `the log`, a file's name. */
  readonly source: string;
  /** Formats of lines about queries, as they stand in a Corefile, beside CoreDNS's own. */
  readonly formats?: readonly string[] | undefined;
  /** Ports of servers in captures, beside 53 and 5353. */
  readonly ports?: readonly number[] | undefined;
  /** How many questions are told apart at most. */
  readonly mostQuestions?: number | undefined;
  /** Takes each line of a log that is about no query. */
  readonly onMessage?: ((message: LoggedMessage) => void) | undefined;
}

export class Traffic implements TrafficReader {
  readonly questions: QuestionTable;
  readonly #options: TrafficOptions;
  readonly #skipped = new Map<SkipReason, number>();
  #head: Uint8Array = new Uint8Array();
  #format: TrafficFormat | undefined;
  #reader: TrafficReader | undefined;
  #octets = 0;
  #messages = 0;

  constructor(options: TrafficOptions) {
    this.#options = options;
    this.questions = new QuestionTable(options.source, options.mostQuestions);
  }

  /** Undefined until enough octets were there to tell. */
  get format(): TrafficFormat | undefined {
    return this.#format;
  }

  /** How many octets were read. */
  get octets(): number {
    return this.#octets;
  }

  /** How many lines a log has so far; undefined for other formats. */
  get lines(): number | undefined {
    return this.#reader instanceof LogReader ? this.#reader.lines : undefined;
  }

  /** How many lines of a log were about no query. */
  get messages(): number {
    return this.#messages;
  }

  /** How many parts were left out, by reason. */
  get skipped(): ReadonlyMap<SkipReason, number> {
    return this.#skipped;
  }

  get damage(): string | undefined {
    return this.#reader?.damage;
  }

  push(octets: Uint8Array): void {
    this.#octets += octets.length;
    if (this.#reader !== undefined) {
      this.#reader.push(octets);
      return;
    }
    const head = new Uint8Array(this.#head.length + octets.length);
    head.set(this.#head);
    head.set(octets, this.#head.length);
    this.#head = head;
    if (head.length >= HEAD_OCTETS) this.#begin();
  }

  end(): void {
    if (this.#reader === undefined) this.#begin();
    this.#reader?.end();
  }

  #begin(): void {
    const head = this.#head;
    this.#head = new Uint8Array();
    this.#format = formatOf(head);
    this.#reader = this.#readerOf(this.#format);
    this.#reader.push(head);
  }

  #readerOf(format: TrafficFormat): TrafficReader {
    const { formats = [], ports = [], onMessage } = this.#options;
    const exchanges = new Exchanges(this.questions);
    const sink: TrafficSink = {
      question: (question, rcode) => void this.questions.add(question, rcode),
      exchange: (message, way) => exchanges.add(message, way),
      message: (message) => {
        this.#messages += 1;
        onMessage?.(message);
      },
      skip: (reason) => void this.#skipped.set(reason, (this.#skipped.get(reason) ?? 0) + 1),
    };
    if (format === "dnstap") return new DnstapReader(sink);
    if (format === "log")
      return new LogReader(
        sink,
        formats.flatMap((written) => lineFormat(written) ?? []),
      );
    if (format === "compressed") return new CompressedReader();
    const packets = new PacketReader(sink, new Set([...DNS_PORTS, ...ports]));
    return format === "pcap" ? new PcapReader(packets) : new PcapngReader(packets);
  }
}

/** Whoever reads files unpacks them first. */
class CompressedReader implements TrafficReader {
  readonly damage = "the file is compressed within another compressed one";
  push(): void {}
  end(): void {}
}
