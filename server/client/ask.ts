/** One question to one listener and what came back, decoded: what the page shows and `corefile-studio query` prints. */
import { randomInt } from "node:crypto";
import type { CheckedAskRequest, Received } from "../../lib/api/ask.ts";
import type { AskTransport } from "../../lib/api/ask-transport.ts";
import type { Socket } from "../../lib/api/engine.ts";
import { decodeReply } from "./decode.ts";
import { writeDigText } from "./dig-text.ts";
import { type Line, type LineOptions, NoReply } from "./line.ts";
import { type BadQuestion, type EncodedQuestion, encodeQuestion } from "./question.ts";
import { UnreadableMessage } from "./sections.ts";
import { type SignedQuestion, signQuestion } from "./signature.ts";
import { openTcpLine, openTlsLine } from "./tcp-line.ts";
import { openUdpLine } from "./udp-line.ts";

export interface AskOptions {
  readonly target: Socket;
  /** The listener in the Corefile's words, for the text. */
  readonly label: string;
  /** The listener speaks in the clear what others speak over TLS. */
  readonly isClear?: boolean | undefined;
  readonly request: Pick<
    CheckedAskRequest,
    "name" | "type" | "class" | "edns" | "flags" | "transport" | "retryOverTcp" | "timeoutMs" | "key"
  >;
  readonly sourceAddress?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Called with the address that the question will come from, before it goes out; again before a retry over TCP. */
  readonly beforeSending?: ((local: Socket, transport: AskTransport) => Promise<void>) | undefined;
}

export interface Asked {
  readonly question: EncodedQuestion;
  readonly received: Received;
}

const TRUNCATED_BIT = 0x02;

/** Asks. A question that is none is given back as a value; everything that goes wrong on the way is in `received`. */
export async function ask(options: AskOptions): Promise<Asked | BadQuestion> {
  const { request } = options;
  const encoded = encodeQuestion(request, randomInt(0x1_00_00));
  if ("error" in encoded) return encoded;
  const signed = request.key === undefined ? undefined : signQuestion(encoded.wire, request.key);
  const question: Sent = { ...encoded, ...signed };
  const first = await askOver(request.transport, question, options);
  const truncated = first.kind === "reply" && (Number.parseInt(first.wireHex.slice(4, 6), 16) & TRUNCATED_BIT) !== 0;
  const again = truncated && request.transport === "udp" && request.retryOverTcp;
  return { question, received: again ? await askOver("tcp", question, options) : first };
}

/** A question as it goes out; one that is signed has an eye on the signature of the reply. */
interface Sent extends EncodedQuestion, Partial<Pick<SignedQuestion, "judge">> {}

/** What speaks more than UDP, TCP and TLS is loaded by the first question that wants it. */
const OPENERS: Readonly<Record<AskTransport, (options: LineOptions) => Promise<Line>>> = {
  udp: openUdpLine,
  tcp: openTcpLine,
  tls: openTlsLine,
  https: async (options) => (await import("./https-line.ts")).openHttpsLine(options),
  https3: async (options) => (await import("./quic-line.ts")).openHttps3Line(options),
  quic: async (options) => (await import("./quic-line.ts")).openQuicLine(options),
  grpc: async (options) => (await import("./grpc-line.ts")).openGrpcLine(options),
};

async function askOver(transport: AskTransport, question: Sent, options: AskOptions): Promise<Received> {
  const { target, sourceAddress, isClear, request, signal } = options;
  let startedMs = performance.now();
  let line: Line | undefined;
  try {
    line = await OPENERS[transport]({ target, sourceAddress, isClear, timeoutMs: request.timeoutMs });
    await options.beforeSending?.(line.local, transport);
    startedMs = performance.now();
    const reply = await line.exchange(question.wire, { timeoutMs: request.timeoutMs, signal });
    return describeReply(reply, { transport, tookMs: performance.now() - startedMs, options, judge: question.judge });
  } catch (error) {
    const tookMs = performance.now() - startedMs;
    if (error instanceof NoReply) return { kind: "nothing", because: error.because, text: error.message, tookMs };
    throw error;
  } finally {
    line?.close();
  }
}

interface Arrived {
  readonly transport: AskTransport;
  readonly tookMs: number;
  readonly options: AskOptions;
  readonly judge: Sent["judge"];
}

function describeReply(reply: Uint8Array, { transport, tookMs, options, judge }: Arrived): Received {
  const wireHex = Buffer.from(reply).toString("hex");
  try {
    const decoded = decodeReply(reply);
    const server = `${options.target.address}#${options.target.port} for ${options.label}`;
    const signature = judge?.(reply, transport);
    const text = writeDigText(decoded, { sizeBytes: reply.length, tookMs, transport, server, signature });
    return { kind: "reply", message: decoded.message, sizeBytes: reply.length, wireHex, transport, tookMs, text };
  } catch (error) {
    if (!(error instanceof UnreadableMessage)) throw error;
    return {
      kind: "nothing",
      because: "unreadable",
      text: `The reply is no DNS message: ${error.message} (${wireHex}).`,
      tookMs,
    };
  }
}
