/** The words behind dnstap: where messages go, or where receivers may connect, and how much is kept for them. */

import type { Token } from "../../corefile/token.ts";
import { one, optional, word } from "../../directive/argument.ts";
import { position, wrongCount } from "../../directive/complaint.ts";
import { type Kind, named, where } from "../../directive/kind.ts";
import { keyword } from "../../directive/kinds/keyword.ts";
import { count } from "../../directive/kinds/number.ts";
import { text } from "../../directive/kinds/text.ts";
import { COMPLAINED, type Complained, type CustomReader, custom, line } from "../../directive/line.ts";
import type { Value } from "../../directive/value.ts";
import { parseUrl } from "../../go/url.ts";

/** What the words mean. */
export interface DnstapEndpoint {
  /** True when receivers connect to CoreDNS, false when it connects to them. */
  readonly isListener: boolean;
  /** `tcp://HOST:PORT`, `tls://HOST:PORT`, or the path of a socket, with `unix://` in front or without. */
  readonly endpoint: Value<string>;
  /** True when messages carry the queries and replies themselves. */
  readonly full: boolean;
  readonly writeBufferMebibytes: number;
  /** How many messages may wait, in tens of thousands. */
  readonly queueTenThousands: number;
}

const MAX_WRITE_BUFFER = 1024;
const MAX_QUEUE = 4096;

const endpoint: Kind<string> = {
  ...named(text, {
    placeholder: "SOCKET",
    expects: "tcp://HOST:PORT, tls://HOST:PORT, or the path of a socket",
    suggestions: [{ text: "tcp://127.0.0.1:6000" }, { text: "tls://127.0.0.1:6000" }, { text: "/var/run/dnstap.sock" }],
  }),
  name: "dnstap-endpoint",
  look: "address",
};

const writeBuffer = one(
  where(count, (size) =>
    size < 1 || size > MAX_WRITE_BUFFER
      ? position(`dnstap: MultipleTcpWriteBuf must be between 1 and ${MAX_WRITE_BUFFER} (MiB units): ${size}`)
      : undefined,
  ),
  { says: position("dnstap: invalid MultipleTcpWriteBuf {value:q}: {error}") },
);

const queue = one(
  where(count, (size) =>
    size < 1 || size > MAX_QUEUE
      ? position(`dnstap: MultipleQueue must be between 1 and ${MAX_QUEUE} (x10k messages): ${size}`)
      : undefined,
  ),
  { says: position("dnstap: invalid MultipleQueue {value:q}: {error}") },
);

const full = keyword(["full"], { details: { full: "Messages carry the queries and replies themselves." } });

/** Arguments behind the endpoint, for people. */
const sizes = {
  full: optional(full, { summary: "Messages carry the queries and replies themselves." }),
  writeBuffer: optional(writeBuffer.kind, {
    placeholder: "WRITEBUFFER",
    summary: `The buffer of a TCP connection in MiB, 1 to ${MAX_WRITE_BUFFER}; 1 without it.`,
  }),
  queue: optional(queue.kind, {
    placeholder: "QUEUE",
    summary: `How many messages may wait, in tens of thousands, 1 to ${MAX_QUEUE}; 1 without it.`,
  }),
};

/** `[listen] SOCKET [full [WRITEBUFFER [QUEUE]]]`; words beyond are passed over. */
export const endpointLine = custom<DnstapEndpoint>({
  looks: [
    line({ endpoint: one(endpoint, { summary: "The receiver to connect to." }), ...sizes }, { extra: "ignore" }),
    line(
      {
        listen: word("listen", { summary: "Waits for receivers to connect." }),
        endpoint: one(endpoint, { summary: "Where receivers may connect." }),
        ...sizes,
      },
      { extra: "ignore" },
    ),
  ],
  read(words, reader) {
    const [first] = words;
    if (first === undefined) return reader.complain(wrongCount);
    const isListener = first.text === "listen";
    const [socket, mode, ...others] = isListener ? words.slice(1) : words;
    if (socket === undefined) return reader.complain(position("dnstap listen requires an endpoint argument"), first);
    const sizesGiven = readSizes(others, reader);
    if (sizesGiven === COMPLAINED) return COMPLAINED;
    if (/^(?:tls|tcp):\/\//.test(socket.text) && !parseUrl(socket.text).ok) return reader.complain(wrongCount, socket);
    const value = reader.take(one(endpoint), socket);
    if (value === COMPLAINED) return COMPLAINED;
    // Any other word in the place of `full` is passed over.
    return { isListener, endpoint: value, full: mode?.text === "full", ...sizesGiven };
  },
});

type Sizes = Pick<DnstapEndpoint, "writeBufferMebibytes" | "queueTenThousands">;

function readSizes([first, second]: readonly Token[], reader: CustomReader): Sizes | Complained {
  const buffer = first === undefined ? undefined : reader.take(writeBuffer, first);
  if (buffer === COMPLAINED) return COMPLAINED;
  const waiting = second === undefined ? undefined : reader.take(queue, second);
  if (waiting === COMPLAINED) return COMPLAINED;
  return { writeBufferMebibytes: buffer?.value ?? 1, queueTenThousands: waiting?.value ?? 1 };
}
