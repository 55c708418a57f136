/** Files and texts of the browser as inputs: read piece by piece, unpacked where they are compressed. */
import type { TrafficInput } from "../../lib/studio/traffic/traffic-slice.ts";

/** A piece takes a few milliseconds to read, so that typing is never held up. */
const PIECE_OCTETS = 128 * 1024;
/** Names of logs and captures; any other file that is dropped on the page is meant for the workspace. */
const TRAFFIC_NAME = /\.(?:log|pcap|pcapng|cap|dnstap|tap)(?:\.gz)?$/i;

/** Whether a file is a log or a capture by its name. */
export function isTrafficFile({ name }: Pick<File, "name">): boolean {
  return TRAFFIC_NAME.test(name);
}

/** A file as an input. */
export function inputOfFile(file: File): TrafficInput {
  const isCompressed = /\.gz$/i.test(file.name);
  return {
    name: file.name,
    size: isCompressed ? undefined : file.size,
    read: () => (isCompressed ? unpacked(file) : pieces(file)),
  };
}

/** A text that was pasted as an input. */
export function inputOfText(text: string): TrafficInput {
  const blob = new Blob([text]);
  return { name: "What was pasted", size: blob.size, read: () => pieces(blob) };
}

async function* pieces(blob: Blob): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < blob.size; at += PIECE_OCTETS) {
    yield new Uint8Array(await blob.slice(at, at + PIECE_OCTETS).arrayBuffer());
    // Keys and clicks come first.
    await new Promise<void>((done) => setTimeout(done, 0));
  }
}

async function* unpacked(file: File): AsyncGenerator<Uint8Array> {
  const reader = file.stream().pipeThrough(new DecompressionStream("gzip")).getReader();
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) yield read.value;
  } finally {
    void reader.cancel().catch(() => undefined);
  }
}
