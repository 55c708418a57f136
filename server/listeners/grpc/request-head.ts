/** The headers of a call: what the library that CoreDNS has its gRPC from refuses, in its words. */
import type { IncomingHttpHeaders } from "node:http2";
import { quote } from "../../../lib/go/quote.ts";
import { QUERY_PATH } from "../../grpc/dns-packet.ts";
import { GrpcCode, type GrpcStatus } from "../../grpc/status.ts";

/** A call that may go on: its reply's content type, and how long it may take. */
export interface CallHead {
  readonly contentType: string;
  readonly timeoutMs: number | undefined;
}

/** A call that is over before it was read. */
export interface RefusedCall {
  readonly refused: GrpcStatus;
  readonly httpStatus: number;
  readonly contentType: string;
}

const CONTENT_TYPE = "application/grpc";
const SERVICE = QUERY_PATH.slice(1, QUERY_PATH.lastIndexOf("/"));

/** Reads the headers. */
export function readHead(headers: IncomingHttpHeaders): CallHead | RefusedCall {
  const written = headers["content-type"] ?? "";
  const subtype = subtypeOf(written);
  const contentType = subtype === undefined || subtype === "" ? CONTENT_TYPE : `${CONTENT_TYPE}+${subtype}`;
  const refuse = (code: number, message: string, httpStatus = 200): RefusedCall => ({
    refused: { code, message },
    httpStatus,
    contentType,
  });
  if (subtype === undefined) {
    return refuse(GrpcCode.INVALID_ARGUMENT, `invalid gRPC request content-type ${quote(written)}`, 415);
  }
  const timeoutMs = readTimeout(headers["grpc-timeout"]);
  if (typeof timeoutMs === "string") return refuse(GrpcCode.INTERNAL, timeoutMs, 400);
  const method = headers[":method"] ?? "";
  if (method !== "POST") {
    const message = `Received a HEADERS frame with :method ${quote(method)} which should be POST`;
    return refuse(GrpcCode.INTERNAL, message, 405);
  }
  const unknown = unknownMethod(headers[":path"] ?? "");
  if (unknown !== undefined) return refuse(GrpcCode.UNIMPLEMENTED, unknown);
  const encoding = headers["grpc-encoding"];
  if (typeof encoding === "string" && encoding !== "" && encoding !== "identity") {
    const message = `grpc: Decompressor is not installed for grpc-encoding ${quote(encoding)}`;
    return refuse(GrpcCode.UNIMPLEMENTED, message);
  }
  return { contentType, timeoutMs };
}

/** What stands behind `application/grpc` and its `+` or `;`; undefined for another type. */
function subtypeOf(contentType: string): string | undefined {
  const lower = contentType.toLowerCase();
  if (!lower.startsWith(CONTENT_TYPE)) return undefined;
  const rest = lower.slice(CONTENT_TYPE.length);
  return rest === "" || rest.startsWith("+") || rest.startsWith(";") ? rest.slice(1) : undefined;
}

function unknownMethod(path: string): string | undefined {
  if (path === QUERY_PATH) return undefined;
  const end = path.lastIndexOf("/");
  if (!path.startsWith("/") || end === 0) return `malformed method name: ${quote(path)}`;
  const service = path.slice(1, end);
  return service === SERVICE
    ? `unknown method ${path.slice(end + 1)} for service ${service}`
    : `unknown service ${service}`;
}

/** Milliseconds of each unit of a time-out. */
const UNITS: ReadonlyMap<string, number> = new Map([
  ["H", 3_600_000],
  ["M", 60_000],
  ["S", 1000],
  ["m", 1],
  ["u", 1e-3],
  ["n", 1e-6],
]);
const MAX_TIMEOUT_DIGITS = 8;

function readTimeout(header: string | readonly string[] | undefined): number | undefined | string {
  if (typeof header !== "string") return undefined;
  const malformed = (text: string): string => `malformed grpc-timeout: transport: ${text}: ${quote(header)}`;
  if (header.length < 2) return malformed("timeout string is too short");
  if (header.length > MAX_TIMEOUT_DIGITS + 1) return malformed("timeout string is too long");
  const unit = UNITS.get(header.slice(-1));
  if (unit === undefined) return malformed("timeout unit is not recognized");
  const digits = header.slice(0, -1);
  if (!/^[0-9]+$/.test(digits)) {
    return `malformed grpc-timeout: strconv.ParseUint: parsing ${quote(digits)}: invalid syntax`;
  }
  return Number(digits) * unit;
}
