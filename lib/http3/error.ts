/** What ends a connection or a stream of HTTP/3 (RFC 9114 section 8.1, RFC 9204 section 8.3). */
export const Http3Code = {
  NO_ERROR: 0x100,
  GENERAL_PROTOCOL_ERROR: 0x101,
  STREAM_CREATION_ERROR: 0x103,
  CLOSED_CRITICAL_STREAM: 0x104,
  FRAME_UNEXPECTED: 0x105,
  FRAME_ERROR: 0x106,
  EXCESSIVE_LOAD: 0x107,
  SETTINGS_ERROR: 0x109,
  MISSING_SETTINGS: 0x10a,
  REQUEST_REJECTED: 0x10b,
  REQUEST_INCOMPLETE: 0x10d,
  MESSAGE_ERROR: 0x10e,
  QPACK_DECOMPRESSION_FAILED: 0x200,
  QPACK_ENCODER_STREAM_ERROR: 0x201,
} as const;

/** The other side breaks the rules. */
export class Http3Error extends Error {
  override readonly name = "Http3Error";
  readonly code: number;

  constructor(code: number, text: string) {
    super(text);
    this.code = code;
  }
}
