/** What a call of gRPC came to for its client, as grpc-go judges the header fields, the message and the end (internal/transport). */

import { constants } from "node:http2";
import { RPC_CODES, type RpcCode, RpcError } from "../../lib/ports/exchange.ts";
import { http2ErrorCode } from "../host/http2-error-codes.ts";
import { MAX_PACKET_OCTETS, readPacket } from "./dns-packet.ts";
import type { GrpcFrames } from "./frames.ts";
import { decodeGrpcMessage } from "./status.ts";

/** Fields of the response, and of its trailers. */
export type Fields = NodeJS.Dict<string | string[] | number>;

const HTTP_STATUSES: Readonly<Record<number, readonly [RpcCode, string]>> = {
  400: ["Internal", "Bad Request"],
  401: ["Unauthenticated", "Unauthorized"],
  403: ["PermissionDenied", "Forbidden"],
  404: ["Unimplemented", "Not Found"],
  405: ["Unknown", "Method Not Allowed"],
  415: ["Unknown", "Unsupported Media Type"],
  429: ["Unavailable", "Too Many Requests"],
  500: ["Unknown", "Internal Server Error"],
  502: ["Unavailable", "Bad Gateway"],
  503: ["Unavailable", "Service Unavailable"],
  504: ["Unavailable", "Gateway Timeout"],
};

const RESETS: Readonly<Record<number, RpcCode>> = {
  [constants.NGHTTP2_FLOW_CONTROL_ERROR]: "ResourceExhausted",
  [constants.NGHTTP2_REFUSED_STREAM]: "Unavailable",
  [constants.NGHTTP2_CANCEL]: "Canceled",
  [constants.NGHTTP2_ENHANCE_YOUR_CALM]: "ResourceExhausted",
  [constants.NGHTTP2_INADEQUATE_SECURITY]: "PermissionDenied",
};

/** Why the header fields of a response are none of gRPC's; undefined for those that are. */
export function headFault(fields: Fields): RpcError | undefined {
  const status = Number(fields[":status"]);
  const contentType = fields["content-type"];
  const isGrpc = /^application\/grpc(?:$|[+;])/.test(String(contentType).toLowerCase());
  if (status === 200 && isGrpc) return undefined;
  const typeFault = isGrpc
    ? ""
    : contentType === undefined
      ? "malformed header: missing HTTP content-type"
      : `transport: received unexpected content-type "${String(contentType)}"`;
  const [code, reason] = HTTP_STATUSES[status] ?? ["Unknown", ""];
  const statusFault = `unexpected HTTP status code received from server: ${status} (${status === 200 ? "OK" : reason})`;
  return new RpcError(code, typeFault === "" ? statusFault : `${statusFault}; ${typeFault}`);
}

/** A message that is longer than may be; undefined for one that is not, or not told yet. */
export function lengthFault({ announced = 0 }: GrpcFrames): RpcError | undefined {
  if (announced <= MAX_PACKET_OCTETS) return undefined;
  return new RpcError(
    "ResourceExhausted",
    `grpc: received message larger than max (${announced} vs. ${MAX_PACKET_OCTETS})`,
  );
}

/** The message of a call that ended; throws an `RpcError` when it brought none. */
export function messageOf(frames: GrpcFrames, trailers: Fields): Uint8Array {
  const status = trailers["grpc-status"];
  if (status === undefined) throw new RpcError("Internal", "server closed the stream without sending trailers");
  if (status !== "0")
    throw new RpcError(codeOf(String(status)), decodeGrpcMessage(String(trailers["grpc-message"] ?? "")));
  const { first } = frames;
  if (first === undefined) {
    const text = "cardinality violation: received no response message from non-server-streaming RPC";
    throw new RpcError("Internal", frames.octets === 0 ? text : "unexpected EOF");
  }
  const { format, message } = first;
  if (format === 1) throw new RpcError("Internal", "grpc: compressed flag set with identity or empty encoding");
  if (format !== 0) throw new RpcError("Internal", `grpc: received unexpected payload format ${format}`);
  try {
    return readPacket(message);
  } catch {
    const text = "grpc: failed to unmarshal the received message: proto: cannot parse invalid wire-format data";
    throw new RpcError("Internal", text);
  }
}

function codeOf(status: string): RpcCode {
  const number = Number(status);
  return RPC_CODES[number] ?? (Number.isInteger(number) ? `Code(${number})` : "Unknown");
}

/** A stream that the other side reset. */
export function resetFault(code: number): RpcError {
  const name = http2ErrorCode(code);
  return new RpcError(RESETS[code] ?? "Internal", `stream terminated by RST_STREAM with error code: ${name}`);
}
