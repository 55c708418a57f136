/** Asks over gRPC as CoreDNS's pb/dns.proto has it, written here by hand so that no fault of the engine's own can hide. */
import { type ClientHttp2Session, connect } from "node:http2";

/** Where to send, the CA in PEM or none for the clear, and after how long silence is silence. */
export interface GrpcTarget {
  readonly host: string;
  readonly port: number;
  readonly timeoutMs: number;
  readonly authorities: Buffer | undefined;
}

/** What a call ended with: a message, a status, or nothing in time. */
export type GrpcAnswer =
  | { readonly kind: "message"; readonly wire: Buffer }
  | { readonly kind: "status"; readonly code: number; readonly text: string }
  | { readonly kind: "silence" };

/** Asks once, on a connection of its own. Rejects with the system's error when the connection fails. */
export function askGrpc(message: Buffer, target: GrpcTarget): Promise<GrpcAnswer> {
  const { host, port, timeoutMs, authorities } = target;
  const at = `${host.includes(":") ? `[${host}]` : host}:${port}`;
  const session =
    authorities === undefined
      ? connect(`http://${at}`)
      : connect(`https://${at}`, { ca: authorities, servername: "localhost" });
  return new Promise<GrpcAnswer>((resolve, reject) => {
    const timer = setTimeout(() => resolve({ kind: "silence" }), timeoutMs);
    session.once("close", () => clearTimeout(timer));
    session.once("error", reject);
    call(session, message, { resolve, reject });
  }).finally(() => session.destroy());
}

interface Ends {
  readonly resolve: (answer: GrpcAnswer) => void;
  readonly reject: (error: Error) => void;
}

function call(session: ClientHttp2Session, message: Buffer, { resolve, reject }: Ends): void {
  const stream = session.request({
    ":method": "POST",
    ":path": "/coredns.dns.DnsService/Query",
    "content-type": "application/grpc",
    te: "trailers",
  });
  const chunks: Buffer[] = [];
  let status: Record<string, unknown> = {};
  stream.on("response", (headers) => {
    status = { ...status, ...headers };
  });
  stream.on("trailers", (headers) => {
    status = { ...status, ...headers };
  });
  stream.on("data", (chunk: Buffer) => chunks.push(chunk));
  stream.once("error", reject);
  stream.once("close", () => {
    const code = Number(status["grpc-status"] ?? -1);
    if (code === 0) resolve({ kind: "message", wire: unpack(Buffer.concat(chunks)) });
    else resolve({ kind: "status", code, text: String(status["grpc-message"] ?? "") });
  });
  stream.end(pack(message));
}

/** Flag and length of gRPC; then field 1 of DnsPacket: tag, length, octets. */
function pack(message: Buffer): Buffer {
  const length: number[] = [];
  let rest = message.length;
  for (; rest > 127; rest = Math.floor(rest / 128)) length.push((rest % 128) + 128);
  length.push(rest);
  const packet = Buffer.concat([Buffer.from([10, ...length]), message]);
  const head = Buffer.alloc(5);
  head.writeUInt32BE(packet.length, 1);
  return Buffer.concat([head, packet]);
}

function unpack(body: Buffer): Buffer {
  const packet = body.subarray(5, 5 + body.readUInt32BE(1));
  if (packet.length === 0) return packet;
  if (packet[0] !== 10) throw new Error("the reply is no DnsPacket");
  let length = 0;
  let at = 1;
  for (let shift = 0; ; shift += 7) {
    const octet = packet[at++] ?? 0;
    length += (octet & 127) * 2 ** shift;
    if (octet < 128) break;
  }
  return packet.subarray(at, at + length);
}
