/** Asking over gRPC: one call of CoreDNS's service for each question. */
import { connect as connectHttp2 } from "node:http2";
import { framePacket, QUERY_PATH, readPacket } from "../grpc/dns-packet.ts";
import { GrpcFrames } from "../grpc/frames.ts";
import { decodeGrpcMessage } from "../grpc/status.ts";
import { awaitReply, type Ending, type Line, type LineOptions, NoReply } from "./line.ts";
import { connectTcp, endOf } from "./tcp-line.ts";
import { secured, tlsFailure } from "./tls-session.ts";

/** Opens a connection and settles TLS on it, unless the listener is in the clear. */
export async function openGrpcLine(options: LineOptions): Promise<Line> {
  const tcp = await connectTcp(options);
  const socket = options.isClear === true ? tcp : await secured(tcp, options, ["h2"]);
  const ended = endOf(socket);
  const session = connectHttp2("http://localhost", { createConnection: () => socket });
  return {
    local: { address: tcp.localAddress ?? "", port: tcp.localPort ?? 0 },
    exchange: (wire, sending) =>
      awaitReply(sending, (ending) => {
        void ended.then((because) => ending.reject(because));
        const fail = (error: Error): void => ending.reject(tlsFailure(error));
        session.on("error", fail);
        const headers = { ":method": "POST", ":path": QUERY_PATH, "content-type": "application/grpc", te: "trailers" };
        const stream = session.request(headers);
        let status: unknown;
        let text = "";
        const learn = (fields: NodeJS.Dict<string | string[] | number>): void => {
          status = fields["grpc-status"] ?? status;
          text = decodeGrpcMessage(String(fields["grpc-message"] ?? text));
        };
        const frames = new GrpcFrames();
        stream.on("response", learn).on("trailers", learn).on("error", fail);
        stream.on("data", (chunk: Buffer) => frames.push(chunk));
        stream.on("close", () => end(frames, { status, text, ending }));
        stream.end(framePacket(wire));
        return () => session.off("error", fail);
      }),
    close: () => {
      session.on("error", () => undefined);
      session.destroy();
      socket.destroy();
    },
  };
}

interface Ended {
  readonly status: unknown;
  readonly text: string;
  readonly ending: Ending;
}

function end(frames: GrpcFrames, { status, text, ending }: Ended): void {
  const { first } = frames;
  if (status === "0" && first !== undefined) {
    try {
      ending.resolve(readPacket(first.message));
      return;
    } catch {
      ending.reject(new NoReply("connection closed", "The reply is no packet of CoreDNS's."));
      return;
    }
  }
  const because = status === undefined ? "The server ended the call." : `gRPC status ${String(status)}: ${text}.`;
  ending.reject(new NoReply("connection closed", because));
}
