/** Reads what was asked in production from files and streams: logs, dnstap files and captures, compressed or not. */
import { createReadStream, statSync } from "node:fs";
import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { notesOf } from "../../lib/traffic/notes.ts";
import type { CountedQuestion } from "../../lib/traffic/question-table.ts";
import { Traffic, type TrafficOptions } from "../../lib/traffic/traffic.ts";
import { reasonOf } from "../host/system-words.ts";

const GZIP = [0x1f, 0x8b] as const;
/** Larger pieces are no quicker. */
const PIECE_OCTETS = 256 * 1024;

export interface ReadTrafficOptions extends TrafficOptions {
  /** Gives up; what was read so far is given back. */
  readonly signal?: AbortSignal | undefined;
  /** Told of how many octets were taken from the source. */
  readonly onProgress?: ((octets: number) => void) | undefined;
}

/** What was read. */
export interface ReadTraffic {
  readonly traffic: Traffic;
  /** What is wrong with the input, so that the rest of it was not read. */
  readonly damage: string | undefined;
}

/** Reads a file; standard input for `-`. Throws the system's error. */
export function readTrafficFile(path: string, options: ReadTrafficOptions): Promise<ReadTraffic> {
  return readTraffic(path === "-" ? process.stdin : createReadStream(path, { highWaterMark: PIECE_OCTETS }), options);
}

/** How many octets there are to read; undefined for what is no file. */
export function trafficLength(path: string): number | undefined {
  const stats = path === "-" ? undefined : statSync(path, { throwIfNoEntry: false });
  return stats?.isFile() === true ? stats.size : undefined;
}

/** Reads a stream. Rejects with the stream's error; what is wrong with the octets is no error. */
export async function readTraffic(
  source: AsyncIterable<Uint8Array>,
  { signal, onProgress, ...options }: ReadTrafficOptions,
): Promise<ReadTraffic> {
  const traffic = new Traffic(options);
  const iterator = counted(source, { signal, onProgress })[Symbol.asyncIterator]();
  const first = await iterator.next();
  const rest = { [Symbol.asyncIterator]: () => iterator };
  const damage =
    first.done === true ? undefined : await pushAll(traffic, isGzip(first.value), chain(first.value, rest));
  traffic.end();
  return { traffic, damage: damage ?? traffic.damage };
}

/** The questions of a file, the most asked first, and what to say about those that were left out. */
export interface ReadQuestions {
  readonly questions: readonly CountedQuestion[];
  /** How many queries the file has, each counted as often as it was asked. */
  readonly asked: number;
  /** Sentences about what was not read or kept. */
  readonly notes: readonly string[];
}

/** Reads the questions of a log, a dnstap file, a capture or a list. Throws the system's error. */
export async function readQuestions(path: string, options: Partial<ReadTrafficOptions> = {}): Promise<ReadQuestions> {
  const source = path === "-" ? "standard input" : path;
  const { traffic, damage } = await readTrafficFile(path, { source, ...options });
  const { questions } = traffic;
  return { questions: questions.list(), asked: questions.asked, notes: notesOf(traffic, damage) };
}

async function pushAll(
  traffic: Traffic,
  isCompressed: boolean,
  source: AsyncIterable<Uint8Array>,
): Promise<string | undefined> {
  if (!isCompressed) {
    for await (const octets of source) traffic.push(octets);
    return undefined;
  }
  let failure: unknown;
  const packed = Readable.from(source, { objectMode: false });
  packed.once("error", (error) => {
    failure = error;
    unpacked.destroy();
  });
  const unpacked = packed.pipe(createGunzip());
  try {
    for await (const octets of unpacked) traffic.push(octets);
    return undefined;
  } catch (error) {
    // The file cannot be read, which is another matter than what is in it.
    if (failure !== undefined) throw failure;
    return `it cannot be unpacked (${reasonOf(error)})`;
  }
}

async function* counted(
  source: AsyncIterable<Uint8Array>,
  { signal, onProgress }: Pick<ReadTrafficOptions, "signal" | "onProgress">,
): AsyncGenerator<Uint8Array> {
  let taken = 0;
  for await (const octets of source) {
    if (signal?.aborted === true) return;
    taken += octets.length;
    onProgress?.(taken);
    yield octets;
  }
}

async function* chain(first: Uint8Array, rest: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first;
  yield* rest;
}

function isGzip(octets: Uint8Array): boolean {
  return GZIP.every((octet, at) => octets[at] === octet);
}
