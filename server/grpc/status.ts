/** How a call of gRPC ends: a code and a sentence. */

/** Codes that are used here (google.rpc.Code). */
export const GrpcCode = {
  OK: 0,
  UNKNOWN: 2,
  INVALID_ARGUMENT: 3,
  RESOURCE_EXHAUSTED: 8,
  UNIMPLEMENTED: 12,
  INTERNAL: 13,
  UNAVAILABLE: 14,
} as const;

/** A call that has failed. */
export interface GrpcStatus {
  readonly code: number;
  readonly message: string;
}

/** A sentence as a header carries it: octets beyond printable ASCII, and `%`, as `%XX` (gRPC over HTTP2, Status-Message). */
export function encodeGrpcMessage(message: string): string {
  let text = "";
  for (const octet of Buffer.from(message)) {
    const isPlain = octet >= 0x20 && octet <= 0x7e && octet !== 0x25;
    text += isPlain ? String.fromCharCode(octet) : `%${octet.toString(16).toUpperCase().padStart(2, "0")}`;
  }
  return text;
}

/** The sentence again; what is no `%XX` stays as it is. */
export function decodeGrpcMessage(text: string): string {
  return Buffer.from(
    text.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    "latin1",
  ).toString("utf8");
}
