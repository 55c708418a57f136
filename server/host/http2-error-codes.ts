/** Error codes of HTTP/2 in words. */

/** Each at its number (RFC 9113 section 7). */
const NAMES: readonly string[] = [
  "NO_ERROR",
  "PROTOCOL_ERROR",
  "INTERNAL_ERROR",
  "FLOW_CONTROL_ERROR",
  "SETTINGS_TIMEOUT",
  "STREAM_CLOSED",
  "FRAME_SIZE_ERROR",
  "REFUSED_STREAM",
  "CANCEL",
  "COMPRESSION_ERROR",
  "CONNECT_ERROR",
  "ENHANCE_YOUR_CALM",
  "INADEQUATE_SECURITY",
  "HTTP_1_1_REQUIRED",
];

/** The name of a code, as Go writes it. */
export function http2ErrorCode(code: number): string {
  return NAMES[code] ?? `unknown error code 0x${code.toString(16)}`;
}
