/** Writes the replies of a stream to a client: each is finished, sized and sealed on its own. */
import { finish } from "./finish.ts";
import type { StreamOutcome } from "./outcome.ts";
import type { Query } from "./query.ts";
import type { Flow, Sink } from "./sink.ts";

/** What went out. */
export class Written {
  messages = 0;
  octets = 0;
  /** Records of the answer sections. */
  records = 0;
  last: Uint8Array | undefined;

  add(message: Uint8Array): void {
    this.messages++;
    this.octets += message.length;
    this.records += ((message[6] ?? 0) << 8) | (message[7] ?? 0);
    this.last = message;
  }
}

/**
 * Pulls reply after reply as the client takes them, and closes the source when the client takes no more. Rejects with
 * what the source throws, and with `WireError` for a reply without a wire format.
 */
export async function writeStream(
  query: Query,
  { stream, seal }: StreamOutcome,
  { sink, written }: { readonly sink: Sink; readonly written: Written },
): Promise<void> {
  let flow: Flow = "more";
  query.sealOctets = seal?.reserve ?? 0;
  // One more is asked for than is taken, so that the source knows whether all of it was.
  for await (const reply of stream) {
    if (flow === "enough") break;
    const finished = finish(query, reply);
    const message = seal === undefined ? finished : seal.seal(finished);
    written.add(message);
    flow = await sink.write(message);
  }
}

/** For listeners whose transport carries one message for each query: the first is kept, and no other is asked for. */
export class FirstMessage implements Sink {
  message: Uint8Array | undefined;

  write(message: Uint8Array): Flow {
    this.message ??= message;
    return "enough";
  }
}
