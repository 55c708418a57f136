/** JSON values of a stream, one on each line. */

/** A line that is longer is no event of an API server. */
const MAX_LINE_OCTETS = 64 * 1024 * 1024;

/** Reads values as they come; throws on a line that is not JSON. */
export async function* jsonLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<unknown> {
  const decoder = new TextDecoder();
  let pieces: string[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    const lines = decoder.decode(chunk, { stream: true }).split("\n");
    const last = lines.pop() ?? "";
    for (const line of lines) {
      const whole = [...pieces, line].join("");
      pieces = [];
      length = 0;
      if (whole.trim() !== "") yield JSON.parse(whole);
    }
    pieces.push(last);
    length += last.length;
    if (length > MAX_LINE_OCTETS) throw new Error("a line of the stream is too long");
  }
}
