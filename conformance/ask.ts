/** Sends a question of a case over a real socket and gives the bytes that come back. */
import { createSocket } from "node:dgram";
import { connect } from "node:net";
import { connect as connectTls } from "node:tls";
import { askGrpc } from "./ask-grpc.ts";
import { askHttps, type HttpsReply } from "./ask-https.ts";
import { askHttp3, askQuic } from "./ask-quic.ts";
import type { CaseQuestion } from "./case.ts";
import { encodeQuestion } from "./question.ts";
import { type CaseKey, isForged } from "./tsig.ts";

/** What came back: one message, all messages of a zone transfer, or an HTTP server's refusal. */
export type Answer =
  | { readonly kind: "message"; readonly wire: Buffer; readonly http?: HttpsReply; readonly forged?: boolean }
  | { readonly kind: "refusal"; readonly http: HttpsReply }
  /** `forged` when it carries a signature that the case's key did not make. */
  | { readonly kind: "transfer"; readonly wires: Buffer[]; readonly forged?: boolean };

/** Nothing came back in time. */
export class NoAnswer extends Error {}

/** Where to send, the CA for transports over TLS, and after how long silence is silence. */
export interface Target {
  readonly port: number;
  readonly timeoutMs: number;
  readonly authorities: Buffer | undefined;
}

const ASKED: ReadonlySet<string> = new Set(["udp", "tcp", "tls", "https", "grpc", "quic", "h3"]);

/** What this runner cannot ask yet, in words; undefined when it can ask the question. */
export function unaskable(question: CaseQuestion): string | undefined {
  const via = question.via ?? "udp";
  return ASKED.has(via) ? undefined : `asks over ${via}`;
}

/** Asks. Rejects with `NoAnswer` on a time-out, with the system's error when a connection fails. */
export async function ask(question: CaseQuestion, target: Target): Promise<Answer> {
  const raw = question.raw === undefined ? undefined : Buffer.from(question.raw.replaceAll(" ", ""), "hex");
  const message = raw ?? encodeQuestion(question);
  const via = question.via ?? "udp";
  if (via === "grpc") return overGrpc(message, { question, target });
  if (via === "https") return overHttps(message, { question, target });
  if (via === "quic" || via === "h3") {
    const reply = await overQuic(message, { question, target });
    // What made the recordings takes no reply over these whose signature it cannot verify, and CoreDNS signs none.
    if (question.tsig !== undefined && isForged(message, [reply.wire], question.tsig)) throw new Error("forged");
    return reply;
  }
  if (raw !== undefined) return overUdp(raw, { question, target });
  const answer = via === "udp" ? overUdp(message, { question, target }) : overStream(message, { question, target });
  return question.tsig === undefined ? answer : checked(await answer, message, question.tsig);
}

/** CoreDNS signs over UDP, TCP and TLS only. */
function checked(answer: Answer, request: Buffer, key: CaseKey): Answer {
  if (answer.kind === "refusal") return answer;
  const replies = answer.kind === "message" ? [answer.wire] : answer.wires;
  return { ...answer, forged: isForged(request, replies, key) };
}

interface Way {
  readonly question: CaseQuestion;
  readonly target: Target;
}

function overUdp(message: Buffer, { question, target }: Way): Promise<Answer> {
  const host = question.host ?? "127.0.0.1";
  const socket = createSocket(host.includes(":") ? "udp6" : "udp4");
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => finish(() => reject(new NoAnswer())), target.timeoutMs);
    const finish = (settle: () => void): void => {
      clearTimeout(timer);
      socket.close();
      settle();
    };
    socket.once("error", (error) => finish(() => reject(error)));
    socket.once("message", (wire) => finish(() => resolve({ kind: "message", wire })));
    const send = (): void => socket.send(message, target.port, host);
    if (host.includes(":")) send();
    else socket.bind(0, question.from ?? "127.0.0.1", send);
  });
}

async function overGrpc(message: Buffer, { question, target }: Way): Promise<Answer> {
  const host = question.host ?? "127.0.0.1";
  const authorities = question.secure === false ? undefined : target.authorities;
  const answer = await askGrpc(message, { ...target, host, authorities });
  if (answer.kind === "silence") throw new NoAnswer();
  if (answer.kind === "status") throw new Error(`gRPC status ${answer.code}: ${answer.text}`);
  return answer;
}

async function overQuic(message: Buffer, { question, target }: Way): Promise<Extract<Answer, { kind: "message" }>> {
  const quicTarget = { ...target, host: question.host ?? "127.0.0.1" };
  const answer = await (question.via === "h3" ? askHttp3(message, quicTarget) : askQuic(message, quicTarget));
  if (answer.kind === "message") return answer;
  if (answer.kind === "silence") throw new NoAnswer();
  throw new Error(answer.kind === "status" ? `HTTP status ${answer.status}` : `closed with ${answer.code}`);
}

function overStream(message: Buffer, { question, target }: Way): Promise<Answer> {
  const host = question.host ?? "127.0.0.1";
  const place = { host, port: target.port, ...(question.from === undefined ? {} : { localAddress: question.from }) };
  const socket =
    question.via === "tls"
      ? connectTls({
          ...place,
          servername: "localhost",
          ...(target.authorities === undefined ? {} : { ca: target.authorities }),
        })
      : connect(place);
  const transfer = /\s(AXFR|IXFR)\b/i.test(question.q ?? "");
  return new Promise((resolve, reject) => {
    let received = Buffer.alloc(0);
    const finish = (settle: () => void): void => {
      clearTimeout(timer);
      socket.destroy();
      settle();
    };
    const ended = (): void =>
      finish(() =>
        transfer ? resolve({ kind: "transfer", wires: messagesIn(received) }) : reject(new Error("connection closed")),
      );
    let timer = setTimeout(() => finish(() => reject(new NoAnswer())), target.timeoutMs);
    socket.once("error", (error) => finish(() => reject(error)));
    socket.once("close", ended);
    socket.once(question.via === "tls" ? "secureConnect" : "connect", () => {
      const before = Buffer.from((question.before ?? "").replaceAll(" ", ""), "hex");
      socket.write(Buffer.concat([before, Buffer.from([message.length >> 8, message.length & 0xff]), message]));
    });
    socket.on("data", (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      const [first] = messagesIn(received);
      if (transfer) {
        clearTimeout(timer);
        timer = setTimeout(ended, 1000);
      } else if (first !== undefined) finish(() => resolve({ kind: "message", wire: first }));
    });
  });
}

async function overHttps(message: Buffer, { question, target }: Way): Promise<Answer> {
  const { method = "POST", path = "/dns-query", http1 = false, host = "127.0.0.1" } = question;
  const authorities = question.secure === false ? undefined : target.authorities;
  const http = await askHttps(message, { method, path, http1 }, { ...target, host, authorities });
  if (http === undefined) throw new NoAnswer();
  if (http.status === 200) return { kind: "message", wire: http.body, http };
  if (question.refusal === true) return { kind: "refusal", http };
  throw new Error(`HTTP status ${http.status}`);
}

function messagesIn(stream: Buffer): Buffer[] {
  const messages: Buffer[] = [];
  let offset = 0;
  while (offset + 2 <= stream.length) {
    const length = stream.readUInt16BE(offset);
    if (offset + 2 + length > stream.length) break;
    messages.push(stream.subarray(offset + 2, offset + 2 + length));
    offset += 2 + length;
  }
  return messages;
}
